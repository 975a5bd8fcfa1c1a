"""The texts of the payer's pages: one file per language in `texts/`, and how amounts and times are written in each."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject

TEXTS = Path(__file__).with_name("texts")
LOCALES = tuple(sorted(path.stem for path in TEXTS.glob("*.json")))
"""The languages that there are texts in: those of the document."""
DECIMALS = {"USD": 2, "EUR": 2, "TWD": 2}
"""How many digits of an amount stand behind the point; none in the other currencies."""


class Piece(NamedTuple):
    """A part of a sentence: words, or a value that was filled in."""

    text: str
    is_value: bool


class Words:
    """The texts of one language."""

    def __init__(self, texts: JsonObject) -> None:
        self.texts = texts

    def amount(self, amount: int, currency: str) -> str:
        """Write an amount, given in the smallest unit of its currency."""
        decimals = DECIMALS.get(currency, 0)
        whole, part = divmod(amount, 10**decimals)
        number = f"{whole:,}.{part:0{decimals}}" if decimals else f"{whole:,}"
        pattern: str = self.texts["currencies"].get(currency, f"{{amount}} {currency}")
        return pattern.format(amount=number)

    def time(self, moment: datetime) -> str:
        """Write day and minute, on the clock that `moment` carries."""
        names = {"weekday": self.texts["weekdays"][moment.weekday()], "month": self.texts["months"][moment.month - 1]}
        date = self.texts["time"].format(year=moment.year, day=moment.day, **names)
        written: str = self.texts["clock"].format(date=date, hour=moment.hour, minute=moment.minute)
        return written


@cache
def words(locale: str) -> Words:
    """Read the texts of a language, which must be one of `LOCALES`."""
    return Words(json.loads((TEXTS / f"{locale}.json").read_text(encoding="utf-8")))


def fill(sentence: str, facts: Mapping[str, str | None]) -> list[Piece]:
    """Put facts into the places of a sentence. A sentence that asks for one that is null comes back empty."""
    pieces: list[Piece] = []
    for text, name, _, _ in Formatter().parse(sentence):
        if text:
            pieces.append(Piece(text, is_value=False))
        if name is not None:
            value = facts[name]
            if value is None:
                return []
            pieces.append(Piece(value, is_value=True))
    return pieces
