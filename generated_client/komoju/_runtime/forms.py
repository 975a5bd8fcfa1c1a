# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Bodies and queries: members of an object are written `object[member]=value`, as in every documented call."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote_plus, urlencode

from .secrets import Sealed, Secret
from .shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FORM", "JSON", "encode_body", "encode_query"]

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


class _NotAFormError(Exception):
    """The value has no form: null, an empty object, a list, a deeper nesting, or brackets inside a name."""


def encode_body(data: Mapping[str, Any]) -> tuple[str, Sealed]:
    """Return the content type and the bytes of a body: a form, or JSON where brackets cannot carry the values."""
    try:
        return FORM, Sealed(
            "&".join([f"{name}={_quoted(text)}" for name, text in _pairs(data)]).encode()
        )
    except _NotAFormError:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_revealed)
        return JSON, Sealed(text.encode())


def encode_query(data: Mapping[str, Any]) -> str:
    """Return the query string of a call, without its question mark."""
    return urlencode([(name, _text(value)) for name, value in data.items()])


def _pairs(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if is_object(value) and value:
            for member, inner in value.items():
                yield f"{_plain(name)}%5B{_plain(member)}%5D", _text(inner)
        else:
            yield _plain(name), _text(value)


def _plain(name: str) -> str:
    if not name or "[" in name or "]" in name:
        raise _NotAFormError
    return _quoted(name)


def _quoted(text: str) -> str:
    """Quote a text as `urlencode` does. Most texts need no quotes, and to see that costs a tenth of quoting."""
    plain = text.isascii() and (text.isalnum() or text.isidentifier())
    return text if plain else quote_plus(text)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, int):
        return str(value)
    raise _NotAFormError


def _revealed(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    raise TypeError(type(value).__name__)
