"""What the emitter asks of the document, beside what openapi-python-client reads from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from generator.bundle import Bundle
from generator.places import is_array, is_object

SCHEMAS = "#/components/schemas/"
METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True)
class Document:
    """The bundle, with the questions that the emitter has about it."""

    bundle: Bundle

    @property
    def root(self) -> dict[str, Any]:
        """Give the whole document."""
        return self.bundle.document

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        """Give the component schemas by name."""
        found: dict[str, dict[str, Any]] = self.root["components"]["schemas"]
        return found

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow the reference of a schema. What stands beside the reference wins."""
        name = self.referred(schema)
        if name is None:
            return schema
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**self.resolve(self.schemas[name]), **beside}

    def referred(self, schema: dict[str, Any]) -> str | None:
        """Name the component that a schema refers to."""
        reference = schema.get("$ref")
        return reference.removeprefix(SCHEMAS) if isinstance(reference, str) else None

    @cached_property
    def unions(self) -> dict[str, dict[str, str]]:
        """Give the discriminated unions: the model name by tag, for each union by its name."""
        return {
            name: {
                tag: reference.removeprefix(SCHEMAS) for tag, reference in schema["discriminator"]["mapping"].items()
            }
            for name, schema in self.schemas.items()
            if "discriminator" in schema
        }

    @property
    def events(self) -> str | None:
        """Name the union of everything that a webhook may deliver."""
        return self.referred(self.root.get("x-events", {}))

    def tag_of(self, union: str) -> str:
        """Name the property that tells the branches of a union apart."""
        tag: str = self.schemas[union]["discriminator"]["propertyName"]
        return tag

    def choices_of(self, name: str) -> list[str]:
        """List the members of an object of which exactly one is given; none where all stand on their own."""
        schema = self.schemas[name]
        branches: list[dict[str, Any]] = schema.get("oneOf", []) if "properties" in schema else []
        return [branch["required"][0] for branch in branches]

    def needs_of(self, name: str) -> dict[str, list[str]]:
        """List the members of an object that are given beside others only, each with those."""
        needs: dict[str, list[str]] = self.schemas[name].get("dependentRequired", {})
        return needs

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """List path, method and operation, in the order of the document."""
        for path, item in self.root["paths"].items():
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]

    @cached_property
    def received(self) -> frozenset[str]:
        """Name the schemas that arrive from the service, in replies or in webhooks."""
        arriving = [operation["responses"] for _, _, operation in self.operations()]
        arriving += [self.root.get(part, {}) for part in ("webhooks", "x-events")]
        arriving += [self.root["components"].get("responses", {})]
        found: set[str] = set()
        waiting = [name for part in arriving for name in _references(part)]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += _references(self.schemas[name])
        return frozenset(found)

    def module_of(self, name: str) -> str:
        """Name the module of a component: that of the file which defines it; a registry speaks for its folder."""
        file = PurePosixPath(self.bundle.origins[name].file)
        return file.parent.name if file.stem == "registry" else file.stem


def _references(value: object) -> list[str]:
    """Name the schemas that are referred to anywhere below a value."""
    if is_array(value):
        return [name for item in value for name in _references(item)]
    if not is_object(value):
        return []
    reference = value.get("$ref")
    if isinstance(reference, str) and reference.startswith(SCHEMAS):
        return [reference.removeprefix(SCHEMAS)]
    return [name for item in value.values() for name in _references(item)]
