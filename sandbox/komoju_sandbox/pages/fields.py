"""What a schema of the document says, in words: which fields there are, and what may stand in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

NAMES = {"date-time": "time", "email": "e-mail address", "uri": "URL"}
"""What texts of a format are called."""
CHOICE = "choice: "


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter."""

    name: str
    kind: str
    required: bool
    description: str
    source: str
    """Where it comes from: `documented: ...`, `era: ...`, `later: ...` or `choice: ID`."""


class Schemas:
    """The schemas of a document, with references followed."""

    def __init__(self, document: JsonObject) -> None:
        self._components: JsonObject = document["components"]

    def resolve(self, said: JsonObject) -> JsonObject:
        """Follow a reference; what stands beside it is kept."""
        while "$ref" in said:
            section, name = said["$ref"].removeprefix("#/components/").split("/")
            said = {**self._components[section][name], **{key: said[key] for key in said if key != "$ref"}}
        return said

    def variants(self, union: str) -> dict[str, JsonObject]:
        """Give the schemas of a tagged union by their tags."""
        mapping = self._components["schemas"][union]["discriminator"]["mapping"]
        return {name: self.resolve({"$ref": ref}) for name, ref in mapping.items()}

    def fields(self, schema: JsonObject) -> list[Field]:
        """List the fields of an object."""
        found = self.resolve(schema)
        return [
            self._field(name, part, required=name in found.get("required", ()))
            for name, part in found.get("properties", {}).items()
        ]

    def parameters(self, item: JsonObject, said: JsonObject, place: str) -> list[Field]:
        """List the parameters of an operation that stand in the path, the query or the header."""
        listed = [self.resolve(part) for part in (*item.get("parameters", ()), *said.get("parameters", ()))]
        return [
            Field(
                part["name"],
                self.kind(part["schema"]),
                bool(part.get("required")),
                part["description"],
                part.get("x-source", ""),
            )
            for part in listed
            if part["in"] == place
        ]

    def kind(self, schema: JsonObject) -> str:
        """Say what may stand there."""
        found = self.resolve(schema)
        if "const" in found:
            return str(found["const"])
        if "enum" in found:
            words = ", ".join(str(value) for value in found["enum"])
        elif "oneOf" in found and "discriminator" not in found:
            words = " / ".join(dict.fromkeys(self.kind(branch) for branch in found["oneOf"]))
        else:
            words = self._plain(found)
        return f"{words}; default {_written(found['default'])}" if "default" in found else words

    def _plain(self, found: JsonObject) -> str:
        said: str | list[str] = found.get("type", "object")
        return " / ".join(self._named(kind, found) for kind in ([said] if isinstance(said, str) else said))

    def _named(self, kind: str, found: JsonObject) -> str:
        if kind == "array":
            return f"list of {self.kind(found['items'])}"
        if kind == "string":
            return NAMES.get(found.get("format", ""), "text") + _span(found, "Length", " characters")
        if kind in {"integer", "number"}:
            return kind + _span(found, "imum", "")
        return kind

    def _field(self, name: str, schema: JsonObject, *, required: bool) -> Field:
        found = self.resolve(schema)
        return Field(name, self.kind(schema), required, found.get("description", ""), found.get("x-source", ""))


def _span(found: JsonObject, limit: str, unit: str) -> str:
    """Say between which limits: `minimum` and `maximum`, or `minLength` and `maxLength`."""
    least, most = found.get(f"min{limit}"), found.get(f"max{limit}")
    if least is not None and least == most:
        return f", {least}{unit}"
    if most is not None:
        return f", up to {most}{unit}" if least is None else f", {least} to {most}{unit}"
    return "" if least is None else f", {least} or more{unit}"


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
