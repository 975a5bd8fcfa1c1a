"""The built document, by the questions that the contract tests ask. Written without a look at the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jsonschema_rs import Draft202012Validator

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "spec" / "dist" / "komoju-v1.json"
METHODS = ("get", "post", "put", "patch", "delete")

Schema = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One operation of the document."""

    id: str
    method: str
    path: str
    said: dict[str, Any]

    @property
    def codes(self) -> set[str]:
        """The error codes that it can answer with."""
        return set(self.said["x-errors"])

    @property
    def schemes(self) -> set[str]:
        """The security schemes that open it."""
        return {name for choice in self.said["security"] for name in choice}

    @property
    def body(self) -> Schema | None:
        """The schema of its body."""
        content = self.said.get("requestBody", {}).get("content")
        return content and resolve(content["application/json"]["schema"])

    @property
    def query(self) -> Schema:
        """An object schema of its query."""
        parameters = [resolve(parameter) for parameter in self.said.get("parameters", ())]
        listed = {said["name"]: said["schema"] for said in parameters if said["in"] == "query"}
        return {"type": "object", "additionalProperties": False, "properties": listed}

    def header(self, role: str) -> dict[str, Any] | None:
        """The header parameter with this role."""
        parameters = [resolve(parameter) for parameter in self.said.get("parameters", ())]
        return next((said for said in parameters if said.get("x-role") == role), None)

    def reply(self, status: int) -> Schema | None:
        """The schema of its reply with that status."""
        said = self.said["responses"].get(str(status))
        return said and resolve(resolve(said)["content"]["application/json"]["schema"])


@cache
def document() -> dict[str, Any]:
    """Read the built document."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


@cache
def operations() -> dict[str, Operation]:
    """All operations by their ids."""
    found = [
        Operation(item[method]["operationId"], method.upper(), path, item[method])
        for path, item in document()["paths"].items()
        for method in METHODS
        if method in item
    ]
    return {operation.id: operation for operation in found}


def base_path() -> str:
    """Where the API lives on its host."""
    return urlsplit(document()["servers"][0]["url"]).path


def at_path(path: str) -> tuple[dict[str, Operation], dict[str, str]]:
    """Find the operations of a path by their methods, and the decoded values of the path's parameters."""
    given = path.split("/")
    for template in document()["paths"]:
        parts = template.split("/")
        if len(parts) == len(given) and all(
            value if part.startswith("{") else part == value for part, value in zip(parts, given, strict=True)
        ):
            values = {
                part[1:-1]: unquote(value) for part, value in zip(parts, given, strict=True) if part.startswith("{")
            }
            return {found.method: found for found in operations().values() if found.path == template}, values
    return {}, {}


def resolve(schema: Schema) -> Schema:
    """Follow `$ref`. What stands beside it stays."""
    while "$ref" in schema:
        section, name = schema["$ref"].removeprefix("#/components/").split("/")
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**document()["components"][section][name], **beside}
    return schema


def branches(schema: Schema) -> Iterator[Schema]:
    """List the schemas of which a value may meet one. Tagged unions and objects stay whole."""
    found = resolve(schema)
    if "oneOf" not in found or "discriminator" in found or "properties" in found:
        yield found
        return
    for branch in found["oneOf"]:
        yield from branches(branch)


def tagged(union: Schema, tag: object) -> Schema | None:
    """Give the branch of a tagged union that has this tag."""
    mapping = union["discriminator"]["mapping"]
    return resolve({"$ref": mapping[tag]}) if isinstance(tag, str) and tag in mapping else None


def is_valid(schema: Schema, value: Any) -> bool:
    """Tell whether the value fits the schema."""
    return _validator(json.dumps(schema, sort_keys=True)).is_valid(value)


@cache
def _validator(schema: str) -> Draft202012Validator:
    whole = {**json.loads(schema), "components": document()["components"]}
    return Draft202012Validator(whole, validate_formats=True)


def catalogue() -> dict[str, Any]:
    """The error codes."""
    found: dict[str, Any] = document()["x-error-catalog"]["codes"]
    return found


def lifecycle() -> dict[str, Any]:
    """How payments move, by when, and within which limits."""
    found: dict[str, Any] = document()["x-lifecycle"]
    return found


def transitions(by: str, status: str, payment_type: str) -> dict[str, int]:
    """The moves that `by` can make from there: the status after the move, and the HTTP status of the reply."""
    return {
        row["to"]: row.get("http", 200)
        for row in lifecycle()["transitions"]
        if row["by"] == by and row["from"] == status and payment_type in row["types"]
    }
