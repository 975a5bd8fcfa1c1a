"""Rules about what kind of value a schema holds: its type, null, format and pattern."""

from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, listed, shown, twin
from generator.diff.shape import Shape

NULL_GAINED = twin(
    "null-added",
    "null is a value here now",
    (SAFE, "Nothing has to change; null may be sent."),
    (BREAKING, "Be ready to read null here."),
)
NULL_LOST = twin(
    "null-removed",
    "null is no longer a value here",
    (BREAKING, "Stop sending null; leave the value out or send a real one."),
    (SAFE, "Nothing has to change; checks for null can go."),
)
TYPE_WIDENED = twin(
    "type-widened",
    "more types are allowed: {new} instead of {old}",
    (SAFE, "Nothing has to change; the further types may be sent."),
    (BREAKING, "Be ready to read the further types."),
)
TYPE_NARROWED = twin(
    "type-narrowed",
    "fewer types are allowed: {new} instead of {old}",
    (BREAKING, "Send only the types that are left."),
    (SAFE, "Nothing has to change; the other types no longer come."),
)
TYPE_CHANGED = twin(
    "type-changed",
    "the type is {new} instead of {old}",
    (BREAKING, "Send the new type."),
    (BREAKING, "Read the new type."),
)
FORMAT_ADDED = twin(
    "format-added",
    "the text has to have the format {new}",
    (BREAKING, "Make sure that what is sent has this format."),
    (SAFE, "Nothing has to change; the text may be read by its format."),
)
FORMAT_REMOVED = twin(
    "format-removed",
    "the text need not have the format {old} any more",
    (SAFE, "Nothing has to change; other texts may be sent."),
    (BREAKING, "Stop parsing the text by its old format, or be ready to fail."),
)
FORMAT_CHANGED = twin(
    "format-changed",
    "the format of the text is {new} instead of {old}",
    (BREAKING, "Send the new format."),
    (BREAKING, "Read the new format."),
)
PATTERN_ADDED = twin(
    "pattern-added",
    "the text has to match {new}",
    (BREAKING, "Make sure that what is sent matches the pattern."),
    (SAFE, "Nothing has to change; the text may be read by its pattern."),
)
PATTERN_REMOVED = twin(
    "pattern-removed",
    "the text need not match {old} any more",
    (SAFE, "Nothing has to change; other texts may be sent."),
    (RISKY, "Make sure that nothing rests on the old pattern, such as the type of a column."),
)
PATTERN_CHANGED = twin(
    "pattern-changed",
    "the pattern of the text is {new} instead of {old}",
    (BREAKING, "Patterns cannot be compared: make sure that what is sent matches the new one."),
    (RISKY, "Make sure that nothing rests on the old pattern, such as the type of a column."),
)


def null(old: Shape, new: Shape, direction: Direction, places: tuple[str | None, str | None]) -> Changes:
    """Compare whether null is allowed, which is told at the given places."""
    if old.nullable != new.nullable:
        yield change((NULL_GAINED if new.nullable else NULL_LOST)[direction], *places)


def types(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare the types, null left out."""
    if old.types == new.types:
        return
    if old.types < new.types:
        kind = TYPE_WIDENED
    elif new.types < old.types:
        kind = TYPE_NARROWED
    else:
        kind = TYPE_CHANGED
    yield change(kind[direction], old.node.place, new.node.place, old=_named(old), new=_named(new))


def texts(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare format and pattern."""
    rules = {
        "format": (FORMAT_ADDED, FORMAT_REMOVED, FORMAT_CHANGED),
        "pattern": (PATTERN_ADDED, PATTERN_REMOVED, PATTERN_CHANGED),
    }
    for key, (added, removed, changed) in rules.items():
        before, after = old.raw.get(key), new.raw.get(key)
        if before == after:
            continue
        kind = added if before is None else removed if after is None else changed
        yield change(kind[direction], old.node.place, new.node.place, old=shown(before), new=shown(after))


def _named(schema: Shape) -> str:
    return listed(schema.types - {"integer"} if "number" in schema.types else schema.types) or "nothing"
