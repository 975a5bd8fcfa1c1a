"""Bytes to a tree of values, by the rules of `x-wire`. What cannot be read is a `bad_request`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from komoju_sandbox.errors import ApiError
from komoju_sandbox.json_body import LIMITS, UNREADABLE, parse_json

if TYPE_CHECKING:
    from komoju_sandbox.contract import WireLimits
    from komoju_sandbox.json_types import JsonValue
    from komoju_sandbox.trail import Trail

_NAME = re.compile(r"([^\[\]]+)(?:\[([^\[\]]+)\])?", re.DOTALL)
_BROKEN_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Body:
    """What a body says."""

    tree: dict[str, JsonValue]
    is_form: bool
    """Whether every value is a text."""


def parse_body(content_type: str, raw: bytes, limits: WireLimits, trail: Trail) -> Body:
    """Read a form or a JSON object. An empty body is an empty object; no content type means form."""
    media_type, _, parameters = content_type.partition(";")
    if not raw:
        return Body({}, is_form=True)
    if not _is_utf8(parameters):
        raise ApiError("bad_request", source=UNREADABLE)
    match media_type.strip().lower():
        case "application/json":
            return Body(parse_json(raw, limits), is_form=False)
        case "":
            trail.rests_on("choice: untyped-body")
            return Body(parse_form(raw, limits), is_form=True)
        case "application/x-www-form-urlencoded":
            return Body(parse_form(raw, limits), is_form=True)
        case _:
            raise ApiError("bad_request", source=UNREADABLE)


def parse_form(raw: bytes, limits: WireLimits) -> dict[str, JsonValue]:
    """Read `name=value` and `name[member]=value` pairs into an object of texts and of objects."""
    tree: dict[str, JsonValue] = {}
    pairs = [pair for pair in raw.split(b"&") if pair]
    if len(pairs) > limits.keys:
        raise ApiError("bad_request", source=LIMITS)
    for pair in pairs:
        name, _, value = pair.partition(b"=")
        _put(tree, _decode(name), _decode(value))
    return tree


def _put(tree: dict[str, JsonValue], name: str, value: str) -> None:
    found = _NAME.fullmatch(name)
    if found is None:
        raise ApiError("bad_request", source="choice: wire-rules")
    outer, member = found.groups()
    place = tree
    if member is not None:
        inner = tree.setdefault(outer, {})
        if not isinstance(inner, dict):
            raise ApiError("bad_request", source="choice: wire-rules")
        place = inner
    key = outer if member is None else member
    if key in place:
        raise ApiError("bad_request", source="choice: wire-rules")
    place[key] = value


def _decode(part: bytes) -> str:
    if b"%" in part and _BROKEN_PERCENT.search(part):
        raise ApiError("bad_request", source=UNREADABLE)
    plain = part.replace(b"+", b" ")
    try:
        return (unquote_to_bytes(plain) if b"%" in plain else plain).decode("utf-8")
    except UnicodeDecodeError as error:
        raise ApiError("bad_request", source=UNREADABLE) from error


def _is_utf8(parameters: str) -> bool:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower() in {"utf-8", "utf8"}
    return True
