"""What of the document the traffic has met, and what it never has: for the merchant, about his own tests."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from komoju_sandbox.listed import name_of
from komoju_sandbox.trail import (
    CHOICE,
    ERROR_CODE,
    OPERATION,
    PAYMENT_TYPE,
    RULE,
    STATUS,
    TEST_NUMBER,
    TRANSITION,
    WEBHOOK_EVENT,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from komoju_sandbox.api import Exchange
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Fact

WIDTH, INDENT = 110, " " * 6
TITLES = {
    OPERATION: "operations",
    PAYMENT_TYPE: "payment_types",
    TEST_NUMBER: "test_numbers",
    ERROR_CODE: "error_codes",
    TRANSITION: "transitions",
    WEBHOOK_EVENT: "webhook_events",
    RULE: "choices",
}


def facts_of(exchange: Exchange, reply: Reply | None) -> set[Fact]:
    """Tell what a request and its answer show: nothing where there was none."""
    if reply is None:
        return set()
    facts = {(RULE, choice.removeprefix(CHOICE)) for choice in exchange.trail.choices}
    if exchange.operation is not None:
        name = exchange.operation.operation_id
        facts |= {(OPERATION, name), (STATUS, f"{name} {reply.status}")}
    if reply.refused:
        facts.add((ERROR_CODE, reply.body["error"]["code"]))
    return facts


class Coverage:
    """Everything that traffic can meet, from the tables of the document."""

    def __init__(self, contract: Contract) -> None:
        self._statuses = {operation.operation_id: operation.statuses for operation in contract.operations}
        self._names = {
            OPERATION: list(self._statuses),
            PAYMENT_TYPE: list(contract.request_types),
            TEST_NUMBER: list(_test_numbers(contract)),
            ERROR_CODE: list(contract.error_catalog["codes"]),
            TRANSITION: _transitions(contract),
            WEBHOOK_EVENT: contract.webhooks,
            RULE: [name for name, choice in contract.choices.items() if "touches" in choice],
        }

    def report(self, met: set[Fact]) -> JsonObject:
        """List everything by kind, met or not, with the numbers of both; of operations also the statuses."""
        tables: dict[str, list[JsonObject]] = {
            TITLES[kind]: [{"name": name, "met": (kind, name) in met} for name in names]
            for kind, names in self._names.items()
        }
        for row in tables[TITLES[OPERATION]]:
            name = row["name"]
            row["statuses"] = [{"status": one, "met": (STATUS, f"{name} {one}") in met} for one in self._statuses[name]]
        totals = {title: {"met": sum(row["met"] for row in rows), "of": len(rows)} for title, rows in tables.items()}
        return {"totals": totals, **tables}


def table(report: JsonObject) -> str:
    """Write a report as a text for people."""
    lines = ["What the traffic of this sandbox has met:"]
    for title, total in report["totals"].items():
        lines.append(f"  {title.replace('_', ' '):<15} {total['met']:>3} of {total['of']:>3}")
        rows = report[title]
        if title == TITLES[RULE]:
            lines += _listed("rested on", [row["name"] for row in rows if row["met"]])
        else:
            lines += _listed("never", [row["name"] for row in rows if not row["met"]])
    for row in report[TITLES[OPERATION]]:
        if row["met"]:
            missed = [str(status["status"]) for status in row["statuses"] if not status["met"]]
            lines += _listed(f"{row['name']} never answered with", missed)
    return "\n".join(lines) + "\n"


def _listed(what: str, names: list[str]) -> list[str]:
    if not names:
        return []
    return wrap(
        f"{what}: {', '.join(names)}",
        WIDTH,
        initial_indent=INDENT,
        subsequent_indent=INDENT,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _test_numbers(contract: Contract) -> Iterable[str]:
    for payment_type, schema in contract.request_types.items():
        for field in schema["properties"]:
            for entry in contract.test_values(payment_type, field).values():
                yield name_of(payment_type, field, entry)


def _transitions(contract: Contract) -> list[str]:
    rows: list[JsonObject] = contract.lifecycle["transitions"]
    return list(dict.fromkeys(f"{row['from']} -> {row['to']} by {row['by']}" for row in rows))
