"""What is wrong with a request by its schema, and which refusals may say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.contract import Operation, Schema, branches, is_valid, tagged

Refusal = tuple[str, str | None]
"""An error code and its param."""

NO_BODY: Schema = {"type": "object", "additionalProperties": False, "properties": {}}


def refusals(operation: Operation, query: dict[str, Any], body: dict[str, Any]) -> set[Refusal]:
    """Every refusal that names a fault of the request. None at all when the document allows it."""
    found = {*_of_object(operation, operation.query, query)}
    if operation.method != "GET":
        found |= {*_of_object(operation, operation.body or NO_BODY, body)}
    return found


def _of_object(operation: Operation, schema: Schema, value: dict[str, Any]) -> Iterator[Refusal]:
    members = schema["properties"]
    for name in schema.get("required", ()):
        if name not in value:
            yield "missing_parameter", name
    for name, inner in value.items():
        if name not in members:
            yield "invalid_parameter", name
        else:
            yield from _of_member(operation, name, members[name], inner)


def _of_member(operation: Operation, name: str, schema: Schema, value: Any) -> Iterator[Refusal]:
    choices = list(branches(schema))
    if name == "payment_details" and isinstance(value, dict):
        yield from _of_details(operation, choices[0], value)
    elif not is_valid(schema, value):
        yield from _named(operation, name, value)


def _of_details(operation: Operation, schema: Schema, value: dict[str, Any]) -> Iterator[Refusal]:
    if "discriminator" not in schema:
        yield from _of_object(operation, schema, value)
        return
    tag = schema["discriminator"]["propertyName"]
    branch = tagged(schema, value.get(tag))
    if branch is not None:
        yield from _of_object(operation, branch, value)
    elif tag not in value:
        yield "missing_parameter", tag
    else:
        yield from _named(operation, tag, value[tag])


def _named(operation: Operation, name: str, value: Any) -> Iterator[Refusal]:
    """Some parameters have a code of their own for texts that the document does not list."""
    own = {"currency": "invalid_currency", "type": "invalid_payment_type"}.get(name)
    if own not in operation.codes or not isinstance(value, str) or not value:
        yield "invalid_parameter", name
    if own in operation.codes and isinstance(value, str):
        yield str(own), None
