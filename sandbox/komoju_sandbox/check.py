"""Checks a request against its schema and names the fault by the documented codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.coerce import coerce_object
from komoju_sandbox.errors import ApiError
from komoju_sandbox.findings import MISSING, NESTED, CompiledSchema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from komoju_sandbox.findings import Fault
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.openapi import Document
    from komoju_sandbox.trail import Trail


class Check:
    """The compiled check of one query or body.

    `codes` are the error codes of the operation: `invalid_currency` and `invalid_payment_type` are
    used only where the document lists them, else the fault is an `invalid_parameter`.
    """

    def __init__(self, document: Document, schema: JsonObject, codes: frozenset[str]) -> None:
        self._document = document
        self._schema = schema
        self._codes = codes
        properties: dict[str, JsonObject] = schema["properties"]
        objects = {name: found for name, said in properties.items() if (found := _object_in(document, said))}
        shallow = {name: {"type": _types(document, properties[name])} for name in objects}
        self._top = CompiledSchema(document, {**schema, "properties": {**properties, **shallow}})
        self._inner = {name: _inner(document, found, codes) for name, found in objects.items()}
        self._defaults = {name: said["default"] for name, said in properties.items() if "default" in said}

    def read(self, tree: dict[str, JsonValue], trail: Trail, *, blank_is_null: bool) -> JsonObject:
        """Coerce and check `tree`, and fill in the defaults. Raises `ApiError` for the first fault.

        Missing parameters come first, then wrong ones, then unknown ones, each in the order of the
        document; the members of an object inside come after its neighbours.
        """
        read = coerce_object(self._document, self._schema, tree, trail, blank_is_null=blank_is_null)
        refusals = _refusals(self._top.faults(read), self._codes)
        for name, inner in self._inner.items():
            value: JsonValue = read.get(name)
            if isinstance(value, dict):
                refusals += inner.refusals(value)
        if refusals:
            raise first_of(refusals)
        return {**self._defaults, **read}


def first_of(refusals: list[ApiError]) -> ApiError:
    """Choose the one that is answered of those that could be."""
    first = refusals[0]
    if any((refusal.code, refusal.param) != (first.code, first.param) for refusal in refusals):
        first.sources.add("choice: order-of-faults")
    return first


class _ObjectCheck:
    """The check of an object inside a body."""

    def __init__(self, document: Document, schema: JsonObject, codes: frozenset[str]) -> None:
        self._codes = codes
        self._schema = CompiledSchema(document, schema)

    def refusals(self, value: JsonObject) -> list[ApiError]:
        """List the refusals of the object, in the order in which the API reports them."""
        return _nested(self._schema.faults(value), self._codes)


class _UnionCheck:
    """The check of a tagged union: the tag picks the branch, and only that is checked."""

    def __init__(self, document: Document, union: JsonObject, codes: frozenset[str]) -> None:
        self._codes = codes
        self._tag: str = union["discriminator"]["propertyName"]
        self._branches = {
            tag: CompiledSchema(document, document.resolve({"$ref": ref}))
            for tag, ref in union["discriminator"]["mapping"].items()
        }

    def refusals(self, value: JsonObject) -> list[ApiError]:
        """List the refusals of the object, in the order in which the API reports them."""
        tag = value.get(self._tag)
        if self._tag not in value:
            return [ApiError("missing_parameter", self._tag, source=NESTED)]
        if not isinstance(tag, str):
            return [ApiError("invalid_parameter", self._tag, source=NESTED)]
        if tag not in self._branches:
            return [wrong_payment_type(tag, self._branches, self._codes)]
        return _nested(self._branches[tag].faults(value), self._codes)


def _nested(faults: Iterable[Fault], codes: frozenset[str]) -> list[ApiError]:
    found = _refusals(faults, codes)
    for refusal in found:
        refusal.sources.add(NESTED)
    return found


def wrong_payment_type(provided: str, allowed: Iterable[str], codes: frozenset[str] | None = None) -> ApiError:
    """Refuse a payment type by the code for it, as far as `codes` have that."""
    if codes is not None and "invalid_payment_type" not in codes:
        return ApiError("invalid_parameter", "type")
    words = {"provided": provided, "allowed": ", ".join(allowed)}
    return ApiError("invalid_payment_type", words=words)


def _refusals(faults: Iterable[Fault], codes: frozenset[str]) -> list[ApiError]:
    found: list[ApiError] = []
    for fault in sorted(faults):
        refusal = _refusal(fault, codes)
        refusal.sources |= fault.sources
        found.append(refusal)
    return found


def _refusal(fault: Fault, codes: frozenset[str]) -> ApiError:
    if fault.rank == MISSING:
        return ApiError("missing_parameter", fault.param)
    if isinstance(fault.value, str) and fault.allowed:
        if fault.param == "currency" and "invalid_currency" in codes:
            return ApiError("invalid_currency")
        if fault.param == "type":
            return wrong_payment_type(fault.value, fault.allowed, codes)
    if fault.param is None:
        return ApiError("bad_request")
    return ApiError("invalid_parameter", fault.param)


def _object_in(document: Document, said: JsonObject) -> JsonObject | None:
    """Find the object, with members that the document lists, that a member may be."""
    alternatives = document.alternatives(said)
    return next((found for found in alternatives if "discriminator" in found or "properties" in found), None)


def _inner(document: Document, found: JsonObject, codes: frozenset[str]) -> _ObjectCheck | _UnionCheck:
    return (_UnionCheck if "discriminator" in found else _ObjectCheck)(document, found, codes)


def _types(document: Document, said: JsonObject) -> list[str]:
    return [alternative["type"] for alternative in document.alternatives(said)]
