"""Which constructs of OpenAPI 3.1 the contract may use, and where each one leads.

One table serves the lint (anything that is not in it is refused), the way down to 3.0 and whoever
looks for all schemas. Growing the contract by a construct starts here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from generator.places import array_of, child, is_object, object_of

Shape = Literal["leaf", "one", "list", "map"]


@dataclass(frozen=True, slots=True)
class Slot:
    """What a key holds: a leaf, or one node of a kind, or an array or object of such nodes.

    The kind of a leaf is text, flag, number, object, list (or texts, scalars, keys: lists of those),
    names (an object of lists of texts), or value, which is anything.
    """

    shape: Shape = "leaf"
    kind: str = "value"


@dataclass(frozen=True, slots=True)
class Node:
    """An object of the document whose keys the grammar knows."""

    kind: str
    pointer: str
    value: dict[str, Any]

    @property
    def is_reference(self) -> bool:
        """Tell whether another node stands for this one."""
        return isinstance(self.value.get("$ref"), str)


def _texts(*keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", "text"))


def _flags(*keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", "flag"))


def _numbers(*keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", "number"))


def _lists(kind: str, *keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", kind))


def _objects(*keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", "object"))


def _values(*keys: str) -> dict[str, Slot]:
    return dict.fromkeys(keys, Slot("leaf", "value"))


def _one(kind: str) -> Slot:
    return Slot("one", kind)


def _list(kind: str) -> Slot:
    return Slot("list", kind)


def _map(kind: str) -> Slot:
    return Slot("map", kind)


METHODS = ("get", "post", "patch", "put", "delete")

GRAMMAR: dict[str, dict[str, Slot]] = {
    "document": {
        **_texts("openapi", "jsonSchemaDialect"),
        "info": _one("info"),
        "servers": _list("server"),
        **_lists("keys", "security"),
        "tags": _list("tag"),
        "paths": _map("path-item"),
        "webhooks": _map("path-item"),
        "components": _one("components"),
    },
    "info": {
        **_texts("title", "version", "summary", "description"),
        **_objects("contact", "license"),
    },
    "server": _texts("url", "description"),
    "tag": _texts("name", "description"),
    "components": {
        "schemas": _map("schema"),
        "responses": _map("response"),
        "parameters": _map("parameter"),
        "examples": _map("example"),
        "headers": _map("header"),
        "securitySchemes": _map("security-scheme"),
        "links": _map("link"),
    },
    "security-scheme": _texts("type", "scheme", "description"),
    "path-item": {
        "parameters": _list("parameter"),
        **dict.fromkeys(METHODS, _one("operation")),
    },
    "operation": {
        **_texts("operationId", "summary", "description"),
        **_lists("texts", "tags"),
        **_lists("keys", "security"),
        **_flags("deprecated"),
        "parameters": _list("parameter"),
        "requestBody": _one("request-body"),
        "responses": _map("response"),
    },
    "parameter": {
        **_texts("name", "in", "description", "style"),
        **_flags("required", "explode"),
        **_values("example"),
        "schema": _one("schema"),
        "examples": _map("example"),
    },
    "request-body": {
        **_texts("description"),
        **_flags("required"),
        "content": _map("media-type"),
    },
    "media-type": {
        "schema": _one("schema"),
        "encoding": _map("encoding"),
        "examples": _map("example"),
    },
    "encoding": {**_texts("style"), **_flags("explode")},
    "response": {
        **_texts("description"),
        "headers": _map("header"),
        "content": _map("media-type"),
        "links": _map("link"),
    },
    "header": {
        **_texts("description"),
        **_flags("required"),
        **_values("example"),
        "schema": _one("schema"),
    },
    "example": {**_texts("summary", "description"), **_values("value")},
    "link": {**_texts("operationId", "description"), **_objects("parameters", "requestBody")},
    "discriminator": {**_texts("propertyName"), **_objects("mapping")},
    "schema": {
        **_values("type", "const", "default"),
        **_texts("title", "description", "format", "pattern"),
        **_numbers("minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"),
        **_numbers("minProperties", "maxProperties"),
        **_lists("texts", "required"),
        "dependentRequired": Slot("leaf", "names"),
        **_lists("scalars", "enum"),
        **_lists("list", "examples"),
        **_flags("uniqueItems", "deprecated", "readOnly", "writeOnly"),
        "properties": _map("schema"),
        "additionalProperties": _one("schema"),
        "items": _one("schema"),
        "oneOf": _list("schema"),
        "discriminator": _one("discriminator"),
    },
}

# What a node cannot do without.
REQUIRED: dict[str, tuple[str, ...]] = {
    "document": ("openapi", "info", "servers", "security", "tags", "paths", "components"),
    "info": ("title", "version"),
    "server": ("url",),
    "tag": ("name",),
    "security-scheme": ("type", "scheme"),
    "operation": ("operationId", "summary", "responses"),
    "parameter": ("name", "in", "schema"),
    "request-body": ("content",),
    "media-type": ("schema",),
    "header": ("schema",),
    "example": ("value",),
    "link": ("operationId",),
    "discriminator": ("propertyName", "mapping"),
}

# What a header of a call may say of itself, and its schema of the text in it: no client reads more.
CALL_HEADER = frozenset({"name", "in", "description", "required", "example", "schema"})
CALL_HEADER_SCHEMA = frozenset({"type", "description", "minLength", "maxLength", "pattern"})

# What may stand beside a `$ref`, by the kind of node it stands for. Anything else would be lost.
BESIDE_REF: dict[str, frozenset[str]] = {
    "schema": frozenset({"description", "default", "deprecated"}),
    "parameter": frozenset({"description"}),
    "response": frozenset({"description"}),
    "header": frozenset({"description"}),
    "example": frozenset({"summary", "description"}),
    "link": frozenset({"description"}),
}


def children(node: Node) -> Iterator[tuple[str, Node]]:
    """Give the nodes right below one, each with the key that it stands under."""
    for key, slot in GRAMMAR[node.kind].items():
        value, pointer = node.value.get(key), child(node.pointer, key)
        if slot.shape == "one" and is_object(value):
            yield key, Node(slot.kind, pointer, value)
        elif slot.shape == "list":
            for index, item in enumerate(array_of(value)):
                yield key, Node(slot.kind, child(pointer, index), object_of(item))
        elif slot.shape == "map":
            for name, item in object_of(value).items():
                if not name.startswith("x-") or slot.kind in {"schema", "header"}:
                    yield key, Node(slot.kind, child(pointer, name), object_of(item))


def walk(document: dict[str, Any]) -> Iterator[Node]:
    """Give every node of a document, each one before those below it."""
    waiting = [Node("document", "", document)]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed([below for _, below in children(node)]))
