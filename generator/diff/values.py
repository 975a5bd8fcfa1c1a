"""Rules about the values that a schema names: enum, const and default."""

from typing import Any

from generator.diff.reader import Node, repr_of
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, listed, rule, shown, twin
from generator.diff.shape import Shape

VALUE_ADDED = twin(
    "enum-value-added",
    "there are further values: {names}",
    (SAFE, "Nothing has to change; the further values may be sent."),
    (RISKY, "Make sure that an unknown value stops nothing, and decide what the further ones mean."),
)
VALUE_REMOVED = twin(
    "enum-value-removed",
    "some values are gone: {names}",
    (BREAKING, "Stop sending these values."),
    (SAFE, "Nothing has to change; these values no longer come."),
)
ENUM_ADDED = twin(
    "enum-added",
    "only some values are allowed now: {names}",
    (BREAKING, "Send only the values of the list."),
    (SAFE, "Nothing has to change; only the values of the list come."),
)
ENUM_REMOVED = twin(
    "enum-removed",
    "any value is allowed, where there was a list: {names}",
    (SAFE, "Nothing has to change; other values may be sent."),
    (RISKY, "Make sure that a value outside the old list stops nothing."),
)
CONST_CHANGED = twin(
    "const-changed",
    "the only value is {new} instead of {old}",
    (BREAKING, "Send the new value."),
    (BREAKING, "Expect the new value."),
)
DEFAULT_CHANGED = rule(
    "request-default-changed",
    RISKY,
    "what holds when the value is left out is {new} instead of {old}",
    "Send the value that is meant, instead of leaving it out.",
)


def values(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare the lists of allowed values; a const is a list of one."""
    before, after = _by_text(old.values), _by_text(new.values)
    places = old.node.place, new.node.place
    if before is None or after is None:
        if before is not None:
            yield change(ENUM_REMOVED[direction], *places, names=listed(before.values()))
        if after is not None:
            yield change(ENUM_ADDED[direction], *places, names=listed(after.values()))
        return
    gone = [value for text, value in before.items() if text not in after]
    come = [value for text, value in after.items() if text not in before]
    if len(before) == len(after) == len(gone) == 1:
        yield change(CONST_CHANGED[direction], *places, old=listed(gone), new=listed(come))
        return
    if gone:
        yield change(VALUE_REMOVED[direction], *places, names=listed(gone))
    if come:
        yield change(VALUE_ADDED[direction], *places, names=listed(come))


def default(old: Node, new: Node, direction: Direction) -> Changes:
    """Compare what holds when nothing is sent. In a reply a default says nothing."""
    before, after = (_default(side.object) for side in (old, new))
    if direction is Direction.REQUEST and before != after:
        yield change(DEFAULT_CHANGED, old.place, new.place, old=before, new=after)


def _default(schema: dict[str, Any]) -> str:
    return shown(schema["default"]) if "default" in schema else "nothing in particular"


def _by_text(values: tuple[Any, ...] | None) -> dict[str, Any] | None:
    return None if values is None else {repr_of(value): value for value in values}
