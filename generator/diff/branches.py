"""Lay the branches of two unions side by side, by their tags or by what they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import shown
from generator.diff.shape import Shape, shape
from generator.places import MISSING, child, lookup

# A schema with one of these is more than its branches.
TYPED = frozenset({"type", "properties", "required", "enum", "const", "items", "discriminator"})


@dataclass(frozen=True, slots=True)
class Match:
    """Branches of two unions laid side by side: the same ones, and those that only one has."""

    same: list[tuple[Node, Node]]
    gone: list[Node]
    come: list[Node]


def branch_pairs(old: Shape, new: Shape) -> Iterator[tuple[Node, Node]]:
    """Give the branches that both unions have, as pairs of schemas."""
    if alone(old, new) or tag_name(old) is None or tag_name(new) is None:
        yield from match(branches(old, new), branches(new, old)).same
        return
    tags = mapping(old), mapping(new)
    for tag in tags[0]:
        if tag in tags[1] and not retargeted(tags[0][tag], tags[1][tag]):
            yield tags[0][tag], tags[1][tag]


def is_pure(schema: Shape) -> bool:
    """Tell whether a schema is nothing but its branches."""
    return bool(schema.branches) and not schema.raw.keys() & TYPED


def alone(old: Shape, new: Shape) -> bool:
    """Tell whether one schema is a union and the other one rather a branch of it."""
    return is_pure(old) != is_pure(new)


def branches(schema: Shape, other: Shape) -> list[Node]:
    """Give the branches. Seen from a union, a schema that is none is the only branch."""
    return [schema.node] if alone(schema, other) and is_pure(other) else list(schema.branches)


def tag_name(schema: Shape) -> str | None:
    """Give the name of the member that tells the branches apart, if there is one."""
    name = schema.node.at("discriminator").object.get("propertyName")
    return name if isinstance(name, str) else None


def mapping(schema: Shape) -> dict[str, Node]:
    """Give the tags and their branches. A branch without a tag has its own name for one."""
    written = schema.node.at("discriminator").at("mapping").object
    root = schema.node.root
    named = {tag: _target(root, reference) for tag, reference in written.items() if isinstance(reference, str)}
    taken = {node.target() for node in named.values()}
    rest = [branch for branch in schema.branches if branch.target() is not None and branch.target() not in taken]
    return {str(branch.target()).rpartition("/")[2]: branch for branch in rest} | named


def _target(root: dict[str, Any], reference: str) -> Node:
    pointer = reference if reference.startswith("#/") else "#" + child("/components/schemas", reference)
    return Node(root, "", {"$ref": pointer})


def retargeted(old: Node, new: Node) -> bool:
    """Tell whether a tag leads elsewhere: to another schema, while the one it led to is still there."""
    was, now = old.target(), new.target()
    return was != now and was is not None and lookup(new.root, was) is not MISSING


def match(old: list[Node], new: list[Node]) -> Match:
    """Lay branches side by side: by reference, by content, by kind, and the last two left over."""
    found = Match([], list(old), list(new))
    for key in (_reference, _content, _kind):
        _pair(found, key)
    if len(found.gone) == len(found.come) == 1 and shape(found.gone[0]).types & shape(found.come[0]).types:
        _pair(found, lambda _: "the last")
    return found


def _pair(found: Match, key: Callable[[Node], str | None]) -> None:
    waiting = {name: node for node in found.come if (name := key(node)) is not None}
    for node in list(found.gone):
        name = key(node)
        if name is not None and name in waiting:
            other = waiting.pop(name)
            found.same.append((node, other))
            found.gone.remove(node)
            found.come.remove(other)


def _reference(node: Node) -> str | None:
    pointer = node.resolved().pointer
    return pointer if pointer.startswith("/components/") else None


def _content(node: Node) -> str | None:
    return repr_of(meaning(node.resolved().value))


def _kind(node: Node) -> str | None:
    """Give what a branch is told by; branches that only ask for members are told by their content alone."""
    if not node.resolved().object.keys() & {"type", "const", "enum", "properties"}:
        return None
    return repr_of(sorted(shape(node).types)) if "object" not in shape(node).types else None


def called(node: Node) -> str:
    """Name a branch for a sentence: by its component, or by what it says."""
    target = node.target() or (node.pointer if node.pointer.startswith("/components/schemas/") else None)
    name = (target or "").rpartition("/")[2]
    return (
        f"`{name}`" if target and "/" not in target.removeprefix("/components/schemas/") else shown(meaning(node.value))
    )
