"""PayEasy: the payer gets three numbers to type in at a bank."""

from __future__ import annotations

from komoju_sandbox.methods import Attempt, Outcome

BANK_ID = "58191"
"""The institution that collects the money, as in the documented reply."""


def pay(attempt: Attempt) -> Outcome:
    """Tell the payer the numbers."""
    shown = {
        "email": attempt.email,
        "bank_id": BANK_ID,
        "customer_id": attempt.draw.digits(20),
        "confirmation_id": attempt.draw.digits(6),
        "instructions_url": attempt.instructions_url,
    }
    return Outcome(shown, "authorized")
