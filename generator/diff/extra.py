"""Rules about members that the properties do not tell of: further keys, and which need others beside them."""

from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, twin
from generator.diff.shape import Shape
from generator.places import is_object, object_of

EXTRA_NARROWED = twin(
    "extra-keys-narrowed",
    "keys that are not listed are taken less freely now",
    (BREAKING, "Send only what the document lists."),
    (SAFE, "Nothing has to change; fewer unknown keys come."),
)
EXTRA_WIDENED = twin(
    "extra-keys-widened",
    "keys that are not listed are taken more freely now",
    (SAFE, "Nothing has to change; further keys may be sent."),
    (RISKY, "Make sure that an unknown key stops nothing."),
)
NEED_ADDED = twin(
    "need-added",
    "`{name}` cannot be there without `{needed}` now",
    (BREAKING, "Send both, or neither."),
    (SAFE, "Nothing has to change; both come together."),
)
NEED_REMOVED = twin(
    "need-removed",
    "`{name}` can be there without `{needed}` now",
    (SAFE, "Nothing has to change; it may be sent alone."),
    (RISKY, "Be ready to read one without the other."),
)


def extra_keys(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare what may be there beside the listed members, in steps from nothing to anything."""
    before, after = (_openness(side) for side in (old, new))
    if before == after or "object" not in old.types & new.types:
        return
    kind = EXTRA_NARROWED if after < before else EXTRA_WIDENED
    yield change(kind[direction], old.node.place, new.node.place)


def _openness(schema: Shape) -> int:
    extra = schema.raw.get("additionalProperties", True)
    if is_object(extra):
        return 1 if extra else 2
    return 2 if extra else 0


def needs(old: Shape, new: Shape, direction: Direction) -> Changes:
    """Compare which members need another one beside them."""
    before, after = (_needs(side) for side in (old, new))
    for kind, pairs in ((NEED_ADDED, after - before), (NEED_REMOVED, before - after)):
        for name, needed in pairs:
            yield change(kind[direction], old.node.place, new.node.place, name=name, needed=needed)


def _needs(schema: Shape) -> set[tuple[str, str]]:
    written = object_of(schema.raw.get("dependentRequired"))
    return {(name, needed) for name, list_ in written.items() for needed in list_}
