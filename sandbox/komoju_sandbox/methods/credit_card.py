"""Credit cards: test numbers decide first, then the check digit, then the expiry month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.cards import brand_of, passes_luhn
from komoju_sandbox.errors import ApiError
from komoju_sandbox.methods import Attempt, Outcome

if TYPE_CHECKING:
    from datetime import date


def pay(attempt: Attempt) -> Outcome:
    """Charge or reserve. Raises the outcome of the number, `invalid_number` or `card_expired`."""
    number: str = attempt.details["number"]
    last_month = (int(attempt.details["year"]), int(attempt.details["month"]))
    known = attempt.listed.find("number", number)
    if known is not None and known["outcome"] != "ok":
        raise ApiError(known["outcome"], source=_despite(last_month, attempt.today))
    brand = (known or {}).get("brand") or brand_of(number)
    if brand is None or not passes_luhn(number):
        raise ApiError("invalid_number", source="choice: luhn")
    if known is None:
        attempt.trail.rests_on("choice: unlisted-card")
    _refuse_expired(last_month, attempt)
    year, month = last_month
    shown = {
        "email": attempt.email,
        "brand": brand,
        "last_four_digits": number[-4:],
        "month": month,
        "year": year,
    }
    return Outcome(shown, "captured" if attempt.capture else "authorized")


def _despite(last_month: tuple[int, int], today: date) -> str | None:
    """Say on what it rests that a number decides whose card has expired as well."""
    return "choice: test-number-before-expiry" if last_month < (today.year, today.month) else None


def _refuse_expired(last_month: tuple[int, int], attempt: Attempt) -> None:
    present = (attempt.today.year, attempt.today.month)
    if last_month <= present:
        attempt.trail.rests_on("choice: card-past-expiry")
    if last_month < present:
        raise ApiError("card_expired")
