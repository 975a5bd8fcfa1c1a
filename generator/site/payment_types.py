"""The page of the payment types: what each is sent and shows, its deadline, its limits, its numbers for tests."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.places import child
from generator.site.edition import Edition, JsonObject
from generator.site.fields import Field, Reader
from generator.site.homes import TYPES
from generator.site.prose import plain

UNIONS = {"request": "PaymentDetailsRequest", "reply": "PaymentDetails", "token": "TokenDetails"}
"""What is shown of each type: the union that has it as a branch."""


@dataclass(frozen=True, slots=True)
class PaymentType:
    """A payment type."""

    name: str
    text: str
    rule: JsonObject
    """Its deadline, limits and currencies, as the life cycle has them."""
    statuses: list[str]
    """The statuses that its payments come to, in the order of the life cycle."""
    parts: list[tuple[str, str, list[Field]]]
    """What is sent, what is shown and what a token shows: the key, what it is, the fields."""
    has_numbers: bool


def payment_types(edition: Edition, homes: Mapping[str, str]) -> list[PaymentType]:
    """Describe all payment types, in the order of the document."""
    for union in UNIONS.values():
        edition.register.put(TYPES, child("/components/schemas", union))
    return [_payment_type(edition, homes, name) for name in _branches(edition, "request")]


def _payment_type(edition: Edition, homes: Mapping[str, str], name: str) -> PaymentType:
    text = edition.at(_branches(edition, "request")[name]).value["description"]
    url = f"{TYPES}#{name}"
    edition.register.put(url, child("/x-lifecycle/types", name))
    edition.register.tell("type", name, url, plain(text))
    parts: list[tuple[str, str, list[Field]]] = []
    for key in UNIONS:
        pointer = _branches(edition, key).get(name)
        if pointer:
            part = edition.at(pointer)
            reader = Reader(edition, TYPES, homes, sent=key == "request")
            fields = reader.fields(part, f"{name}-{key}", f"{name} · {edition.words(f'types.{key}')}")
            parts.append((key, part.value["description"], fields))
    lifecycle = edition.document["x-lifecycle"]
    reached = {row["to"] for row in lifecycle["transitions"] if name in row["types"]}
    statuses = [status for status in lifecycle["statuses"] if status in reached]
    return PaymentType(name, text, lifecycle["types"][name], statuses, parts, _has_numbers(edition, name))


def _branches(edition: Edition, key: str) -> dict[str, str]:
    union = edition.document["components"]["schemas"][UNIONS[key]]
    return {tag: str(ref).removeprefix("#") for tag, ref in union["discriminator"]["mapping"].items()}


def _has_numbers(edition: Edition, name: str) -> bool:
    fields = edition.at(_branches(edition, "request")[name]).value["properties"].values()
    return any("x-test-numbers" in field for field in fields)
