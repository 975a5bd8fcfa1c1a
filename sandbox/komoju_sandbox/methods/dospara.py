"""Dospara: a shop account with a password. A payment shows nothing of it."""

from __future__ import annotations

from komoju_sandbox.accounts import sign_in
from komoju_sandbox.methods import Attempt, Outcome


def pay(attempt: Attempt) -> Outcome:
    """Charge the account. Raises `invalid_account` or `invalid_password`."""
    sign_in(attempt, "user_no", "user_password")
    return Outcome({}, "captured")
