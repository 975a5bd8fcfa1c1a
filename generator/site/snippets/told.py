"""What of a reply matters to whoever tries a scenario: what it is, what has changed, and what the service adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.emit.document import SCHEMAS, Document
from generator.emit.examples import model_of
from generator.places import is_array, is_object, object_of
from generator.site.snippets.steps import Step

NAMING = ("id", "type", "status")
ALWAYS = (*NAMING, "total", "currency")
LAST = -1
Path = tuple[str | int, ...]
"""The members that lead to a value; `LAST` is the last item of a list."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is shown of a union, once its type is known."""

    union: Path
    tag: str
    kind: str
    """The value of the tag."""
    model: str
    nullable: bool
    paths: list[Path]


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a reply, or of each item of a list."""

    paths: list[Path]
    narrowed: Narrowed | None


def told(document: Document, story: list[Step]) -> Told:
    """Choose what is shown of the last reply of a scenario."""
    last = story[-1]
    if last.call.paging:
        return Told(_those(ALWAYS, last.reply[last.call.paging["items"]][0]), None)
    known = _known(story)
    model = str(model_of(document, last.reply, {"$ref": f"{SCHEMAS}{last.call.item}"}))
    paths = [*_those(ALWAYS, last.reply), *_changed(document, model, known, last.reply)]
    if last.call.item in document.unions:
        return Told(paths, _inside(document, model, last))
    return Told(paths, next(_added(document, model, known, last), None))


def _known(story: list[Step]) -> dict[str, Any]:
    """Give what the reply to the call before said of the same thing; empty where it was about something else."""
    before, last = (story[-2].call, story[-1].call) if len(story) > 1 else (None, story[-1].call)
    return story[-2].reply if before and before.item == last.item and not before.paging else {}


def _those(names: tuple[str, ...], item: dict[str, Any]) -> list[Path]:
    return [(name,) for name in names if name in item]


def _changed(document: Document, model: str, known: dict[str, Any], item: dict[str, Any]) -> Iterator[Path]:
    """Give what a call has changed, beside what is always shown: values, and what a list has grown by."""
    for name in _shown(document, model, item):
        value = item[name]
        if value == known.get(name, value) or name in ALWAYS:
            continue
        if is_array(value):
            yield from ((name, LAST, *path) for path in _those(NAMING, value[LAST]))
        elif not is_object(value):
            yield (name,)


def _inside(document: Document, model: str, last: Step) -> Narrowed | None:
    """Give what an event says of the thing that it happened to."""
    tag = document.tag_of(last.call.item)
    paths: list[Path] = [("data", *path) for path in _those(ALWAYS, last.reply["data"])]
    return Narrowed((), tag, last.reply[tag], model, nullable=False, paths=paths) if paths else None


def _added(document: Document, model: str, known: dict[str, Any], last: Step) -> Iterator[Narrowed]:
    """Give what the service says of a union that neither the call nor the reply before it said."""
    for name, schema in document.schemas[model]["properties"].items():
        value = last.reply.get(name)
        branch = model_of(document, value, schema) if is_object(value) else None
        union = next((union for union, models in document.unions.items() if branch in models.values()), None)
        if value is None or branch is None or union is None:
            continue
        sent, before, tag = object_of(last.call.body.get(name)), object_of(known.get(name)), document.tag_of(union)
        paths: list[Path] = [
            (inner,)
            for inner in _shown(document, branch, value)
            if inner not in {tag, *sent} and value[inner] != before.get(inner) and not is_array(value[inner])
        ]
        if paths:
            yield Narrowed((name,), tag, value[tag], branch, nullable="$ref" not in schema, paths=paths)


def _shown(document: Document, model: str, item: dict[str, Any]) -> list[str]:
    """Name the members that are there and that anybody may see."""
    fields = {name: document.resolve(schema) for name, schema in document.schemas[model]["properties"].items()}
    seen = {name for name, schema in fields.items() if "x-sensitive" not in schema}
    return [name for name, value in item.items() if value is not None and name in seen]
