"""Bank transfer: an account of the documented bank, and the name to send the money under."""

from __future__ import annotations

from komoju_sandbox.methods import Attempt, Outcome

ACCOUNT = {
    "bank_name": "三井住友銀行",
    "account_branch_name": "吉祥寺",
    "account_number": "",
    "account_type": "普通預金",
    "account_name": "株式会社DEGICA(カブシキガイシャ デジカ)",
}
"""The documented account; its number is drawn for each payment."""


def pay(attempt: Attempt) -> Outcome:
    """Make an account number and a sender's name out for the payment."""
    shown = {
        "email": attempt.email,
        "order_id": f"D{attempt.draw.digits(10)}",
        **ACCOUNT,
        "account_number": attempt.draw.digits(7),
        "instructions_url": attempt.instructions_url,
    }
    return Outcome(shown, "authorized")
