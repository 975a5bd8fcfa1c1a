"""What the rules look at: the bundle, taken apart once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.bundle import Bundle
from generator.grammar import METHODS, Node, walk
from generator.lint.forms import IDEMPOTENCY_KEY
from generator.lint.judge import Judge
from generator.overlay import Texts, Translation, overlays, texts, translations
from generator.places import MISSING, array_of, child, is_object, lookup, object_of


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a path."""

    path: str
    method: str
    pointer: str
    value: dict[str, Any]
    item: dict[str, Any]

    @property
    def name(self) -> str:
        """Say how messages call the operation."""
        return str(self.value.get("operationId", f"{self.method.upper()} {self.path}"))


@dataclass(frozen=True)
class Facts:
    """A bundle with its parts at hand."""

    bundle: Bundle

    @property
    def document(self) -> dict[str, Any]:
        """Give the document itself."""
        return self.bundle.document

    @cached_property
    def judge(self) -> Judge:
        """Give the judge of values by the schemas of the document."""
        return Judge(self.document)

    @cached_property
    def nodes(self) -> list[Node]:
        """List every object of the document whose keys the grammar knows."""
        return list(walk(self.document))

    def of_kind(self, kind: str) -> Iterator[Node]:
        """Give the nodes of one kind that are written out, not referred to."""
        return (node for node in self.nodes if node.kind == kind and not node.is_reference)

    @cached_property
    def operations(self) -> list[Operation]:
        """List the operations of the paths, without the webhooks."""
        return list(self._operations("paths"))

    @cached_property
    def webhooks(self) -> list[Operation]:
        """List the operations of the webhooks; their path is the name of the event."""
        return list(self._operations("webhooks"))

    def _operations(self, section: str) -> Iterator[Operation]:
        for path, item in object_of(self.document.get(section)).items():
            for method in METHODS:
                operation = object_of(item).get(method)
                if is_object(operation):
                    pointer = child("", section, path, method)
                    yield Operation(path, method, pointer, operation, item)

    @cached_property
    def codes(self) -> dict[str, Any]:
        """Give the error catalogue by code."""
        return object_of(object_of(self.document.get("x-error-catalog")).get("codes"))

    @cached_property
    def lifecycle(self) -> dict[str, Any]:
        """Give the table of the life cycle."""
        return object_of(self.document.get("x-lifecycle"))

    @cached_property
    def texts(self) -> list[Texts]:
        """List what the document says to people."""
        return texts(self.document)

    @cached_property
    def translations(self) -> dict[str, list[Translation]]:
        """Give what the overlays say in its place, by language."""
        return {
            language: translations(self.document, self.texts, language, overlay)
            for language, overlay in overlays(self.bundle.tree).items()
        }

    def resolve(self, value: Any) -> dict[str, Any]:
        """Follow references to the object that they stand for; empty when there is none."""
        seen: list[str] = []
        while is_object(value) and isinstance(value.get("$ref"), str):
            reference: str = value["$ref"]
            if reference in seen or not reference.startswith("#"):
                return {}
            seen.append(reference)
            value = lookup(self.document, reference[1:])
        return {} if value is MISSING else object_of(value)

    def parameters(self, operation: Operation) -> list[dict[str, Any]]:
        """List the parameters of an operation, those of its path included."""
        written = array_of(operation.item.get("parameters")) + array_of(operation.value.get("parameters"))
        return [self.resolve(parameter) for parameter in written]

    def idempotency_keys(self, operation: Operation) -> list[dict[str, Any]]:
        """List the parameters of an operation that carry an idempotency key; one, or none."""
        return [p for p in self.parameters(operation) if p.get("x-role") == IDEMPOTENCY_KEY]
