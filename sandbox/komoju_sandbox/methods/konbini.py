"""Convenience stores: the payer gets a receipt number to show or type at the till."""

from __future__ import annotations

from komoju_sandbox.methods import Attempt, Outcome

DOCUMENTED_STORE = "lawson"
"""The store of the documented payment, which shows that there is no confirmation code."""


def pay(attempt: Attempt) -> Outcome:
    """Tell the payer what to show at the till."""
    if attempt.details["store"] != DOCUMENTED_STORE:
        attempt.trail.rests_on("choice: konbini-codes")
    shown = {
        "email": attempt.email,
        "store": attempt.details["store"],
        "confirmation_code": None,
        "receipt": attempt.draw.digits(6),
        "instructions_url": attempt.instructions_url,
    }
    return Outcome(shown, "authorized")
