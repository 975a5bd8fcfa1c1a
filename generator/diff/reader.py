"""Read a document by places: a node is a value together with the JSON pointer that leads to it."""

from dataclasses import dataclass
from typing import Any

from generator.places import MISSING, array_of, child, is_array, is_object, lookup, object_of

# What only explains. A difference in it changes no call and no reply.
WORDS = frozenset(
    {
        *("description", "summary", "title", "example", "examples", "externalDocs", "$comment"),
        *("x-source", "x-rests-on", "x-lasting", "x-after", "x-later", "contact", "license", "termsOfService"),
    }
)
# Below these keys the next key is a name that somebody chose, `description` of a payment for example.
NAMES = frozenset(
    {
        *("properties", "patternProperties", "dependentRequired", "mapping", "paths", "webhooks", "components"),
        *("schemas", "headers", "links", "responses", "content", "encoding", "securitySchemes", "requestBodies"),
        *("codes", "families", "statuses", "types", "choices", "refusals", "told", "rules", "variables", "scopes"),
    }
)
# Which further keys there may be depends on the keys that are listed beside it.
TOPICS = {"additionalProperties": "properties", "const": "enum", "anyOf": "oneOf", "$ref": "allOf"}
# Of these the nearest one holds.
MARKS = frozenset({"x-sensitive", "x-rounding", "x-test-numbers", "default", "deprecated", "nullable"})


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value of a document and its pointer. What is missing has no value and, when asked, no place."""

    root: dict[str, Any]
    pointer: str
    value: Any

    @property
    def object(self) -> dict[str, Any]:
        """Give the value as an object, an empty one when it is none."""
        return object_of(self.value)

    @property
    def array(self) -> list[Any]:
        """Give the value as an array, an empty one when it is none."""
        return array_of(self.value)

    @property
    def place(self) -> str | None:
        """Give the pointer, or None for what stands nowhere."""
        return self.pointer or None

    def at(self, key: str) -> "Node":
        """Give the member of that name, with `MISSING` as its value when there is none."""
        return Node(self.root, child(self.pointer, key), self.object.get(key, MISSING))

    def has(self, key: str) -> bool:
        """Tell whether there is a member of that name."""
        return key in self.object

    def part(self, key: str) -> "Node":
        """Give the member of that name with its references followed."""
        return self.at(key).resolved()

    def members(self) -> dict[str, "Node"]:
        """Give all members of an object with their references followed."""
        return {key: self.part(key) for key in self.object}

    def items(self) -> list["Node"]:
        """Give all members of an array, references not followed."""
        return [Node(self.root, child(self.pointer, index), item) for index, item in enumerate(self.array)]

    def target(self) -> str | None:
        """Give the pointer that a reference names, or None for what is no reference."""
        reference = self.object.get("$ref")
        return reference[1:] if isinstance(reference, str) and reference.startswith("#/") else None

    def resolved(self) -> "Node":
        """Follow references to the end; an `allOf` of one part is one too.

        Rules beside a reference hold too. Such a node stays at its own place, because elsewhere the same
        target stands without them. Where both say something about the same thing, they stay apart.
        """
        node, seen = self, set[str]()
        while True:
            key, pointer, found = node._next()
            if pointer in seen or pointer is None:
                return node
            seen.add(pointer)
            beside = {name: item for name, item in node.object.items() if name != key and name not in WORDS}
            if _clash(found, beside):
                return Node(self.root, node.pointer, beside | {"allOf": [found, *array_of(beside.get("allOf"))]})
            names = [*array_of(found.get("required")), *array_of(beside.get("required"))]
            both = found | beside | ({"required": list(dict.fromkeys(names))} if names else {})
            node = Node(self.root, node.pointer if beside else pointer, both)

    def _next(self) -> tuple[str, str | None, dict[str, Any]]:
        """Give the key, the pointer and the value that a reference leads to."""
        target = self.target()
        if target is not None:
            return "$ref", target, object_of(lookup(self.root, target))
        if self.has("allOf") and len(parts := self.at("allOf").items()) == 1:
            return "allOf", parts[0].pointer, parts[0].object
        return "", None, {}


def _clash(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two schemas say different things about the same. Lists of what is required add up."""
    topics = {TOPICS.get(key, key) for key in one}
    differing = (key for key, item in other.items() if key not in MARKS and key != "required" and one.get(key) != item)
    return any(TOPICS.get(key, key) in topics for key in differing)


def root_of(document: dict[str, Any]) -> Node:
    """Give the node of a whole document."""
    return Node(document, "", document)


def anything(root: dict[str, Any]) -> Node:
    """Give the schema that stands nowhere and allows every value."""
    return Node(root, "", {})


def canonical(value: Any) -> Any:
    """Give a value in which the order of arrays no longer counts, so that it can be compared."""
    if is_object(value):
        return {key: canonical(item) for key, item in value.items()}
    if is_array(value):
        return sorted((canonical(item) for item in value), key=repr_of)
    return value


def meaning(value: Any, *, names: bool = False) -> Any:
    """Give a value without the words that only explain it."""
    if is_array(value):
        return [meaning(item) for item in value]
    if not is_object(value):
        return value
    return {
        key: meaning(item, names=not names and key in NAMES) for key, item in value.items() if names or key not in WORDS
    }


def repr_of(value: Any) -> str:
    """Give a text that is the same for equal JSON values, whatever the order of their keys."""
    if is_object(value):
        return "{" + ",".join(f"{key!r}:{repr_of(value[key])}" for key in sorted(value)) + "}"
    if is_array(value):
        return "[" + ",".join(repr_of(item) for item in value) + "]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{type(value).__name__}:{value!r}"
