"""Convenience stores: the payer gets a receipt number to show or type at the till."""

from __future__ import annotations

from komoju_sandbox.methods import Attempt, Outcome


def pay(attempt: Attempt) -> Outcome:
    """Tell the payer what to show at the till."""
    shown = {
        "email": attempt.email,
        "store": attempt.details["store"],
        "confirmation_code": None,
        "receipt": attempt.draw.digits(6),
        "instructions_url": attempt.instructions_url,
    }
    return Outcome(shown, "authorized")
