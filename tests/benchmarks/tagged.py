"""What one would write with pydantic v2: the models of the document, with a tagged union of the payment types."""

from __future__ import annotations

from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from tests.values import document

KINDS: dict[str, Any] = {"null": None, "boolean": bool, "integer": int, "string": str}


@cache
def model(name: str) -> type[BaseModel]:
    """Make the model of a component."""
    schema = document()["components"]["schemas"][name]
    fields: dict[str, Any] = {key: (_type(part), ...) for key, part in schema["properties"].items()}
    made: type[BaseModel] = create_model(name, **fields)
    return made


def _type(schema: dict[str, Any]) -> Any:
    """Return the type that a reader of the schema would write."""
    if "$ref" in schema:
        return _component(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return Literal[schema["const"]]
    if "enum" in schema:
        return Literal[tuple(schema["enum"])]
    if "oneOf" in schema:
        return _union(schema)
    if schema.get("format") == "date-time":
        return datetime
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return reduce(or_, [_kind(kind, schema) for kind in kinds])


def _kind(kind: str, schema: dict[str, Any]) -> Any:
    if kind == "array":
        return list[_type(schema["items"])]
    if kind == "object":
        members = schema["additionalProperties"]
        return dict[str, _type(members) if isinstance(members, dict) else Any]
    return KINDS[kind]


def _component(name: str) -> Any:
    schema = document()["components"]["schemas"][name]
    return model(name) if "properties" in schema else _type(schema)


def _union(schema: dict[str, Any]) -> Any:
    branches = reduce(or_, [_type(branch) for branch in schema["oneOf"]])
    tag = schema.get("discriminator")
    return branches if tag is None else Annotated[branches, Field(discriminator=tag["propertyName"])]
