"""Rules about what only explains, and the net below all other rules: no difference passes in silence."""

from collections.abc import Iterator
from typing import Any

from generator.diff.catalog import EXPLAINED
from generator.diff.reader import NAMES, WORDS, Node, canonical, meaning, repr_of
from generator.diff.rule import DOCS, RISKY, Changes, change, rule, shown
from generator.places import array_of, is_array, is_object, object_of

WORDS_CHANGED = rule("words-changed", DOCS, "the words are different: {names}", "Read them again.")
TAG_LIST_CHANGED = rule(
    "tag-list-changed",
    DOCS,
    "the tags of the document are {new} instead of {old}",
    "Look for operations under the new tags.",
)
ORDER_CHANGED = rule("order-changed", DOCS, "only the order of some lists is different", "Nothing has to change.")
DIALECT_CHANGED = rule(
    "dialect-changed",
    RISKY,
    "`{key}` is {new} instead of {old}",
    "Make sure that the tools in use read this version of OpenAPI.",
)
NAME_REMOVED = rule(
    "schema-name-removed",
    RISKY,
    "no schema is called `{name}` any more",
    "Generate the code again, and use the class that took its place.",
)
NAME_ADDED = rule("schema-name-added", DOCS, "a schema is called `{name}`", "Nothing has to change.")
PART_UNJUDGED = rule(
    "document-part-unjudged",
    RISKY,
    "`{key}` differs, and this report cannot judge it",
    "Compare both documents at this place.",
)
UNJUDGED = rule(
    "difference-unjudged",
    RISKY,
    "something differs that no rule of this report looks at",
    "Compare both documents at this place.",
)

EXPLAINING = WORDS | EXPLAINED | {"question", "reason", "touches", "beside"}
JUDGED = frozenset(
    {
        *("openapi", "jsonSchemaDialect", "info", "servers", "security", "tags", "paths", "webhooks", "components"),
        *("x-wire", "x-events", "x-error-catalog", "x-lifecycle", "x-choices"),
    }
)


def document(old: Node, new: Node) -> Changes:
    """Compare what stands at the root of two documents and belongs to no operation."""
    for key in ("openapi", "jsonSchemaDialect"):
        before, after = old.object.get(key), new.object.get(key)
        if before != after:
            yield change(
                DIALECT_CHANGED, old.at(key).place, new.at(key).place, key=key, old=shown(before), new=shown(after)
            )
    for key in sorted((old.object.keys() | new.object.keys()) - JUDGED - EXPLAINING):
        if repr_of(old.object.get(key)) != repr_of(new.object.get(key)):
            yield change(PART_UNJUDGED, old.at(key).place, new.at(key).place, key=key)
    before, after = ([object_of(tag).get("name") for tag in side.at("tags").array] for side in (old, new))
    if before != after:
        words = {"old": shown(before), "new": shown(after)}
        yield change(TAG_LIST_CHANGED, old.at("tags").place, new.at("tags").place, **words)
    names = tuple(side.at("components").at("schemas") for side in (old, new))
    for name in names[0].object.keys() - names[1].object.keys():
        yield change(NAME_REMOVED, names[0].at(name).place, None, name=name)
    for name in names[1].object.keys() - names[0].object.keys():
        yield change(NAME_ADDED, None, names[1].at(name).place, name=name)


def words(old: Node, new: Node, *, names: bool = False) -> Changes:
    """Compare what explains, at every place that both documents have."""
    if old.value == new.value:
        return
    if is_array(old.value):
        for before, after in _alike(old, new):
            yield from words(before, after)
    if not is_object(old.value) or not is_object(new.value):
        return
    differing: list[str] = []
    for key in sorted(old.value.keys() | new.value.keys()):
        if names or key not in EXPLAINING:
            if old.has(key) and new.has(key):
                yield from words(old.at(key), new.at(key), names=not names and key in NAMES)
        elif repr_of(old.value.get(key)) != repr_of(new.value.get(key)):
            differing.append(key)
    if differing:
        yield change(WORDS_CHANGED, old.pointer, new.pointer, names=", ".join(f"`{key}`" for key in differing))


def _alike(old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    """Pair the members of two arrays that say the same, apart from their words."""
    waiting = {repr_of(meaning(item.value)): item for item in new.items()}
    for item in old.items():
        other = waiting.get(repr_of(meaning(item.value)))
        if other is not None:
            yield item, other


def leftover(old: dict[str, Any], new: dict[str, Any]) -> Changes:
    """Tell of a difference that nothing else told of; the version of the document does not count."""
    before, after = _without_version(old), _without_version(new)
    if repr_of(before) == repr_of(after):
        return
    if repr_of(canonical(before)) == repr_of(canonical(after)):
        yield change(ORDER_CHANGED, "", "")
        return
    pointer = _first(Node(before, "", before), Node(after, "", after))
    yield change(UNJUDGED, pointer, pointer)


def _without_version(document: dict[str, Any]) -> dict[str, Any]:
    info = {key: item for key, item in object_of(document.get("info")).items() if key != "version"}
    return document | {"info": info}


def _first(old: Node, new: Node) -> str:
    """Give the deepest place above the first difference."""
    if is_object(old.value) and is_object(new.value):
        for key in sorted(old.value.keys() | new.value.keys()):
            if repr_of(old.at(key).value) != repr_of(new.at(key).value):
                return _first(old.at(key), new.at(key))
    sides = old.items(), new.items()
    if len(array_of(old.value)) == len(array_of(new.value)):
        for before, after in zip(*sides, strict=True):
            if repr_of(before.value) != repr_of(after.value):
                return _first(before, after)
    return old.pointer
