"""Walk through two schemas side by side, following references, and apply every rule about values.

A pair of schemas that references lead to is compared once for each direction, wherever it is used. So cycles
end, and a change is reported once, with all the places that it reaches.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diff.branches import alone, branch_pairs, match
from generator.diff.extra import extra_keys, needs
from generator.diff.kinds import null, texts, types
from generator.diff.limits import limits
from generator.diff.marks import marks
from generator.diff.members import common_members, members
from generator.diff.reader import Node, anything, repr_of
from generator.diff.rule import BREAKING, RISKY, Change, Changes, Direction, change, rule
from generator.diff.shape import Shape, shape
from generator.diff.unions import unions
from generator.diff.values import default, values

UNJUDGED = rule(
    "keyword-unjudged",
    BREAKING,
    "`{key}` differs, and this report cannot judge it",
    "Compare both documents at this place, and count it as breaking until it is known to be harmless.",
)
EXTENSION = rule(
    "schema-extension-changed",
    RISKY,
    "`{key}` differs, and this report does not know it",
    "Compare both documents at this place.",
)
JUDGED = frozenset(
    {
        *("$ref", "type", "nullable", "enum", "const", "default", "format", "pattern", "multipleOf", "uniqueItems"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "minItems"),
        *("maxItems", "minProperties", "maxProperties", "properties", "required", "additionalProperties"),
        *("dependentRequired", "items", "allOf", "oneOf", "anyOf", "discriminator", "deprecated"),
        *("description", "summary", "title", "example", "examples", "externalDocs", "$comment"),
        *("x-source", "x-rests-on", "x-lasting", "x-sensitive", "x-rounding", "x-test-numbers"),
    }
)
RULES_OF_VALUES = (types, texts, values, limits, members, extra_keys, needs, unions)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two schemas that are compared with each other, by where they stand.

    `settled` says that null has been compared where the schemas are used.
    """

    old: str
    new: str
    direction: Direction
    settled: bool


class Schemas:
    """All comparisons of schemas in two documents."""

    def __init__(self) -> None:
        self.found: dict[Pair, dict[Change, None]] = defaultdict(dict)
        self.below: dict[Pair, set[Pair]] = defaultdict(set)
        self.uses: dict[Pair, dict[str, None]] = defaultdict(dict)
        self.waiting: list[tuple[Pair, Shape, Shape]] = []

    def use(self, label: str, old: Node, new: Node, direction: Direction) -> None:
        """Compare two schemas because something uses them; `label` says what."""
        here = Pair(f"use {old.pointer}", f"use {new.pointer}", direction, settled=False)
        self.uses[here][label] = None
        if here not in self.found:
            self.found[here] = {}
            self._compare(here, old, new)
            while self.waiting:
                self._inside(*self.waiting.pop())

    def changes(self) -> Iterator[tuple[Change, str]]:
        """Give every change once for each of its uses."""
        for start, labels in self.uses.items():
            reached, ahead = {start}, [start]
            while ahead:
                ahead += (fresh := self.below[ahead.pop()] - reached)
                reached |= fresh
            yield from ((found, label) for pair in reached for found in self.found[pair] for label in labels)

    def _compare(self, here: Pair, old: Node, new: Node) -> None:
        """Compare two schemas at one place; what references lead to is put off."""
        before, after = shape(old), shape(new)
        wrapped = before.wrapper is not None or after.wrapper is not None
        if wrapped:
            self._note(here, null(before, after, here.direction, (old.place, new.place)))
            # Where only one of them is wrapped, a mark may stand inside or outside of the wrapper.
            outer = (before.merged, after.merged) if _lopsided(before, after) else (before.outer, after.outer)
            self._note(here, marks(*outer))
            self._note(here, default(*outer, here.direction))
        below = Pair(before.node.pointer, after.node.pointer, here.direction, wrapped)
        self.below[here].add(below)
        if below not in self.found:
            self.found[below] = {}
            self.waiting.append((below, before, after))

    def _inside(self, here: Pair, old: Shape, new: Shape) -> None:
        direction = here.direction
        if not here.settled:
            self._note(here, null(old, new, direction, (old.node.place, new.node.place)))
        if alone(old, new):
            self._note(here, unions(old, new, direction))
            self._compare_all(here, branch_pairs(old, new))
            return
        if not old.types & new.types and old.types and new.types:
            self._note(here, types(old, new, direction))
            return
        for check in RULES_OF_VALUES:
            self._note(here, check(old, new, direction))
        if not _lopsided(old, new):
            self._note(here, marks(old.node, new.node))
            self._note(here, default(old.node, new.node, direction))
        self._note(here, _unjudged(old, new))
        self._compare_all(here, common_members(old, new))
        self._compare_all(here, branch_pairs(old, new))
        self._compare_all(here, _items(old, new))
        self._compare_all(here, match(old.node.at("allOf").items(), new.node.at("allOf").items()).same)

    def _compare_all(self, here: Pair, pairs: Iterator[tuple[Node, Node]] | list[tuple[Node, Node]]) -> None:
        for old, new in pairs:
            self._compare(here, old, new)

    def _note(self, here: Pair, changes: Changes) -> None:
        self.found[here].update(dict.fromkeys(changes))


def _lopsided(old: Shape, new: Shape) -> bool:
    return (old.wrapper is None) != (new.wrapper is None)


def _items(old: Shape, new: Shape) -> Iterator[tuple[Node, Node]]:
    """Give the schemas of the items; without one, they are anything."""
    if "items" in old.raw or "items" in new.raw:
        yield _item(old), _item(new)


def _item(schema: Shape) -> Node:
    return schema.node.at("items") if "items" in schema.raw else anything(schema.node.root)


def _unjudged(old: Shape, new: Shape) -> Changes:
    places = old.node.place, new.node.place
    for key in sorted(old.raw.keys() | new.raw.keys()):
        if key not in JUDGED and repr_of(old.raw.get(key)) != repr_of(new.raw.get(key)):
            yield change(EXTENSION if key.startswith("x-") else UNJUDGED, *places, key=key)
    parts = match(old.node.at("allOf").items(), new.node.at("allOf").items())
    if parts.gone or parts.come:
        yield change(UNJUDGED, *places, key="allOf")
