"""What the prepaid types share: numbers with a balance, and payments that one card may not cover."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError
from komoju_sandbox.methods import Attempt, Outcome

if TYPE_CHECKING:
    from komoju_sandbox.grounds import Grounds
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.listed import Listed


@dataclass(frozen=True, slots=True)
class Charge:
    """What one card paid."""

    card: JsonObject
    """The card as a payment shows it."""
    short: int
    """What is still missing."""

    @property
    def status(self) -> str:
        """Where the payment stands after the charge."""
        return "pending" if self.short else "captured"


def charge(number: str, wanted: int, listed: Listed) -> Charge:
    """Take `wanted`, or the whole balance when that is less. A test number is full at every use.

    Raises the outcome of the number; a number that the document does not list is `invalid_number`.
    """
    known = listed.find("prepaid_number", number)
    if known is None:
        raise ApiError("invalid_number", source="choice: unlisted-number")
    if known["outcome"] != "ok":
        raise ApiError(known["outcome"])
    points = min(wanted, known["balance"])
    return Charge({"last_four_digits": number[-4:], "points": points}, wanted - points)


def spend(number: str, listed: Listed, grounds: Grounds) -> None:
    """Remember that the number has paid: that it can do so again is a choice."""
    card = f"{listed.payment_type} {number}"
    grounds.recall(card, listed.trail)
    grounds.keep(card, {"choice: prepaid-balance"})


def pay_by_cards(attempt: Attempt) -> Outcome:
    """Pay with a card that others may follow."""
    number: str = attempt.details["prepaid_number"]
    paid = charge(number, attempt.total, attempt.listed)
    spend(number, attempt.listed, attempt.grounds)
    if paid.short:
        attempt.trail.rests_on("choice: short-payment")
    shown = {
        "email": attempt.email,
        "short_amount": paid.short,
        "prepaid_cards": [paid.card],
    }
    return Outcome(shown, paid.status)


def add_card(details: JsonObject, sent: JsonObject, listed: Listed, grounds: Grounds) -> Outcome:
    """Pay what is still missing of a payment with the further card that was sent."""
    paid = charge(sent["prepaid_number"], details["short_amount"], listed)
    spend(sent["prepaid_number"], listed, grounds)
    listed.trail.rests_on("choice: continuation")
    shown = {
        **details,
        "email": sent.get("email", details["email"]),
        "short_amount": paid.short,
        "prepaid_cards": [*details["prepaid_cards"], paid.card],
    }
    return Outcome(shown, paid.status)
