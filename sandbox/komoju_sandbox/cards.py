"""Card numbers: the check digit, and the brand by prefix (public facts of the card schemes)."""

from __future__ import annotations

LENGTHS = range(12, 20)
PREFIXES = (
    ("american_express", 34, 34),
    ("american_express", 37, 37),
    ("jcb", 3528, 3589),
    ("diners_club", 300, 305),
    ("diners_club", 36, 36),
    ("diners_club", 38, 39),
    ("visa", 4, 4),
    ("master", 51, 55),
    ("master", 2221, 2720),
)


def passes_luhn(number: str) -> bool:
    """Tell whether the last digit of `number` is its check digit."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def brand_of(number: str) -> str | None:
    """Name the brand that issues numbers like this one, if any does."""
    if len(number) not in LENGTHS:
        return None
    for brand, first, last in PREFIXES:
        if first <= int(number[: len(str(first))]) <= last:
            return brand
    return None
