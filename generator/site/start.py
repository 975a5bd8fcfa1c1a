"""The first page: what the API is, a first call, and what holds for every call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.site.edition import Edition, JsonObject
from generator.site.prose import Passage, passages, plain
from generator.site.samples import Sample, sample
from generator.site.snippets import Scenario

PAGE = "index.html"
FIRST_CALL = ("createPayment", "konbini-lawson")


@dataclass(frozen=True, slots=True)
class Start:
    """What the first page shows."""

    passages: list[Passage]
    first: Sample
    """The first call."""
    keys: dict[str, JsonObject]
    wire: JsonObject
    rules: list[str]
    """How bodies are read."""
    paging: JsonObject
    most: int
    """How many rows a page of a list has at most."""
    idempotency: dict[str, Any]
    """The header for sending again, and how long a key holds."""


def start(edition: Edition, calls: Sequence[Scenario]) -> Start:
    """Read the first page."""
    document, register = edition.document, edition.register
    register.put(f"{PAGE}#servers", "/servers")
    register.put(f"{PAGE}#keys", "/components/securitySchemes", "/security")
    register.put(f"{PAGE}#wire", "/x-wire")
    found = passages(document["info"]["description"])
    for index, passage in enumerate(found):
        if passage.heading:
            register.tell("page", passage.heading, f"{PAGE}#about-{index}", plain(passage.text))
    for key in ("keys", "wire", "paging", "again"):
        register.tell("page", edition.words(f"start.{key}"), f"{PAGE}#{key}", "")
    listing = next(operation for operation in edition.operations() if "x-pagination" in operation.said)
    header = next(
        said for said in document["components"]["parameters"].values() if said.get("x-role") == "idempotency-key"
    )
    chosen = next(one for one in calls if (one.operation, one.name) == FIRST_CALL)
    operation = edition.operation(FIRST_CALL[0])
    return Start(
        found,
        sample(chosen, operation),
        document["components"]["securitySchemes"],
        document["x-wire"],
        list(document["x-wire"]["rules"].values()),
        listing.said["x-pagination"],
        document["components"]["parameters"]["PerPage"]["schema"]["maximum"],
        {"header": header["name"], "hours": document["x-lifecycle"]["idempotency"]["hours"]},
    )
