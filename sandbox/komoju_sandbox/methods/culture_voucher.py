"""Culture Voucher: a Korean account with a password."""

from __future__ import annotations

from komoju_sandbox.accounts import sign_in
from komoju_sandbox.methods import Attempt, Outcome


def pay(attempt: Attempt) -> Outcome:
    """Charge the account. Raises `invalid_account` or `invalid_password`."""
    sign_in(attempt, "culture_id", "culture_password")
    return Outcome({"culture_id": attempt.details["culture_id"]}, "captured")
