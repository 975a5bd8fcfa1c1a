"""How payments move: each story moves what it has made itself."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.real.story import Story
from tests.contract.wire import JSON


def reserved_card(story: Story) -> None:
    """Reserve, capture once, refund a part, too much, the rest, and once more."""
    made = story.make("/payments", story.body("payments-credit-card-authorize"))
    story.post(f"/payments/{made}/refund")
    story.post(f"/payments/{made}/capture")
    story.post(f"/payments/{made}/capture")
    story.post(f"/payments/{made}/cancel")
    story.post(f"/payments/{made}/refund", {"amount": 500, "description": "a part"})
    story.post(f"/payments/{made}/refund", {"amount": 100_000}, JSON)
    story.post(f"/payments/{made}/refund", {"amount": 0})
    story.get(f"/payments/{made}")
    story.post(f"/payments/{made}/refund")
    story.post(f"/payments/{made}/refund")
    story.get(f"/payments/{made}")


def cancelled_card(story: Story) -> None:
    """Reserved money that is given up cannot be captured."""
    made = story.make("/payments", story.body("payments-credit-card-authorize"))
    story.post(f"/payments/{made}/cancel")
    story.post(f"/payments/{made}/capture")
    story.get(f"/payments/{made}")


def unpaid_konbini(story: Story) -> None:
    """What nobody has paid can be noted on and cancelled, and nothing else."""
    made = story.make("/payments", story.body("payments-konbini-lawson"))
    story.post(f"/payments/{made}/capture")
    story.post(f"/payments/{made}/refund")
    story.patch(f"/payments/{made}", {"description": "a note", "metadata": {"colour": "red"}})
    story.patch(f"/payments/{made}", {"description": None}, JSON)
    story.patch(f"/payments/{made}", {"amount": 1})
    story.post(f"/payments/{made}/cancel")
    story.post(f"/payments/{made}/cancel")
    story.get(f"/payments/{made}")


def further_cards(story: Story) -> None:
    """A prepaid card that falls short is followed by others until all is paid."""
    made = story.make("/payments", story.body("payments-net-cash-short", amount=5000, tax=0))
    further = story.body("payments-net-cash-continued")["payment_details"]
    story.patch(f"/payments/{made}", {"payment_details": further})
    story.patch(f"/payments/{made}", {"payment_details": {"prepaid_number": further["prepaid_number"]}}, JSON)
    story.patch(f"/payments/{made}", {"payment_details": further})
    story.post(f"/payments/{made}/refund", {"amount": 1})
    story.post(f"/payments/{made}/refund")


def cancelled_short_payment(story: Story) -> None:
    """A payment that falls short can be given up; BitCash that falls short is none."""
    made = story.make("/payments", story.body("payments-net-cash-short"))
    story.post(f"/payments/{made}/cancel")
    story.post("/payments", story.body("payments-bit-cash", amount=3000))


def not_refundable(story: Story) -> None:
    """Some types of payment are refunded by hand only."""
    for scenario in ("payments-web-money", "payments-bit-cash", "payments-culture-voucher"):
        made = story.make("/payments", story.body(scenario))
        story.post(f"/payments/{made}/refund")


def money(story: Story) -> None:
    """Tax as it is asked for, and the language of the payer."""
    for tax in ("auto", 0, 7, "10.5", "10.49"):
        story.post("/payments", story.body("payments-konbini-lawson", tax=tax))
    for amount in (1, 4, 5, 6, 7):
        story.post("/payments", story.body("payments-konbini-lawson", amount=amount))
    for locale in ("en", "ja", "ko"):
        story.post("/payments", story.body("payments-konbini-lawson", locale=locale))


def expiry_days(story: Story) -> None:
    """The merchant chooses the deadline."""
    for scenario in ("payments-konbini-lawson", "payments-bank-transfer", "payments-pay-easy"):
        body = story.body(scenario)
        for days in (0, 1, 59):
            story.post("/payments", {**body, "payment_details": {**body["payment_details"], "expiry_days": days}})


PROBES: dict[str, Callable[[Story], None]] = {
    "moves: a reserved card": reserved_card,
    "moves: a cancelled card": cancelled_card,
    "moves: an unpaid konbini": unpaid_konbini,
    "moves: further prepaid cards": further_cards,
    "moves: a cancelled short payment": cancelled_short_payment,
    "moves: not refundable": not_refundable,
    "money: tax and language": money,
    "money: chosen deadlines": expiry_days,
}
