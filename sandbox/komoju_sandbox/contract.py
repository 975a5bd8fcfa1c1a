"""The built document: the only place from which the sandbox takes its facts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

FILE_NAME = "komoju-v1.json"
HTTP_METHODS = ("get", "post", "put", "patch", "delete")


class ContractError(Exception):
    """The built document is missing, unreadable, or says something that this sandbox cannot follow."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the document."""

    operation_id: str
    method: str
    path: str
    schemes: frozenset[str]
    """The security schemes that open it."""
    errors: frozenset[str]
    """The codes that it can answer with."""
    query: JsonObject
    """An object schema of its query parameters."""
    body: JsonObject
    """The schema of its body; a closed object without members when it takes none."""
    key_header: JsonObject | None
    """The header parameter that carries an idempotency key, where it takes one."""


@dataclass(frozen=True, slots=True)
class WireLimits:
    """How much the sandbox reads."""

    body_bytes: int
    depth: int
    keys: int


class Contract:
    """The document, by the questions that the sandbox asks."""

    def __init__(self, document: JsonObject) -> None:
        try:
            self.components: JsonObject = document["components"]
            self.schemas: dict[str, JsonObject] = self.components["schemas"]
            self.lifecycle: JsonObject = document["x-lifecycle"]
            self.error_catalog: JsonObject = document["x-error-catalog"]
            wire = document["x-wire"]
            self.limits = WireLimits(wire["body_bytes"], wire["depth"], wire["keys"])
            servers = [urlsplit(str(server["url"])) for server in document["servers"]]
            self.base_path = servers[0].path
            self.live_origin = f"{servers[-1].scheme}://{servers[-1].netloc}"
            self.operations = tuple(self._operations(document))
            self.request_types = self._mapping("PaymentDetailsRequest")
            self.shown_types = self._mapping("PaymentDetails")
            self.token_types = self._mapping("TokenDetails")
        except (KeyError, TypeError, IndexError) as error:
            raise ContractError(f"the built document lacks {error}") from error

    def resolve(self, schema: JsonObject) -> JsonObject:
        """Follow `$ref` to the schema or parameter itself."""
        while "$ref" in schema:
            section, name = schema["$ref"].removeprefix("#/components/").split("/")
            schema = self.components[section][name]
        return schema

    def alternatives(self, schema: JsonObject) -> list[JsonObject]:
        """List the schemas of which a value may meet one: `oneOf` taken apart, tagged unions left whole."""
        found = self.resolve(schema)
        if "oneOf" not in found or "discriminator" in found:
            return [found]
        return [leaf for branch in found["oneOf"] for leaf in self.alternatives(branch)]

    def test_values(self, payment_type: str, field: str) -> dict[str, JsonObject]:
        """Look up the documented test values of a request field, by value."""
        schema = self.resolve(self.request_types[payment_type]["properties"][field])
        return {str(entry["value"]): entry for entry in schema.get("x-test-numbers", ())}

    def _mapping(self, union: str) -> dict[str, JsonObject]:
        mapping = self.schemas[union]["discriminator"]["mapping"]
        return {name: self.resolve({"$ref": ref}) for name, ref in mapping.items()}

    def _operations(self, document: JsonObject) -> list[Operation]:
        return [
            self._operation(path, method, item, document)
            for path, item in document["paths"].items()
            for method in HTTP_METHODS
            if method in item
        ]

    def _operation(self, path: str, method: str, item: JsonObject, document: JsonObject) -> Operation:
        said = item[method]
        parameters = [
            self.resolve(parameter) for parameter in (*item.get("parameters", ()), *said.get("parameters", ()))
        ]
        query = [parameter for parameter in parameters if parameter["in"] == "query"]
        keys = [parameter for parameter in parameters if parameter.get("x-role") == "idempotency-key"]
        return Operation(
            operation_id=said["operationId"],
            method=method.upper(),
            path=path,
            schemes=frozenset(name for choice in said.get("security", document["security"]) for name in choice),
            errors=frozenset(said["x-errors"]),
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


def document_path() -> Path:
    """Find the built document: beside the package in a wheel, else in the repository."""
    beside = Path(__file__).with_name(FILE_NAME)
    if beside.is_file():
        return beside
    return Path(__file__).parents[2] / "spec" / "dist" / FILE_NAME


@cache
def load_contract() -> Contract:
    """Read the built document once per process. Raises `ContractError` when it cannot be read."""
    path = document_path()
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContractError(f"cannot read the built document {path}: {error}. Run `make generate` first.") from error
    return Contract(document)
