"""Rules about the members of an object: which there are, which have to be there, and what else may be."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.diff.reader import Node, meaning
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, Rule, change, rule, twin
from generator.diff.shape import Shape
from generator.places import is_object

REQUIRED_ADDED = twin(
    "property-required-added",
    "`{name}` has to be there now",
    (BREAKING, "Send it in every call."),
    (SAFE, "Nothing has to change; the check for its absence can go."),
)
REQUIRED_REMOVED = twin(
    "property-required-removed",
    "`{name}` may be missing now",
    (SAFE, "Nothing has to change; it may be left out."),
    (BREAKING, "Be ready to read an object without it."),
)
RENAMED = twin(
    "property-renamed",
    "`{name}` seems to be called `{new}` now",
    (BREAKING, "Send it under its new name."),
    (BREAKING, "Read it under its new name."),
)
SENT_REMOVED = rule("request-property-removed", BREAKING, "`{name}` is refused now", "Stop sending it.")
SENT_OPEN_REMOVED = rule(
    "request-open-property-removed",
    RISKY,
    "`{name}` is no longer listed, and further keys are still taken",
    "Stop sending it: it may have no effect any more.",
)
SENT_ADDED = rule(
    "request-property-added", SAFE, "`{name}` may be sent now", "Nothing has to change; send it where it helps."
)
SENT_OPEN_ADDED = rule(
    "request-open-property-added",
    RISKY,
    "`{name}` has a meaning now, where any key was taken before",
    "Make sure that nothing else is sent under this name.",
)
READ_REMOVED = rule(
    "response-property-removed", BREAKING, "`{name}`, which was always there, is gone", "Stop reading it."
)
READ_OPTIONAL_REMOVED = rule(
    "response-optional-property-removed",
    RISKY,
    "`{name}`, which could be missing, never comes any more",
    "Stop reading it, or do without what it told.",
)
READ_ADDED = rule(
    "response-property-added", SAFE, "`{name}` comes now", "Nothing has to change; read it where it helps."
)
READ_CLOSED_ADDED = rule(
    "response-closed-property-added",
    RISKY,
    "`{name}` comes now, and the object was closed before",
    "Make sure that an unknown key stops nothing, such as a validator with the old document.",
)
ALIKE = 0.5


def members(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare which members there are, and which have to be."""
    before, after = properties(old), properties(new)
    moved = renamed(old, new)
    places = old.node.place, new.node.place
    for name, other in moved.items():
        yield change(RENAMED[direction], before[name].place, after[other].place, name=name, new=other)
    for name in before.keys() - after.keys() - moved.keys():
        yield change(_removal(name, old, new, direction), before[name].place, None, name=name)
    for name in after.keys() - before.keys() - set(moved.values()):
        yield change(_addition(name, old, new, direction), None, after[name].place, name=name)
    needed, wanted = set(old.raw.get("required", [])), set(new.raw.get("required", []))
    for name in wanted - needed - (after.keys() - before.keys()):
        yield change(REQUIRED_ADDED[direction], *places, name=name)
    for name in needed - wanted - (before.keys() - after.keys()):
        yield change(REQUIRED_REMOVED[direction], *places, name=name)


def _removal(name: str, old: Shape, new: Shape, direction: Direction) -> Rule:
    if direction is Direction.REQUEST:
        return SENT_REMOVED if new.raw.get("additionalProperties") is False else SENT_OPEN_REMOVED
    return READ_REMOVED if name in old.raw.get("required", []) else READ_OPTIONAL_REMOVED


def _addition(name: str, old: Shape, new: Shape, direction: Direction) -> Rule:
    closed = old.raw.get("additionalProperties") is False
    if direction is Direction.RESPONSE:
        return READ_CLOSED_ADDED if closed else READ_ADDED
    if name in new.raw.get("required", []):
        return REQUIRED_ADDED.request
    return SENT_ADDED if closed else SENT_OPEN_ADDED


def properties(schema: Shape) -> dict[str, Node]:
    """Give the listed members, references not followed."""
    listed = schema.node.at("properties")
    return {name: listed.at(name) for name in listed.object}


def renamed(old: Shape, new: Shape) -> dict[str, str]:
    """Pair a member that is gone with a new one of the same schema and a similar name."""
    before, after = properties(old), properties(new)
    come = {name: meaning(node.value) for name, node in after.items() if name not in before}
    found: dict[str, str] = {}
    for name in sorted(before.keys() - after.keys()):
        same = [other for other, schema in come.items() if schema == meaning(before[name].value)]
        alike = [other for other in same if SequenceMatcher(None, name, other).ratio() > ALIKE]
        if len(alike) == 1 and alike[0] not in found.values():
            found[name] = alike[0]
    return found


def common_members(old: Shape, new: Shape) -> Iterator[tuple[Node, Node]]:
    """Give the members that both have, as pairs of schemas. A further key may be listed on the other side."""
    before, after = properties(old), properties(new)
    extra = old.node.at("additionalProperties"), new.node.at("additionalProperties")
    further = tuple(is_object(side.value) for side in extra)
    for name in dict.fromkeys((*before, *after)):
        if (name in before or further[0]) and (name in after or further[1]):
            yield before.get(name, extra[0]), after.get(name, extra[1])
    if all(further):
        yield extra
