"""An OpenAPI document, by the questions that a server asks: its operations, and what its references mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

HTTP_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document."""

    operation_id: str
    tag: str
    """The resource that it works on."""
    source: str
    """Who says that it is there; empty where nobody has to."""
    method: str
    path: str
    schemes: frozenset[str]
    """The security schemes that open it."""
    errors: frozenset[str]
    """The codes that it can answer with."""
    statuses: tuple[int, ...]
    """Those that it can answer with."""
    query: JsonObject
    """An object schema of its query parameters."""
    body: JsonObject
    """The schema of its body; a closed object without members when it takes none."""
    key_header: JsonObject | None
    """The header parameter that carries an idempotency key, where it takes one."""


class Document:
    """The part of a document that says how requests are read."""

    def __init__(self, tree: JsonObject) -> None:
        self._alternatives: dict[int, tuple[JsonObject, list[JsonObject]]] = {}
        self.components: JsonObject = tree["components"]
        self.schemas: dict[str, JsonObject] = self.components["schemas"]
        self.operations = tuple(self._operations(tree))

    def resolve(self, schema: JsonObject) -> JsonObject:
        """Follow `$ref` to the schema or parameter itself."""
        while "$ref" in schema:
            schema = self._target(schema)
        return schema

    def alternatives(self, schema: JsonObject) -> list[JsonObject]:
        """List the schemas of which a value may meet one: `oneOf` taken apart, tagged unions and objects left whole."""
        # Kept with the schema itself, so that its place in memory is not taken by another one.
        kept = self._alternatives.get(id(schema))
        if kept is None:
            kept = self._alternatives[id(schema)] = (schema, self._find_alternatives(schema))
        return kept[1]

    def _find_alternatives(self, schema: JsonObject) -> list[JsonObject]:
        found = self.resolve(schema)
        if "oneOf" not in found or "discriminator" in found or "properties" in found:
            return [found]
        return [leaf for branch in found["oneOf"] for leaf in self.alternatives(branch)]

    def rests_on(self, schema: JsonObject) -> dict[str, str]:
        """Say what an answer rests on when a value is `absent` there, or does not meet a keyword."""
        found: dict[str, str] = schema.get("x-rests-on", {})
        return {**self.rests_on(self._target(schema)), **found} if "$ref" in schema else found

    def _target(self, reference: JsonObject) -> JsonObject:
        section, name = reference["$ref"].removeprefix("#/components/").split("/")
        found: JsonObject = self.components[section][name]
        return found

    def _operations(self, tree: JsonObject) -> list[Operation]:
        return [
            self._operation(path, method, item, tree)
            for path, item in tree["paths"].items()
            for method in HTTP_METHODS
            if method in item
        ]

    def _operation(self, path: str, method: str, item: JsonObject, tree: JsonObject) -> Operation:
        said = item[method]
        parameters = [
            self.resolve(parameter) for parameter in (*item.get("parameters", ()), *said.get("parameters", ()))
        ]
        query = [parameter for parameter in parameters if parameter["in"] == "query"]
        keys = [parameter for parameter in parameters if parameter.get("x-role") == "idempotency-key"]
        return Operation(
            operation_id=said["operationId"],
            tag=said["tags"][0],
            source=said.get("x-source", ""),
            method=method.upper(),
            path=path,
            schemes=frozenset(name for choice in said.get("security", tree["security"]) for name in choice),
            errors=frozenset(said["x-errors"]),
            statuses=tuple(sorted(int(status) for status in said["responses"] if status.isdigit())),
            query=_closed_object(query),
            body=self.resolve(_body_schema(said)),
            key_header=next(iter(keys), None),
        )


def _closed_object(parameters: list[JsonObject]) -> JsonObject:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [p["name"] for p in parameters if p.get("required")],
        "properties": {p["name"]: p["schema"] for p in parameters},
    }


def _body_schema(said: JsonObject) -> JsonObject:
    if "requestBody" not in said:
        return _closed_object([])
    schema: JsonObject = said["requestBody"]["content"]["application/json"]["schema"]
    return schema
