"""A compiled schema, and its findings in the order in which the API reports them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationErrorKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema_rs import ValidationError

    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.openapi import Document

MISSING, INVALID, UNKNOWN = range(3)
DOCUMENT = "urn:komoju:v1"


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One finding. Faults sort in the order in which the API reports them."""

    rank: int
    """`MISSING` before `INVALID` before `UNKNOWN`."""
    place: int
    """The position of the parameter in the document."""
    param: str | None = field(compare=False)
    value: JsonValue = field(compare=False, default=None)
    allowed: tuple[str, ...] = field(compare=False, default=())
    """The values that the schema lists, when the fault is that the value is none of them."""


class CompiledSchema:
    """An object schema. It is compiled when it is first needed: most are not, in a sandbox that lives for one test."""

    def __init__(self, document: Document, schema: JsonObject) -> None:
        self._document = document
        self._schema = schema
        self._places = {name: place for place, name in enumerate(schema["properties"])}

    @cached_property
    def _validator(self) -> Draft202012Validator:
        return Draft202012Validator(
            _from_outside(self._schema), validate_formats=True, registry=_registry(self._document)
        )

    def faults(self, value: JsonObject) -> Iterator[Fault]:
        """Find every fault of `value`, in no order."""
        if self._validator.is_valid(value):
            return
        for error in self._validator.iter_errors(value):
            yield self._fault(error)

    def _fault(self, error: ValidationError) -> Fault:
        top = error.instance_path[0] if error.instance_path else None
        place = self._places.get(top, len(self._places)) if isinstance(top, str) else 0
        match error.kind:
            case ValidationErrorKind.Required(missing):
                return Fault(MISSING, self._places.get(missing, place), missing)
            case ValidationErrorKind.AdditionalProperties(unexpected):
                return Fault(UNKNOWN, place, unexpected[0])
            case ValidationErrorKind.Enum(options):
                allowed = tuple(option for option in options if isinstance(option, str))
                return Fault(INVALID, place, self._param(error), error.instance, allowed)
            case _:
                return Fault(INVALID, place, self._param(error))

    def _param(self, error: ValidationError) -> str | None:
        """Name the innermost parameter on the way to the fault.

        Free keys, as in metadata, are no parameters: their fault is that of the object.
        """
        schema, param = self._schema, None
        for step in error.instance_path:
            objects = [s for s in self._document.alternatives(schema) if step in s.get("properties", {})]
            if not isinstance(step, str) or not objects:
                break
            schema, param = objects[0]["properties"][step], step
        return param


@cache
def _registry(document: Document) -> Registry:
    """Hold the schemas once for all that are compiled, since each would otherwise carry a copy of them."""
    return Registry([(DOCUMENT, {"components": {"schemas": document.schemas}})], draft=Draft202012)


def _from_outside(schema: JsonObject) -> str:
    """Let the references of a schema point into the document, whatever it was taken out of."""
    return json.dumps(schema).replace('"$ref": "#', f'"$ref": "{DOCUMENT}#')
