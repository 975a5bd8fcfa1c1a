"""The numbers that a test decides by."""

from dataclasses import dataclass

from generator.places import child
from generator.site.edition import Edition, JsonObject
from generator.site.sources import Source, source

PAGE = "test-numbers.html"
MARK = "x-test-numbers"


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and what comes of it."""

    id: str
    value: str
    outcome: str
    brand: str | None
    balance: int | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one field of a payment type."""

    type: str
    field: str
    rows: list[Number]


def numbers(edition: Edition) -> list[Numbers]:
    """Read all of them, in the order of the document."""
    union = edition.document["components"]["schemas"]["PaymentDetailsRequest"]
    found: list[Numbers] = []
    for name, ref in union["discriminator"]["mapping"].items():
        part = edition.at(str(ref).removeprefix("#"))
        for field in part.value["properties"]:
            inside = edition.below(part, "properties", field)
            if MARK in inside.value:
                pointer = child(inside.pointers[-1], MARK)
                rows = [
                    _number(edition, name, field, row, child(pointer, at)) for at, row in enumerate(inside.value[MARK])
                ]
                edition.register.put(f"{PAGE}#{name}-{field}", pointer)
                found.append(Numbers(name, field, rows))
    return found


def causing(listed: list[Numbers], code: str) -> list[tuple[str, Number]]:
    """Find the numbers that lead to a code, each with its payment type."""
    return [(group.type, row) for group in listed for row in group.rows if row.outcome == code]


def _number(edition: Edition, name: str, field: str, row: JsonObject, pointer: str) -> Number:
    anchor = f"{name}-{field}-{row['value']}"
    edition.register.put(f"{PAGE}#{anchor}", pointer)
    said = " ".join(str(row[key]) for key in ("outcome", "brand") if key in row)
    edition.register.tell("number", row["value"], f"{PAGE}#{anchor}", said, f"{name} {field}")
    return Number(
        anchor, row["value"], row["outcome"], row.get("brand"), row.get("balance"), source(edition, row, "source")
    )
