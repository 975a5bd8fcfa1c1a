"""Rules about who may call: the ways to authenticate, and which of them each operation takes."""

from typing import Any

from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import BREAKING, SAFE, Changes, change, rule
from generator.places import object_of

WAY_ADDED = rule(
    "security-added",
    SAFE,
    "a call may authenticate by {name}",
    "Nothing has to change; there is a further way to call.",
)
WAY_REMOVED = rule(
    "security-removed", BREAKING, "a call can no longer authenticate by {name}", "Authenticate in a way that is left."
)
SCHEME_ADDED = rule(
    "security-scheme-added", SAFE, "`{name}` is a further way to authenticate", "Nothing has to change."
)
SCHEME_REMOVED = rule(
    "security-scheme-removed",
    BREAKING,
    "`{name}` is no way to authenticate any more",
    "Authenticate in a way that is left.",
)
SCHEME_CHANGED = rule(
    "security-scheme-changed", BREAKING, "`{name}` authenticates in another way", "Send the credentials in the new way."
)


def schemes(old: Node, new: Node) -> Changes:
    """Compare the ways to authenticate that a document knows."""
    before, after = (side.at("components").part("securitySchemes").members() for side in (old, new))
    for name in before.keys() - after.keys():
        yield change(SCHEME_REMOVED, before[name].place, None, name=name)
    for name in after.keys() - before.keys():
        yield change(SCHEME_ADDED, None, after[name].place, name=name)
    for name in before.keys() & after.keys():
        if repr_of(meaning(before[name].value)) != repr_of(meaning(after[name].value)):
            yield change(SCHEME_CHANGED, before[name].place, after[name].place, name=name)


def security(old: Node, new: Node) -> Changes:
    """Compare the ways that an operation takes; each way alone is enough."""
    before, after = _ways(old), _ways(new)
    for name in before.keys() - after.keys():
        yield change(WAY_REMOVED, old.place, new.place, name=before[name])
    for name in after.keys() - before.keys():
        yield change(WAY_ADDED, old.place, new.place, name=after[name])


def _ways(operation: Node) -> dict[str, str]:
    """Give the ways by a text that tells them apart, each with words for it."""
    written: list[Any] = operation.object.get("security", operation.root.get("security", []))
    ways = [object_of(way) for way in written] or [{}]
    return {repr_of(way): _called(way) for way in ways}


def _called(way: dict[str, Any]) -> str:
    names = [f"`{name}`" + (f" with {', '.join(scopes)}" if scopes else "") for name, scopes in sorted(way.items())]
    return " and ".join(names) or "nothing at all"
