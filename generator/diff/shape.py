"""Read a schema so that two ways to write the same thing look alike: null, const, missing types, wrappers."""

from dataclasses import dataclass, replace
from typing import Any

from generator.diff.reader import WORDS, Node
from generator.places import is_array, is_object

EVERY_TYPE = frozenset({"array", "boolean", "integer", "number", "object", "string"})
UNION = ("oneOf", "anyOf")
BESIDE_NULL = ("default", "deprecated")
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema as the checks read it.

    `types` leaves null out, which `nullable` tells. `values` are those of an enum or a const, or None when
    the schema names no values. A schema that only adds null to another one is that other one, with
    `wrapper` set to where the null is added.
    """

    node: Node
    types: frozenset[str]
    nullable: bool
    values: tuple[Any, ...] | None
    branches: tuple[Node, ...]
    wrapper: Node | None = None

    @property
    def raw(self) -> dict[str, Any]:
        """Give the schema as it is written."""
        return self.node.object

    @property
    def outer(self) -> Node:
        """Give the schema where it is used: with what adds null around it."""
        return self.wrapper or self.node

    @property
    def merged(self) -> Node:
        """Give the outer schema, with the marks of the inner one where it has none of its own."""
        if self.wrapper is None:
            return self.node
        return replace(self.wrapper, value=_marks(self.raw) | self.wrapper.object)


def shape(node: Node) -> Shape:
    """Read the schema at a node, references followed."""
    node = node.resolved()
    inner = _wrapped(node)
    if inner is not None:
        found = shape(inner)
        marked = _marks(found.wrapper.object if found.wrapper else {}) | node.object
        return replace(found, nullable=True, wrapper=replace(node, value=marked))
    values = _values(node)
    return Shape(
        node,
        _types(node, values),
        accepts_null(node),
        None if values is None else tuple(value for value in values if value is not None),
        tuple(branch for branch in _branches(node) if not _is_null(branch)),
    )


def _marks(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in schema.items() if key.startswith("x-") or key in BESIDE_NULL}


def _branches(node: Node) -> list[Node]:
    return [branch for key in UNION if node.has(key) for branch in node.at(key).items()]


def _is_null(branch: Node) -> bool:
    schema = branch.resolved().object
    return schema.get("type") == "null" or schema.get("type") == ["null"] or schema.get("enum") == [None]


def _wrapped(node: Node) -> Node | None:
    """Give the schema inside one that adds null and nothing else."""
    beside = {key for key in node.object if key not in (*WORDS, *BESIDE_NULL) and not key.startswith("x-")}
    if not beside <= {*UNION}:
        return None
    branches = _branches(node)
    others = [branch for branch in branches if not _is_null(branch)]
    return others[0] if len(others) == 1 and len(branches) > 1 else None


def accepts_null(node: Node, depth: int = 0) -> bool:
    """Tell whether null is a value of the schema, as far as type, values and branches say."""
    node = node.resolved()
    if node.value is False or depth > DEEPEST:
        return False
    schema, values, branches = node.object, _values(node), _branches(node)
    kinds = schema.get("type")
    by_type = kinds is None or "null" in (kinds if is_array(kinds) else [kinds]) or schema.get("nullable") is True
    by_values = values is None or None in values
    return by_type and by_values and (not branches or any(accepts_null(branch, depth + 1) for branch in branches))


def _values(node: Node) -> list[Any] | None:
    if node.has("const"):
        return [node.object["const"]]
    return node.at("enum").array if node.has("enum") else None


def _types(node: Node, values: list[Any] | None) -> frozenset[str]:
    if node.value is False:
        return frozenset()
    kinds = node.object.get("type")
    if kinds is not None:
        named = frozenset(kinds if is_array(kinds) else [kinds]) - {"null"}
    elif values is not None:
        named = frozenset(_type_of(value) for value in values if value is not None)
    else:
        # Where null is the only branch, nothing else is left.
        branches = _branches(node)
        return frozenset() if branches and all(_is_null(branch) for branch in branches) else EVERY_TYPE
    return named | {"integer"} if "number" in named else named


def _type_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "object" if is_object(value) else "array"
