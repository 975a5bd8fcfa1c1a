"""Drawn values: ids, tokens and the numbers a payer is given."""

from __future__ import annotations

import hashlib
import os
import secrets
import string

HEX = "0123456789abcdef"
ID_LETTERS = string.digits + string.ascii_lowercase
ID_LENGTH = 25
TOKEN_HEX_LENGTH = 64
CHANCES = 2**53
"""How finely a probability is told apart: as finely as a float is."""


class Draw:
    """Draws from the system's secure source, or repeatably from a seed."""

    def __init__(self, seed: str | None = None) -> None:
        self._seed = seed
        self.drawn = 0
        """How far the seed's sequence has come."""

    def text(self, letters: str, length: int) -> str:
        """Draw a text of that length over those letters."""
        if self._seed is None:
            return _text(letters, length)
        rest = self._below(len(letters) ** length)
        drawn: list[str] = []
        for _ in range(length):
            rest, letter = divmod(rest, len(letters))
            drawn.append(letters[letter])
        return "".join(drawn)

    def digits(self, length: int) -> str:
        """Draw a number to read out, leading zeros kept."""
        return self.text(string.digits, length)

    def resource_id(self) -> str:
        """Draw an id in the documented shape: 25 characters of 0-9a-z."""
        return self.text(ID_LETTERS, ID_LENGTH)

    def token_id(self) -> str:
        """Draw a token id in the documented shape: `tok_`, 64 hex digits, 25 characters of 0-9a-z."""
        return f"tok_{self.text(HEX, TOKEN_HEX_LENGTH)}{self.resource_id()}"

    def happens(self, probability: float) -> bool:
        """Decide by chance, from 0, never, to 1, always."""
        return self._below(CHANCES) < probability * CHANCES

    def _below(self, limit: int) -> int:
        if self._seed is None:
            return secrets.randbelow(limit)
        self.drawn += 1
        drawn = hashlib.sha512(f"{self._seed}:{self.drawn}".encode()).digest()
        return int.from_bytes(drawn) % limit


def _text(letters: str, length: int) -> str:
    """Draw from the system. Bytes past the last whole round of letters are dropped, so that all are equally likely."""
    count = len(letters)
    usable = 256 - 256 % count
    drawn: list[str] = []
    while len(drawn) < length:
        drawn += [letters[byte % count] for byte in os.urandom(length + 8) if byte < usable]
    return "".join(drawn[:length])
