"""Rules about an operation as a whole: its names, its keys, its errors, its pages."""

from typing import Any

from generator.diff.marks import deprecation
from generator.diff.reader import Node, repr_of
from generator.diff.rule import BREAKING, DOCS, RISKY, SAFE, Changes, change, rule, shown
from generator.diff.security import security

ID_CHANGED = rule(
    "operation-id-changed",
    BREAKING,
    "the operation is called `{new}` instead of `{old}`",
    "Generate the code again and call the operation by its new name.",
)
METHOD_CHANGED = rule(
    "client-method-changed",
    BREAKING,
    "a client calls it `{new}` instead of `{old}`",
    "Call the method by its new name.",
)
TAGS_CHANGED = rule("tags-changed", DOCS, "its tags are {new} instead of {old}", "Look for it under its new tags.")
ERROR_ADDED = rule(
    "operation-error-added",
    RISKY,
    "it can fail with the further code `{name}`",
    "Decide what this error means where the operation is called.",
)
ERROR_REMOVED = rule(
    "operation-error-removed", SAFE, "it no longer fails with the code `{name}`", "Nothing has to change."
)
PAGES_ADDED = rule("pagination-added", SAFE, "a client can follow its pages by `{name}`", "Nothing has to change.")
PAGES_CHANGED = rule(
    "pagination-changed",
    BREAKING,
    "its pages are followed by other names: `{name}` is {new} instead of {old}",
    "Generate the code again, and look at code that follows pages by hand.",
)
PART_UNJUDGED = rule(
    "operation-part-unjudged",
    BREAKING,
    "`{name}` differs, and this report cannot judge it",
    "Compare both documents at this place, and count it as breaking until it is known to be harmless.",
)

JUDGED = frozenset(
    {
        *("operationId", "summary", "description", "externalDocs", "tags", "parameters", "requestBody", "responses"),
        *("deprecated", "security", "servers", "x-method", "x-source", "x-errors", "x-pagination", "x-rests-on"),
    }
)


def described(old: Node, new: Node) -> Changes:
    """Compare what stands on an operation itself."""
    places = old.place, new.place
    ids = old.object.get("operationId"), new.object.get("operationId")
    if ids[0] != ids[1]:
        yield change(ID_CHANGED, *places, old=ids[0], new=ids[1])
    yield from _names(old, new)
    yield from security(old, new)
    yield from _errors(old, new)
    yield from _pages(old, new)
    yield from deprecation(old, new)
    for key in sorted((old.object.keys() | new.object.keys()) - JUDGED):
        if repr_of(old.object.get(key)) != repr_of(new.object.get(key)):
            yield change(PART_UNJUDGED, *places, name=key)


def _names(old: Node, new: Node) -> Changes:
    """Compare the public name in a client, which is a tag and a method, and the tags."""
    tags = old.at("tags").array, new.at("tags").array
    names = tuple(_public_name(side) for side in (old, new))
    if names[0] != names[1]:
        yield change(METHOD_CHANGED, old.place, new.place, old=names[0], new=names[1])
    elif tags[0] != tags[1]:
        yield change(TAGS_CHANGED, old.place, new.place, old=shown(tags[0]), new=shown(tags[1]))


def _public_name(operation: Node) -> str | None:
    method, tags = operation.object.get("x-method"), operation.at("tags").array
    return None if method is None else f"{tags[0]}.{method}" if tags else str(method)


def _errors(old: Node, new: Node) -> Changes:
    before, after = (dict.fromkeys(side.at("x-errors").array) for side in (old, new))
    for code in before:
        if code not in after:
            yield change(ERROR_REMOVED, old.place, new.place, name=code)
    for code in after:
        if code not in before:
            yield change(ERROR_ADDED, old.place, new.place, name=code)


def _pages(old: Node, new: Node) -> Changes:
    before, after = (side.at("x-pagination").object for side in (old, new))
    for key in sorted(before.keys() | after.keys()):
        words: dict[str, Any] = {"name": key, "old": shown(before.get(key)), "new": shown(after.get(key))}
        if key not in before:
            yield change(PAGES_ADDED, old.place, new.place, **words)
        elif before[key] != after.get(key):
            yield change(PAGES_CHANGED, old.place, new.place, **words)
