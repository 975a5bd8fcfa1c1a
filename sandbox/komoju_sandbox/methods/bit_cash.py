"""BitCash: one prepaid number that has to cover the whole payment."""

from __future__ import annotations

from komoju_sandbox.errors import ApiError
from komoju_sandbox.methods import Attempt, Outcome
from komoju_sandbox.prepaid import charge, spend


def pay(attempt: Attempt) -> Outcome:
    """Charge the number. Raises its outcome, or `insufficient_funds` when it does not cover all."""
    number: str = attempt.details["prepaid_number"]
    paid = charge(number, attempt.total, attempt.listed)
    if paid.status not in attempt.outcomes:
        raise ApiError("insufficient_funds", source="choice: bit-cash-short")
    spend(number, attempt.listed, attempt.grounds)
    return Outcome({"email": attempt.email}, paid.status)
