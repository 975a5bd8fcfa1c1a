"""What the types with an account and a password share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from komoju_sandbox.methods import Attempt


def sign_in(attempt: Attempt, account_field: str, password_field: str) -> None:
    """Raise `invalid_account` or `invalid_password` unless both are documented test values."""
    for field, refusal in ((account_field, "invalid_account"), (password_field, "invalid_password")):
        known = attempt.listed.find(field, attempt.details[field])
        if known is None:
            raise ApiError(refusal, source="choice: unlisted-number")
        if known["outcome"] != "ok":
            raise ApiError(known["outcome"])
