"""JSON bodies, read strictly: one value per key, finite numbers, whole characters, bounded nesting."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NoReturn

from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from komoju_sandbox.contract import WireLimits
    from komoju_sandbox.json_types import JsonValue

UNREADABLE, LIMITS = "choice: unreadable-body", "choice: wire-limits"
MAX_DIGITS = 400
"""Longer numbers, or exponents beyond this, are refused before anything is computed with them."""

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z|\\\Z)|[\[\]{}]', re.DOTALL)
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def parse_json(raw: bytes, limits: WireLimits) -> dict[str, JsonValue]:
    """Read a JSON object. Raises `bad_request` for everything else."""
    try:
        text = raw.decode("utf-8")
        _refuse_depth(text, limits.depth)
        tree: JsonValue = json.loads(
            text,
            object_pairs_hook=_Members(limits.keys).collect,
            parse_constant=_refuse,
            parse_int=_integer,
            parse_float=_decimal,
        )
        _refuse_surrogates(tree)
    except ValueError as error:
        raise ApiError("bad_request", source=UNREADABLE) from error
    if not isinstance(tree, dict):
        raise ApiError("bad_request", source=UNREADABLE)
    return tree


class _Members:
    """Collects the members of all objects of one body, and counts them."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def collect(self, pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        """One object. Raises `bad_request` for one key too many, `ValueError` for a second value of a key."""
        self._left -= len(pairs)
        if self._left < 0:
            raise ApiError("bad_request", source=LIMITS)
        members = dict(pairs)
        if len(members) < len(pairs):
            raise ValueError("one key twice")
        return members


def _refuse_depth(text: str, limit: int) -> None:
    depth = 0
    for token in _STRING_OR_BRACKET.findall(text):
        depth += _STEP.get(token, 0)
        if depth > limit:
            raise ApiError("bad_request", source=LIMITS)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError("the number is too long")
    return int(digits)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError("the number cannot be read") from error
    if len(text) > MAX_DIGITS or abs(number.adjusted()) > MAX_DIGITS:
        raise ValueError("the number is too large")
    return number


def _refuse_surrogates(value: JsonValue) -> None:
    """Raise `UnicodeEncodeError`, a `ValueError`, for half a character."""
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, list):
        for item in value:
            _refuse_surrogates(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            key.encode("utf-8")
            _refuse_surrogates(item)
