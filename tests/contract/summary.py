"""What a run has met, for a reader: each operation with the statuses it answered with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rich import box
from rich.table import Table

from tests.contract.contract import operations


def met(records: Path) -> Counter[tuple[str, int]]:
    """Count the answers of the runs of schemathesis, by operation and status."""
    return Counter((line["operation"], line["status"]) for line in _exchanges(records) if line["operation"])


def table(found: Counter[tuple[str, int]]) -> Table:
    """Show them. A documented status that was not met has a dot, one that is not documented there has nothing."""
    statuses = sorted({int(status) for operation in operations().values() for status in operation.said["responses"]})
    shown = Table(box=box.SIMPLE, title=f"{found.total()} answers of the runs of schemathesis", title_justify="left")
    shown.add_column("operation")
    for status in statuses:
        shown.add_column(str(status), justify="right")
    for operation in operations().values():
        empty = ["·" if str(status) in operation.said["responses"] else "" for status in statuses]
        counts = [found[operation.id, status] for status in statuses]
        shown.add_row(operation.id, *(str(count) if count else gap for count, gap in zip(counts, empty, strict=True)))
    return shown


def _exchanges(records: Path) -> Iterator[dict[str, object]]:
    for file in sorted(records.glob("*/exchanges.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            found = json.loads(line)
            if "status" in found:
                yield found
