"""The page of the errors: each code with what to do about it."""

from dataclasses import dataclass

from generator.places import child
from generator.site.edition import JSON, Edition, JsonObject, Operation, Part
from generator.site.homes import ERRORS
from generator.site.numbers import Number, Numbers, causing
from generator.site.prose import plain
from generator.site.sources import Source, source

CATALOG = "/x-error-catalog"


@dataclass(frozen=True, slots=True)
class Code:
    """An error code."""

    name: str
    said: JsonObject
    source: Source | None
    operations: list[Operation]
    """Those that can answer with it."""
    numbers: list[tuple[str, Number]]
    """The numbers that lead to it in a test, each with its payment type."""


@dataclass(frozen=True, slots=True)
class Family:
    """The codes that ask the same side to act."""

    id: str
    meaning: str
    codes: list[Code]


def statuses(edition: Edition) -> list[tuple[str, str, list[str]]]:
    """List the HTTP statuses of refusals: the number, its meaning, its codes."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for operation in edition.operations():
        for status in operation.said["responses"]:
            if not status.startswith("2"):
                reply = edition.below(operation.part, "responses", status)
                edition.register.put(f"{ERRORS}#status-{status}", *reply.pointers)
                found[status] = (status, reply.value["description"], codes_of(reply))
    return [found[status] for status in sorted(found)]


def codes_of(reply: Part) -> list[str]:
    """Read the codes of a refusal from its examples: a code may stand under more than one status."""
    examples = reply.value["content"][JSON]["examples"].values()
    return list(dict.fromkeys(str(example["value"]["error"]["code"]) for example in examples))


def families(edition: Edition, listed: list[Numbers]) -> list[Family]:
    """Describe all codes, by who has to act."""
    catalog = edition.document["x-error-catalog"]
    edition.register.put(ERRORS, CATALOG)
    found: list[Family] = []
    for name, family in catalog["families"].items():
        edition.register.put(f"{ERRORS}#family-{name}", child(CATALOG, "families", name))
        codes = {code: said for code, said in catalog["codes"].items() if said["family"] == name}
        found.append(Family(name, family["meaning"], [_code(edition, listed, code, codes[code]) for code in codes]))
    return found


def _code(edition: Edition, listed: list[Numbers], name: str, said: JsonObject) -> Code:
    edition.register.put(f"{ERRORS}#{name}", child(CATALOG, "codes", name))
    words = f"{said['meaning']} {said['advice']}"
    edition.register.tell("error", name, f"{ERRORS}#{name}", plain(words), f"HTTP {said['status']}")
    operations = [operation for operation in edition.operations() if name in operation.said["x-errors"]]
    return Code(name, said, source(edition, said, "source"), operations, causing(listed, name))
