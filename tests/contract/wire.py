"""What a request says: the rules of `x-wire` a second time, written without a look at the sandbox's own reading."""

from __future__ import annotations

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import unquote_to_bytes

from tests.contract.contract import Schema, branches, document, resolve, tagged

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]*")
LARGE = 400
"""Beyond this exponent nobody has to compute a number; it is refused as infinite."""
DECIMAL_NUMBER = re.compile(r"(0|[1-9][0-9]*)\.[0-9]+")


class UnreadableError(Exception):
    """The bytes say nothing: `bad_request`."""


def read_body(content_type: str | None, content: bytes, schema: Schema) -> dict[str, Any]:
    """Read a body as the schema means it. What no rule turns into something else stays as it was sent."""
    if not content:
        return {}
    media_type, _, parameters = (content_type or FORM).partition(";")
    charset = re.search(r"charset\s*=\s*\"?([^\s\";]+)", parameters, re.IGNORECASE)
    if charset and charset[1].lower().replace("-", "") != "utf8":
        raise UnreadableError(charset[1])
    name = media_type.strip().lower()
    if name == FORM:
        return read_form(content, schema)
    if name == JSON:
        return _meant(_json(content), schema, form=False)
    raise UnreadableError(media_type)


def read_form(content: bytes, schema: Schema) -> dict[str, Any]:
    """Read the pairs of a form or a query."""
    found: dict[str, Any] = {}
    pairs = content.split(b"&") if content else []
    if len(pairs) > document()["x-wire"]["keys"]:
        raise UnreadableError("too many keys")
    for pair in pairs:
        if pair:
            name, _, value = pair.partition(b"=")
            _place(found, _text(name), _text(value))
    return _meant(found, schema, form=True)


def _text(part: bytes) -> str:
    if re.search(rb"%(?![0-9a-fA-F][0-9a-fA-F])", part):
        raise UnreadableError("percent-encoding")
    try:
        return unquote_to_bytes(part.replace(b"+", b"%20")).decode("utf-8", "strict")
    except UnicodeDecodeError as error:
        raise UnreadableError("not UTF-8") from error


def _place(found: dict[str, Any], name: str, value: str) -> None:
    outer, opened, rest = name.partition("[")
    place = found
    key = outer
    if opened:
        key = rest[:-1]
        place = found.setdefault(outer, {})
        if not rest.endswith("]") or not isinstance(place, dict):
            raise UnreadableError(name)
    if not outer or not key or set("[]") & {*outer, *key} or key in place:
        raise UnreadableError(name)
    place[key] = value


def _json(content: bytes) -> Any:
    limits = document()["x-wire"]
    keys = 0

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal keys
        keys += len(pairs)
        found = dict(pairs)
        if len(found) < len(pairs) or keys > limits["keys"]:
            raise UnreadableError("keys")
        return found

    def constant(name: str) -> Any:
        raise UnreadableError(name)

    try:
        found = json.loads(
            content.decode("utf-8"), object_pairs_hook=members, parse_constant=constant, parse_float=_number
        )
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise UnreadableError(str(error)) from error
    if not isinstance(found, dict) or _depth(found) > limits["depth"]:
        raise UnreadableError("no object, or nested too deeply")
    return found


def _number(text: str) -> int | float:
    """Read a whole number exactly: 1e309 is one, and a float cannot hold it."""
    number = Decimal(text)
    return int(number) if abs(number.adjusted()) <= LARGE and number == number.to_integral_value() else float(text)


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0


def _meant(value: Any, schema: Schema, *, form: bool) -> Any:
    choices = list(branches(schema))
    if isinstance(value, dict):
        members, others = _members(value, choices)
        return {key: _meant(inner, members.get(key, others), form=form) for key, inner in value.items()}
    if not isinstance(value, str) or any(_takes(choice, value) for choice in choices):
        return value
    types = {name for choice in choices for name in _types(choice)}
    if form and not value and types and "string" not in types:
        return None
    if "boolean" in types and value in {"true", "false"}:
        return value == "true"
    if "integer" in types and WHOLE_NUMBER.fullmatch(value):
        return int(value)
    if any("x-rounding" in choice for choice in choices) and DECIMAL_NUMBER.fullmatch(value):
        return int(Decimal(value).to_integral_value(ROUND_HALF_UP))
    return value


def _members(value: dict[str, Any], choices: list[Schema]) -> tuple[dict[str, Schema], Schema]:
    """Give the schemas of the listed members, and the one of all others."""
    for choice in choices:
        found = choice
        if "discriminator" in choice:
            found = tagged(choice, value.get(choice["discriminator"]["propertyName"])) or {}
        if "object" in _types(found):
            return found.get("properties", {}), found["additionalProperties"] or {}
    return {}, {}


def _takes(choice: Schema, text: str) -> bool:
    if "const" in choice or "enum" in choice:
        return text in (choice.get("enum") or [choice["const"]])
    return "string" in _types(choice)


def _types(schema: Schema) -> list[str]:
    kinds = resolve(schema).get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)
