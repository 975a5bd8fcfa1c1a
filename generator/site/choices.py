"""The page of the choices: what no source says, and how it was decided."""

from collections import defaultdict
from dataclasses import dataclass

from generator.places import child
from generator.site.edition import Edition, JsonObject, Operation
from generator.site.prose import plain

PAGE = "choices.html"
ANY = "any"
ASIDE = "aside"
SEVERAL = "several"
FOLLOWS = "events"
"""Events show what the others hold, so they make no group of their own beside another one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice."""

    name: str
    said: JsonObject
    touches: list[Operation]
    """The operations that it is about; none where it is about whole resources."""


def choices(edition: Edition) -> dict[str, list[Choice]]:
    """Give all choices, by the resource that they are about."""
    groups: dict[str, list[Choice]] = defaultdict(list)
    for name, said in edition.document["x-choices"]["choices"].items():
        url = f"{PAGE}#{name}"
        edition.register.put(url, child("/x-choices/choices", name))
        edition.register.tell("choice", said["question"], url, plain(f"{said['choice']} {said['reason']}"), name)
        touched = [operation for operation in edition.operations() if operation.id in said.get("touches", ())]
        groups[_group(edition, said)].append(Choice(name, said, touched))
    order = [ANY, *(tag["name"] for tag in edition.document["tags"]), SEVERAL, ASIDE]
    return {group: groups[group] for group in order if group in groups}


def _group(edition: Edition, said: JsonObject) -> str:
    touched = said.get("touches", [])
    if not touched:
        return ASIDE
    tags = {operation.id: operation.tag for operation in edition.operations()}
    found = {str(tags.get(name, name)) for name in touched}
    if ANY in found:
        return ANY
    found = found - {FOLLOWS} or found
    return found.pop() if len(found) == 1 else SEVERAL
