"""Rules about the table of the life cycle: it speaks only of what the document has."""

from collections.abc import Iterator
from typing import Any

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of

TABLE = "/x-lifecycle"
CAUSES = ("customer_pays", "deadline")
NONE = "none"
ANY = "any"


def _schema(facts: Facts, name: str) -> dict[str, Any]:
    return object_of(object_of(object_of(facts.document.get("components")).get("schemas")).get(name))


def _transitions(facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    for index, row in enumerate(array_of(facts.lifecycle.get("transitions"))):
        yield child(TABLE, "transitions", index), object_of(row)


def _payment_types(facts: Facts) -> list[str]:
    """List the tags of the union of payment details."""
    union = _schema(facts, "PaymentDetailsRequest")
    return list(object_of(object_of(union.get("discriminator")).get("mapping")))


@rule(
    "lifecycle-status",
    "A status that only one of table and schema knows is a payment that nobody can read.",
)
def lifecycle_status(facts: Facts) -> Faults:
    """Hold the statuses of the table, its rows and the schema to each other."""
    known = object_of(facts.lifecycle.get("statuses"))
    written = array_of(_schema(facts, "PaymentStatus").get("enum"))
    for status in known:
        if status not in written:
            yield child(TABLE, "statuses", status), f"PaymentStatus has no `{status}`"
    for status in written:
        if status not in known:
            yield "/components/schemas/PaymentStatus", f"lifecycle.yaml has no `{status}`"
    for pointer, row in _transitions(facts):
        for end in ("from", "to"):
            if row.get(end) not in known and (end, row.get(end)) != ("from", NONE):
                yield child(pointer, end), f"there is no status `{row.get(end)}`"


@rule("lifecycle-final", "Who trusts that a status is final stops looking at the payment.")
def lifecycle_final(facts: Facts) -> Faults:
    """Ask a status to be final exactly when no step leaves it."""
    left = {row.get("from") for _, row in _transitions(facts)}
    for status, entry in object_of(facts.lifecycle.get("statuses")).items():
        if object_of(entry).get("final") is (status in left):
            there = "leave" if status in left else "do not leave"
            yield child(TABLE, "statuses", status), f"`final` is wrong: steps {there} `{status}`"


@rule("lifecycle-type", "A payment type without its rows cannot be paid, and no test walks it.")
def lifecycle_type(facts: Facts) -> Faults:
    """Ask for a row of limits and a first step for every payment type, and for no other."""
    types = _payment_types(facts)
    rows = object_of(facts.lifecycle.get("types"))
    started: set[Any] = set()
    for pointer, row in _transitions(facts):
        for index, name in enumerate(array_of(row.get("types"))):
            if name not in types:
                yield child(pointer, "types", index), f"there is no payment type `{name}`"
            if row.get("from") == NONE:
                started.add(name)
    for name in rows:
        if name not in types:
            yield child(TABLE, "types", name), f"there is no payment type `{name}`"
    for name in types:
        if name not in rows:
            yield child(TABLE, "types"), f"there is no row for `{name}`"
        if name not in started:
            yield child(TABLE, "transitions"), f"no transition makes a payment of type `{name}`"


@rule("lifecycle-currency", "A currency that the document does not have can never be sent.")
def lifecycle_currency(facts: Facts) -> Faults:
    """Look the currencies of every type up."""
    known = array_of(_schema(facts, "Currency").get("enum"))
    for name, row in object_of(facts.lifecycle.get("types")).items():
        written = object_of(row).get("currencies")
        for currency in [] if written == ANY else array_of(written) or [written]:
            if currency not in known:
                pointer = child(TABLE, "types", name)
                yield pointer, f"`{name}` takes `{currency}`, which is not in Currency"


@rule("lifecycle-operation", "A step by an operation that does not exist can never be taken.")
def lifecycle_operation(facts: Facts) -> Faults:
    """Look the operations of steps, refusals and events up, with the statuses of steps."""
    operations = {operation.value.get("operationId"): operation for operation in facts.operations}
    for pointer, row in _transitions(facts):
        operation = operations.get(row.get("by"))
        if operation is None:
            if row.get("by") not in CAUSES:
                yield child(pointer, "by"), f"there is no operation `{row.get('by')}`"
        elif str(row.get("http")) not in object_of(operation.value.get("responses")):
            yield pointer, f"{operation.name} does not answer {row.get('http')}"
    for table in ("refusals", "told"):
        for name in object_of(facts.lifecycle.get(table)):
            if name not in operations:
                yield child(TABLE, table, name), f"there is no operation `{name}`"


@rule(
    "lifecycle-refusal",
    "A refusal by a code that the operation does not list surprises its callers.",
)
def lifecycle_refusal(facts: Facts) -> Faults:
    """Look the code of every refusal up in the `x-errors` of its operation."""
    listed = {o.value.get("operationId"): array_of(o.value.get("x-errors")) for o in facts.operations}
    for name, code in object_of(facts.lifecycle.get("refusals")).items():
        pointer = child(TABLE, "refusals", name)
        if code not in facts.codes:
            yield pointer, f"errors.yaml has no `{code}`"
        elif name in listed and code not in listed[name]:
            yield pointer, f"{name} does not list `{code}` in x-errors"


@rule("lifecycle-event", "An event that no webhook describes reaches merchants unexplained.")
def lifecycle_event(facts: Facts) -> Faults:
    """Look the event of every step, and of every operation outside of the steps, up among the webhooks."""
    webhooks = object_of(facts.document.get("webhooks"))
    for name, row in object_of(facts.lifecycle.get("told")).items():
        if object_of(row).get("event") not in webhooks:
            yield child(TABLE, "told", name), f"there is no webhook `{object_of(row).get('event')}`"
    for pointer, row in _transitions(facts):
        if row.get("event") not in webhooks and row.get("event") != NONE:
            yield child(pointer, "event"), f"there is no webhook `{row.get('event')}`"


@rule("test-number", "A test number with an unknown outcome decides nothing.")
def test_number(facts: Facts) -> Faults:
    """Ask every test number for `ok` or a code of the catalogue."""
    for node in facts.of_kind("schema"):
        for index, row in enumerate(array_of(node.value.get("x-test-numbers"))):
            outcome = object_of(row).get("outcome")
            if outcome != "ok" and outcome not in facts.codes:
                yield (
                    child(node.pointer, "x-test-numbers", index),
                    f"errors.yaml has no `{outcome}`",
                )
