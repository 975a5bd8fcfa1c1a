"""A compiled schema, and its findings in the order in which the API reports them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationErrorKind

from komoju_sandbox.coerce import RULES, takes
from komoju_sandbox.trail import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema_rs import ValidationError

    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.openapi import Document

MISSING, INVALID, UNKNOWN = range(3)
NESTED = "choice: nested-param"
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
    sources: frozenset[str] = field(compare=False, default=frozenset())
    """What it rests on that this is the fault and that it has this name."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a fault lies."""

    said: JsonObject
    """What the document says of the innermost value on the way to it."""
    param: str | None
    """The innermost parameter on the way to it. Free keys, as in metadata, are no parameters."""
    depth: int
    """How many objects that parameter lies in, or is."""
    free: bool
    """Whether the fault lies behind a free key."""


class CompiledSchema:
    """An object schema. It is compiled when it is first needed: most are not, in a sandbox that lives for one test."""

    def __init__(self, document: Document, schema: JsonObject) -> None:
        self._document = document
        self._schema = schema
        # The members of which exactly one is given.
        self._choice: list[str] = [branch["required"][0] for branch in schema.get("oneOf", ())]
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
            yield from self._faults(error)

    def _faults(self, error: ValidationError) -> Iterator[Fault]:
        top = error.instance_path[0] if error.instance_path else None
        place = self._places.get(top, len(self._places)) if isinstance(top, str) else 0
        spot = self._spot(error.instance_path)
        match error.kind:
            case ValidationErrorKind.Required(missing):
                sources = self._inside(spot) | self._if_absent(spot, missing)
                yield Fault(MISSING, self._places.get(missing, place), missing, sources=sources)
            case ValidationErrorKind.AdditionalProperties(unexpected):
                sources = self._inside(spot) | {"choice: unknown-key"}
                yield from (Fault(UNKNOWN, place, name, sources=sources) for name in unexpected)
            case ValidationErrorKind.Enum(options):
                allowed = tuple(option for option in options if isinstance(option, str))
                yield Fault(INVALID, place, spot.param, error.instance, allowed, self._if_wrong(error))
            case ValidationErrorKind.OneOfNotValid() if top is None:
                yield Fault(MISSING, self._places[self._choice[0]], self._choice[0], sources=self._if_wrong(error))
            case ValidationErrorKind.OneOfMultipleValid() if top is None:
                given = error.instance if isinstance(error.instance, dict) else {}
                second = [name for name in self._choice if name in given][1]
                yield Fault(INVALID, self._places[second], second, sources=self._if_wrong(error))
            case _:
                yield Fault(INVALID, place, spot.param, sources=self._if_wrong(error))

    def _spot(self, path: list[str | int]) -> _Spot:
        said, param = self._schema, None
        for depth, step in enumerate(path):
            branches = self._document.alternatives(said)
            known = [branch for branch in branches if step in branch.get("properties", {})]
            if not isinstance(step, str) or not known:
                free = [branch for branch in branches if isinstance(branch.get("additionalProperties"), dict)]
                said = free[0]["additionalProperties"] if free else said
                return _Spot(said, param, depth, free=bool(free))
            said, param = known[0]["properties"][step], step
        return _Spot(said, param, len(path), free=False)

    def _inside(self, spot: _Spot) -> frozenset[str]:
        """Say what names a member of the object at the spot."""
        return frozenset({NESTED} if spot.depth else ())

    def _if_absent(self, spot: _Spot, name: str) -> frozenset[str]:
        for branch in self._document.alternatives(spot.said):
            if name in branch.get("properties", {}):
                said = self._document.rests_on(branch["properties"][name])
                return frozenset({said["absent"]} if "absent" in said else ())
        return frozenset()

    def _if_wrong(self, error: ValidationError) -> frozenset[str]:
        """Say what the answer rests on to a value that does not meet the schema where it stands."""
        innermost = _innermost(error)
        spot = self._spot(innermost.instance_path)
        branches = self._document.alternatives(spot.said)
        said = self._document.rests_on(spot.said)
        found = {branch["x-source"] for branch in branches if branch.get("x-source", "").startswith(CHOICE)}
        if innermost.kind.name in said:
            found.add(said[innermost.kind.name])
        if isinstance(error.instance, str) and _may_be_meant(error.instance, branches):
            found.add(RULES)
        if spot.free:
            found.add("choice: metadata-param")
        elif spot.depth > 1:
            found.add(NESTED)
        return frozenset(found)


def _innermost(error: ValidationError) -> ValidationError:
    """Find what is wrong inside a value that is none of several: only its branches know."""
    if not isinstance(error.kind, ValidationErrorKind.OneOfNotValid):
        return error
    inner = [found for branch in error.kind.context for found in branch]
    return max((error, *inner), key=lambda found: len(found.instance_path))


def _may_be_meant(text: str, branches: list[JsonObject]) -> bool:
    """Tell whether a text that was refused could be the number or the truth value that the schema asks for."""
    has_digit = any(character.isdigit() for character in text)
    return has_digit if takes(branches, "integer") else takes(branches, "boolean")


@cache
def _registry(document: Document) -> Registry:
    """Hold the schemas once for all that are compiled, since each would otherwise carry a copy of them."""
    return Registry([(DOCUMENT, {"components": {"schemas": document.schemas}})], draft=Draft202012)


def _from_outside(schema: JsonObject) -> str:
    """Let the references of a schema point into the document, whatever it was taken out of."""
    return json.dumps(schema).replace('"$ref": "#', f'"$ref": "{DOCUMENT}#')
