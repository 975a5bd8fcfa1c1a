"""The page of the life cycle: the statuses of a payment, and what leads from one to the next."""

from dataclasses import dataclass

from generator.places import child
from generator.site.edition import Edition, JsonObject, Operation
from generator.site.prose import plain
from generator.site.sources import Source, source

PAGE = "life-cycle.html"
START = "none"
"""The status of a payment that does not exist yet."""
RULES = ("tax", "payment_method_fee", "shown_currency", "calendar", "tokens")


@dataclass(frozen=True, slots=True)
class Transition:
    """A way from one status to another, or back to the same."""

    id: str
    said: JsonObject
    operation: Operation | None
    """What leads there; null for a cause outside the API."""
    label: str
    """What leads there, in a word."""
    source: Source | None


def transitions(edition: Edition) -> list[Transition]:
    """Read all transitions, in the order of the document."""
    operations = {operation.id: operation for operation in edition.operations()}
    rows = edition.document["x-lifecycle"]["transitions"]
    return [_transition(edition, operations, index, said) for index, said in enumerate(rows)]


def statuses(edition: Edition) -> dict[str, JsonObject]:
    """Read all statuses, in the order of the document."""
    found: dict[str, JsonObject] = edition.document["x-lifecycle"]["statuses"]
    for name, said in found.items():
        url = f"{PAGE}#{name}"
        edition.register.put(url, child("/x-lifecycle/statuses", name))
        edition.register.tell("status", name, url, plain(said["meaning"]))
    return found


def refusals(edition: Edition) -> list[tuple[Operation, str]]:
    """Read with which code each operation refuses a payment that has no transition."""
    edition.register.put(f"{PAGE}#refusals", "/x-lifecycle/refusals")
    rows = edition.document["x-lifecycle"]["refusals"]
    return [(edition.operation(name), code) for name, code in rows.items()]


def rules(edition: Edition) -> JsonObject:
    """Read what else decides about a payment: its tax, its fee, the calendar, tokens. They stand under `rule-NAME`."""
    lifecycle = edition.document["x-lifecycle"]
    for name in RULES:
        edition.register.put(f"{PAGE}#rule-{name}", child("/x-lifecycle", name))
    return {name: lifecycle[name] for name in RULES}


def _transition(edition: Edition, operations: dict[str, Operation], index: int, said: JsonObject) -> Transition:
    anchor = f"transition-{index + 1}"
    edition.register.put(f"{PAGE}#{anchor}", child("/x-lifecycle/transitions", index))
    operation = operations.get(said["by"])
    label = str(operation.said["x-method"]) if operation else edition.words(f"cause.{said['by']}")
    return Transition(anchor, said, operation, label, source(edition, said, "source"))
