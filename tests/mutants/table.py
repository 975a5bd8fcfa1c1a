"""What became of each fault, as it is kept in the repository: for the next run in JSON, for people as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.mutants.faults import Fault
from tests.mutants.judge import Verdict

VERDICTS = Path(__file__).with_name("verdicts.json")
TABLE = Path(__file__).with_name("TABLE.md")
HEAD = """# Faults that were put in on purpose, and what found them

Written by `make mutants`, which puts each fault into a copy of the project, alone, and runs the suite on it. The
seconds are those of the test that found it, alone and with its start. A fault of the document is built first, as by
somebody who has regenerated, so that no drift gives it away.
"""


def read_verdicts(path: Path = VERDICTS) -> dict[str, Verdict]:
    """Read what became of each fault, by name."""
    if not path.exists():
        return {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: Verdict(entry["by"], entry["seconds"]) for name, entry in kept.items()}


def merged(faults: Iterable[Fault], old: Mapping[str, Verdict], new: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Put new verdicts in the place of old ones. While the same test finds a fault its seconds stay as they were."""
    verdicts: dict[str, Verdict] = {}
    for fault in faults:
        before, now = old.get(fault.name), new.get(fault.name)
        found = before if now is None or (before and before.by == now.by and before.seconds) else now
        if found:
            verdicts[fault.name] = found
    return verdicts


def write(faults: list[Fault], verdicts: Mapping[str, Verdict], folder: Path = VERDICTS.parent) -> None:
    """Keep the verdicts, in the order of the faults."""
    kept = {name: {"by": verdict.by, "seconds": verdict.seconds} for name, verdict in verdicts.items()}
    text = json.dumps(kept, indent=2, ensure_ascii=False)
    (folder / VERDICTS.name).write_text(f"{text}\n", encoding="utf-8")
    (folder / TABLE.name).write_text(rendered(faults, verdicts), encoding="utf-8")


def rendered(faults: list[Fault], verdicts: Mapping[str, Verdict]) -> str:
    """Write the table."""
    lines = [HEAD, f"**{score(faults, verdicts)}**", ""]
    for room in dict.fromkeys(fault.room for fault in faults):
        lines += [f"## In the {room}", "", "| fault | what a merchant would suffer | file | found by | s |"]
        lines += ["|---|---|---|---|--:|"]
        lines += [_row(fault, verdicts.get(fault.name)) for fault in faults if fault.room == room]
        lines.append("")
    return "\n".join(lines)


def score(faults: list[Fault], verdicts: Mapping[str, Verdict]) -> str:
    """Say how many faults were found, of how many."""
    killed = sum(verdicts[fault.name].by is not None for fault in faults if fault.name in verdicts)
    proved = sum(bool(fault.equivalent) for fault in faults)
    left = len(faults) - killed - proved
    return f"{killed} of {len(faults)} killed, {proved} proved equivalent, {left} survive"


def _row(fault: Fault, verdict: Verdict | None) -> str:
    if fault.equivalent:
        found, seconds = f"equivalent: {fault.equivalent}", ""
    elif verdict is None or verdict.by is None:
        found, seconds = "**survives**" if verdict else "not judged yet", ""
    else:
        found, seconds = f"`{verdict.by}`", str(verdict.seconds or "")
    cells = (fault.name, fault.story, f"`{fault.file}`", found, seconds)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
