"""The rule for every request of the suite: a number that pays is a documented test number, or it is not sent.

It counts for valid and for broken requests alike, because a real service may be laxer than its document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from tests.contract.contract import document
from tests.contract.laws import Sent

CARD_LIKE = re.compile(r"(?<![0-9])(?:[0-9][ -]?){11,18}[0-9](?![0-9])")
MEMBER = re.compile(r"[^\[\]]+")


class UndocumentedNumberError(Exception):
    """The request would carry a number that is not a documented test number. It was not sent."""


@cache
def documented() -> Mapping[str, list[str]]:
    """The test numbers by the name of their field. A marked field without its own takes those of its namesakes."""
    found: dict[str, list[str]] = {}
    for schema in document()["components"]["schemas"].values():
        for name, said in schema.get("properties", {}).items():
            values = [str(entry["value"]) for entry in said.get("x-test-numbers", ())]
            if values or said.get("x-sensitive") == "number":
                found[name] = list(dict.fromkeys([*found.get(name, []), *values]))
    return {name: values for name, values in found.items() if values}


def with_documented(value: Any, name: str | None = None) -> Any:
    """Give the value with documented numbers in place of all others."""
    if name is not None:
        return _documented_for(name, value)
    if isinstance(value, dict):
        return {_masked(key): with_documented(inner, number_field(key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_documented(inner) for inner in value]
    if isinstance(value, str):
        return _masked(value)
    return value if not _undocumented_text(str(value)) else 0


def undocumented(sent: Sent) -> list[str]:
    """Find what a request must not carry."""
    text = sent.content.decode("utf-8", "replace")
    found = [*_undocumented_text(unquote_plus(sent.query)), *_undocumented_text(unquote_plus(text))]
    for name, value in [*_pairs(sent.query), *_pairs(text), *_members(text)]:
        field = number_field(name)
        if field is not None and not _harmless(value) and value not in documented()[field]:
            found.append(f"{name}={value!r}")
    return found


def _documented_for(name: str, value: Any) -> Any:
    allowed = documented()[name]
    if _harmless(value) or value in allowed:
        return value
    return allowed[len(str(value)) % len(allowed)]


def _harmless(value: Any) -> bool:
    """Nothing at all cannot pay, nor can yes or no, which a form writes as texts."""
    return value is None or value is True or value is False or value in ("", "true", "false", [], {})


def number_field(key: str) -> str | None:
    """Name the field for numbers that a key of a form or of an object stands for, if it is one."""
    return next((part for part in MEMBER.findall(key.lower()) if part in documented()), None)


def _pairs(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="replace")


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """List the members of JSON. Of broken JSON that names such a field, nobody can tell what it carries."""
    try:
        yield from _inside(json.loads(text))
    except ValueError:
        yield from ((name, text) for name in documented() if f'"{name}"' in text)


def _inside(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _inside(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _inside(inner)


def _undocumented_text(text: str) -> list[str]:
    """Find what looks like a card number and has its check digit right."""
    allowed = {number for numbers in documented().values() for number in numbers}
    digits = (re.sub(r"[^0-9]", "", found) for found in CARD_LIKE.findall(_token().sub("token", text)))
    return [number for number in digits if number not in allowed and _checks(number)]


@cache
def _token() -> re.Pattern[str]:
    """The id of a token, which may have as many digits in a row as a card number, and is none."""
    pattern = document()["components"]["schemas"]["Token"]["properties"]["id"]["pattern"]
    return re.compile(rf"(?<!\w){pattern.strip('^$')}(?!\w)", re.ASCII)


def _checks(number: str) -> bool:
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def _masked(text: str) -> str:
    return text if not _undocumented_text(text) else CARD_LIKE.sub("", text)
