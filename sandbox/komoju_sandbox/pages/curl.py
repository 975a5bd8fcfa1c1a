"""Calls of the API as lines for a shell, in the style of the documentation, and JSON to be read."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from komoju_sandbox.json_types import JsonObject

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
BRACKETS = "[]"
BREAK = " \\\n  "
_PLAIN = re.compile(r"[^@%&+\x00-\x20\x7f][^%&+\x00-\x20\x7f]*")
"""A field that means the same to curl and to a form as it stands."""


def curl(method: str, url: str, key: str | None, body: JsonObject | None = None, kind: str = FORM) -> str:
    """Write a call. Without a key it takes the one of the environment; a body goes as a form where it can."""
    user = f"-u {shlex.quote(f'{key}:')}" if key is not None else '-u "$KOMOJU_SECRET_KEY:"'
    parts = [f"curl -X {method} {shlex.quote(url)}" if method != "GET" else f"curl {shlex.quote(url)}", user]
    return BREAK.join([*parts, *_data(body, kind)])


def written(value: Any) -> str:
    """Write JSON to be read by people."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _data(body: JsonObject | None, kind: str) -> list[str]:
    if not body:
        return []
    if kind == FORM and None not in (pairs := list(_pairs(body))):
        return [_field(*pair) for pair in pairs if pair is not None]
    return [
        f"-H {shlex.quote(f'Content-Type: {JSON}')}",
        f"--data-raw {shlex.quote(json.dumps(body, ensure_ascii=False))}",
    ]


def _pairs(body: JsonObject) -> Iterator[tuple[str, str] | None]:
    """Flatten a body into the fields of a form; null for what a form cannot carry."""
    for name, value in body.items():
        if isinstance(value, dict) and value:
            for inner, member in cast("JsonObject", value).items():
                yield None if isinstance(member, dict | list) else _pair(f"{name}[{inner}]", member)
        else:
            yield _pair(name, value)


def _pair(name: str, value: Any) -> tuple[str, str] | None:
    if value is None or isinstance(value, dict | list):
        return None
    return name, value if isinstance(value, str) else json.dumps(value)


def _field(name: str, value: str) -> str:
    plain = f"{name}={value}"
    if "=" not in name and _PLAIN.fullmatch(plain):
        return f"-d {shlex.quote(plain)}"
    # curl encodes the value only.
    return f"--data-urlencode {shlex.quote(f'{quote(name, safe=BRACKETS)}={value}')}"
