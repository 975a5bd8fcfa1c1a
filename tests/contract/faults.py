"""What is wrong with a request by its schema, and which refusals may say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.contract import Operation, Schema, branches, is_valid, tagged

Refusal = tuple[str, str | None]
"""An error code and its param."""

DETAILS = "payment_details"
NO_BODY: Schema = {"type": "object", "additionalProperties": False, "properties": {}}


def refusals(operation: Operation, query: dict[str, Any], body: dict[str, Any]) -> set[Refusal]:
    """The refusals that may name the first fault of the request. None at all when the document allows it."""
    found = _of_object(operation, operation.query, query)
    if not found and operation.method != "GET":
        found = _of_object(operation, operation.body or NO_BODY, body)
    return found


def _of_object(operation: Operation, schema: Schema, value: dict[str, Any]) -> set[Refusal]:
    """Missing parameters come first, then wrong ones, then unknown ones, then what stands inside the details."""
    members = schema["properties"]
    for name in members:
        if name in schema.get("required", ()) and name not in value:
            return {("missing_parameter", name)}
    union = {name: next(branches(members[name])) for name in value if name == DETAILS and name in members}
    inside = {name: schema for name, schema in union.items() if isinstance(value[name], dict)}
    for name in members:
        if name in value and name not in inside and not is_valid(members[name], value[name]):
            return {*_named(operation, name, value[name])}
    unknown = {("invalid_parameter", name) for name in value if name not in members}
    if unknown:
        return unknown
    return {fault for name, schema in inside.items() for fault in _of_details(operation, schema, value[name])}


def _of_details(operation: Operation, schema: Schema, value: dict[str, Any]) -> set[Refusal]:
    if "discriminator" not in schema:
        return _of_object(operation, schema, value)
    tag = schema["discriminator"]["propertyName"]
    branch = tagged(schema, value.get(tag))
    if branch is not None:
        return _of_object(operation, branch, value)
    return {*_named(operation, tag, value[tag])} if tag in value else {("missing_parameter", tag)}


def _named(operation: Operation, name: str, value: Any) -> Iterator[Refusal]:
    """Some parameters have a code of their own for texts that the document does not list."""
    own = {"currency": "invalid_currency", "type": "invalid_payment_type"}.get(name)
    if own not in operation.codes or not isinstance(value, str) or not value:
        yield "invalid_parameter", name
    if own in operation.codes and isinstance(value, str):
        yield str(own), None
