"""The payer's page: what to do at the shop or the bank, with the numbers of this payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from komoju_sandbox.pages.render import render
from komoju_sandbox.pages.words import LOCALES, Piece, Words, fill, words

if TYPE_CHECKING:
    from datetime import tzinfo

    from komoju_sandbox.json_types import JsonObject

WAITING = "authorized"
"""The status in which the payer has been told how to pay, and has not paid."""
FALLBACK = "en"
"""The language in which the unknown is answered."""
STORES = {
    "circle-k": "karuwaza",
    "daily-yamazaki": "online_number",
    "family-mart": "famiport",
    "lawson": "loppi",
    "ministop": "loppi",
    "seven-eleven": "slip_number",
    "sunkus": "karuwaza",
}
"""How each chain takes such payments: by the name of its machine, or of the number that is given at the till."""
NUMBERS = {
    "konbini": ("receipt", "confirmation_code"),
    "pay_easy": ("bank_id", "customer_id", "confirmation_id"),
    "bank_transfer": (
        *("bank_name", "account_branch_name", "account_type", "account_number", "account_name"),
        "order_id",
    ),
}
"""What the payer needs to know, by payment type; no other type has instructions."""
GROUP = 4
"""Long numbers are shown in groups of so many digits."""


@dataclass(frozen=True, slots=True)
class Number:
    """One thing that the payer has to type in, show or write down."""

    label: str
    groups: list[str]
    is_digits: bool


def has_instructions(payment: JsonObject) -> bool:
    """Tell whether the payer of this payment is told what to do."""
    return payment["payment_details"]["type"] in NUMBERS


def render_instructions(payment: JsonObject, locale: str, zone: tzinfo) -> str:
    """Show what the payer has to do, or what has become of the payment. `zone` is that of its deadlines."""
    known = words(locale)
    facts = _facts(payment, known, zone)
    way = _way(payment)
    labels = {**known.texts["labels"], **known.texts["ways"][way]}
    state = None if payment["status"] == WAITING else known.texts["states"][payment["status"]]
    title = known.texts["titles"][payment["payment_details"]["type"]].format(**facts)
    return render(
        "instructions.html",
        locale=locale,
        languages={name: words(name).texts["language"] for name in LOCALES},
        texts=known.texts,
        payment=payment,
        title=title if state is None else state["title"],
        state=state,
        said=[] if state is None else fill(state["text"], facts),
        facts=facts,
        breakdown=_breakdown(known, facts, payment),
        numbers=_numbers(payment, labels),
        steps=[step for step in (fill(step, facts) for step in labels["steps"]) if step],
    )


def render_missing(locale: str) -> str:
    """Show that there is no such payment, in English where the language is unknown too."""
    spoken = locale if locale in LOCALES else FALLBACK
    return render("missing.html", locale=spoken, texts=words(spoken).texts)


def _way(payment: JsonObject) -> str:
    details = payment["payment_details"]
    return STORES[details["store"]] if details["type"] == "konbini" else str(details["type"])


def _facts(payment: JsonObject, known: Words, zone: tzinfo) -> dict[str, str | None]:
    """Name everything that a sentence may ask for."""
    details = payment["payment_details"]

    def time(stamp: str | None) -> str | None:
        return None if stamp is None else known.time(datetime.fromisoformat(stamp).astimezone(zone))

    return {
        **{name: details[name] for name in NUMBERS[details["type"]]},
        "store": known.texts["stores"].get(details.get("store")),
        "amount": known.amount(payment["amount"], payment["currency"]),
        "tax": known.amount(payment["tax"], payment["currency"]),
        "fee": known.amount(payment["payment_method_fee"], payment["currency"]),
        "total": known.amount(payment["total"], payment["currency"]),
        "refunded": known.amount(payment["amount_refunded"], payment["currency"]),
        "deadline": time(payment["payment_deadline"]),
        "paid": time(payment["captured_at"]),
    }


def _breakdown(known: Words, facts: dict[str, str | None], payment: JsonObject) -> list[Piece]:
    name = "breakdown_with_fee" if payment["payment_method_fee"] else "breakdown"
    return fill(known.texts["labels"][name], facts)


def _numbers(payment: JsonObject, labels: JsonObject) -> list[Number]:
    details = payment["payment_details"]
    return [
        Number(labels[name], _groups(details[name]), details[name].isdigit())
        for name in NUMBERS[details["type"]]
        if details[name] is not None
    ]


def _groups(value: str) -> list[str]:
    if not value.isdigit() or len(value) <= 2 * GROUP:
        return [value]
    return [value[start : start + GROUP] for start in range(0, len(value), GROUP)]
