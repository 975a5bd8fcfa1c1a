"""Texts to integers, booleans and null, where the schema asks for them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from komoju_sandbox.json_body import MAX_DIGITS

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.openapi import Document
    from komoju_sandbox.trail import Trail

RULES = "choice: wire-rules"
_INTEGER = re.compile(r"0|[1-9][0-9]*")
_DECIMAL = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]+")
_NUMBER = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "false": False}


def coerce_object(
    document: Document, schema: JsonObject, tree: dict[str, JsonValue], trail: Trail, *, blank_is_null: bool
) -> JsonObject:
    """Read every member of `tree` as the schema of the object means it.

    What cannot be read stays, for the check to refuse. `blank_is_null`: the values come from a form,
    where an empty text stands for null unless the schema takes text.
    """
    members: dict[str, JsonObject] = schema.get("properties", {})
    return {
        key: _coerce(document, members[key], value, trail, blank_is_null=blank_is_null) if key in members else value
        for key, value in tree.items()
    }


def _coerce(
    document: Document, schema: JsonObject, value: JsonValue, trail: Trail, *, blank_is_null: bool
) -> JsonValue:
    alternatives = document.alternatives(schema)
    if isinstance(value, dict):
        return _object(document, alternatives, value, trail, blank_is_null=blank_is_null)
    if isinstance(value, str):
        return _text(alternatives, value, trail, blank_is_null=blank_is_null)
    if isinstance(value, (float, Decimal)) and takes(alternatives, "integer"):
        return _whole(value, trail)
    return value


def _whole(value: float | Decimal, trail: Trail) -> JsonValue:
    """Read 1.0 as 1."""
    if value != int(value):
        return value
    trail.rests_on(RULES)
    return int(value)


def _object(
    document: Document,
    alternatives: list[JsonObject],
    value: dict[str, JsonValue],
    trail: Trail,
    *,
    blank_is_null: bool,
) -> JsonValue:
    for schema in alternatives:
        branch = _branch(document, schema, value)
        if branch is not None:
            return coerce_object(document, branch, value, trail, blank_is_null=blank_is_null)
    return value


def _branch(document: Document, schema: JsonObject, value: dict[str, JsonValue]) -> JsonObject | None:
    if "discriminator" not in schema:
        return schema if schema.get("type") == "object" else None
    tag = value.get(schema["discriminator"]["propertyName"])
    ref = schema["discriminator"]["mapping"].get(tag) if isinstance(tag, str) else None
    return None if ref is None else document.resolve({"$ref": ref})


def _text(alternatives: list[JsonObject], text: str, trail: Trail, *, blank_is_null: bool) -> JsonValue:
    if any(_accepts_text(schema, text) for schema in alternatives):
        return text
    if blank_is_null and not text:
        trail.rests_on(RULES)
        return None
    if takes(alternatives, "boolean") and text in _BOOLEANS:
        return _BOOLEANS[text]
    if len(text) > MAX_DIGITS:
        return text
    if takes(alternatives, "number") and _NUMBER.fullmatch(text):
        return float(text)
    if not takes(alternatives, "integer"):
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and any("x-rounding" in schema for schema in alternatives):
        return _round_half_up(text)
    return text


def _round_half_up(text: str) -> int:
    whole, _, fraction = text.partition(".")
    return int(whole) + (fraction[0] >= "5")


def _accepts_text(schema: JsonObject, text: str) -> bool:
    if "const" in schema:
        return bool(schema["const"] == text)
    if "enum" in schema:
        return text in schema["enum"]
    return "string" in _types(schema)


def takes(alternatives: list[JsonObject], name: str) -> bool:
    """Tell whether a value of that JSON type may stand there."""
    return any(name in _types(schema) for schema in alternatives)


def _types(schema: JsonObject) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)
