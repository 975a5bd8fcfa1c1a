"""What is wrong with a request by its schema, and which refusals may say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.contract import Operation, Schema, branches, is_valid, tagged

Refusal = tuple[str, str | None]
"""An error code and its param."""

NO_BODY: Schema = {"type": "object", "additionalProperties": False, "properties": {}}


def refusals(operation: Operation, query: dict[str, Any], body: dict[str, Any]) -> set[Refusal]:
    """The refusals that may name the first fault of the request. None at all when the document allows it."""
    found = _of_object(operation, operation.query, query)
    if not found and operation.method != "GET":
        found = _of_object(operation, operation.body or NO_BODY, body)
    return found


def _of_object(operation: Operation, schema: Schema, value: dict[str, Any]) -> set[Refusal]:
    """Missing parameters come first, then wrong ones, then unknown ones, then what stands inside of objects."""
    members = schema["properties"]
    missing = next(_missing(schema, value), None)
    if missing:
        return {("missing_parameter", missing)}
    objects = {name: _object_in(members[name]) for name in members if isinstance(value.get(name), dict)}
    inside = {name: found for name, found in objects.items() if found}
    surplus = [name for name in _choice(schema) if name in value][1:]
    for name in members:
        wrong = name in value and name not in inside and not is_valid(members[name], value[name])
        if wrong or name in surplus:
            return {*_named(operation, name, value[name])}
    unknown = {("invalid_parameter", name) for name in value if name not in members}
    if unknown:
        return unknown
    return next((found for name in inside if (found := _of_details(operation, inside[name], value[name]))), set())


def _missing(schema: Schema, value: dict[str, Any]) -> Iterator[str]:
    """Name what has to be there and is not, in the order of the document."""
    choice = _choice(schema)
    needed = {*schema.get("required", ()), *([] if {*choice} & value.keys() else choice[:1])}
    for name, others in schema.get("dependentRequired", {}).items():
        needed |= {*others} if name in value else set()
    yield from (name for name in schema["properties"] if name in needed and name not in value)


def _choice(schema: Schema) -> list[str]:
    """List the members of which exactly one is given."""
    return [branch["required"][0] for branch in schema.get("oneOf", ())]


def _object_in(schema: Schema) -> Schema | None:
    """Find the object with listed members that a member may be."""
    return next((found for found in branches(schema) if "discriminator" in found or "properties" in found), None)


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
