"""Credit cards: test numbers decide first, then the check digit, then the expiry month."""

from __future__ import annotations

from komoju_sandbox.cards import brand_of, passes_luhn
from komoju_sandbox.errors import ApiError
from komoju_sandbox.methods import Attempt, Outcome


def pay(attempt: Attempt) -> Outcome:
    """Charge or reserve. Raises the outcome of the number, `invalid_number` or `card_expired`."""
    number: str = attempt.details["number"]
    month, year = int(attempt.details["month"]), int(attempt.details["year"])
    known = attempt.test_values("number").get(number, {"outcome": "ok"})
    if known["outcome"] != "ok":
        raise ApiError(known["outcome"])
    brand = known.get("brand") or brand_of(number)
    if brand is None or not passes_luhn(number):
        raise ApiError("invalid_number")
    if (year, month) < (attempt.today.year, attempt.today.month):
        raise ApiError("card_expired")
    shown = {
        "email": attempt.email,
        "brand": brand,
        "last_four_digits": number[-4:],
        "month": month,
        "year": year,
    }
    return Outcome(shown, "captured" if attempt.capture else "authorized")
