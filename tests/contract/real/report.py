"""The drift report, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.contract.model import stamp
from tests.contract.real.drift import Kind
from tests.contract.real.mask import request_line, shown
from tests.contract.real.probes import BUDGET
from tests.contract.real.progress import Progress
from tests.contract.real.safety import NEVER_ASKED
from tests.contract.real.story import Exchange, Story
from tests.contract.real.verdict import Judged

BREAKS, LEFT_OPEN = "breaks the document", "differs from our sandbox only"
SHOWN_STEPS = 5
"""So many steps are listed of a difference that comes again and again; report.json has all."""
NOTHING = "nothing"


def entry(judged: Judged, exchange: Exchange, story: Story) -> dict[str, Any]:
    """Describe a difference, with nothing in it that must not be shown."""
    difference = judged.difference
    name = difference.place[-1] if difference.place else ""

    def said(value: Any, *absent: Kind) -> str:
        none = difference.kind in absent or (difference.kind is Kind.HEADER and value is None)
        return NOTHING if none else shown(value, name, story)

    return {
        "request": request_line(exchange, story),
        "verdict": BREAKS if judged.against else LEFT_OPEN,
        "kind": difference.kind.value,
        "place": "/".join(["", *map(str, difference.place)]),
        "document": [shown(finding, "", story) for finding in judged.against],
        "rests_on": judged.rests_on,
        "sandbox": said(difference.ours, Kind.EXTRA),
        "server": said(difference.theirs, Kind.MISSING, Kind.SILENCE),
    }


@dataclass(frozen=True)
class Report:
    """What a run has found."""

    run: dict[str, Any]
    begun: str
    ended: str
    requests: int
    untold: dict[str, int]
    """The stories that could not be told to their end, and how many steps are left of them."""
    differences: list[dict[str, Any]]

    @classmethod
    def of(cls, progress: Progress, ended: datetime) -> Report:
        """Report a finished run."""
        told = progress.finished.items()
        return cls(
            progress.about["run"],
            progress.about["begun"],
            stamp(ended),
            progress.requests,
            {name: line["untold"] for name, line in told if line["untold"]},
            [{"probe": name, **one} for name, line in told for one in line["differences"]],
        )

    @property
    def summary(self) -> str:
        """Say it in one sentence."""
        told = f"{len(self.run['probes'])} probes, {self.requests} of at most {BUDGET} requests"
        if not self.differences:
            return f"No drift: {told}."
        breaking = sum(one["verdict"] == BREAKS for one in self.differences)
        kinds = len(list(self._groups()))
        return (
            f"Drift: {len(self.differences)} differences of {kinds} sorts in {told}. "
            f"Breaking the document: {breaking}; differing from our sandbox only: {len(self.differences) - breaking}."
        )

    def write(self, folder: Path) -> None:
        """Write both files."""
        said = {
            **self.run,
            "begun": self.begun,
            "ended": self.ended,
            "requests": self.requests,
            "budget": BUDGET,
            "never_asked": NEVER_ASKED,
            "untold": self.untold,
            "differences": self.differences,
        }
        text = json.dumps(said, ensure_ascii=False, indent=2) + "\n"
        (folder / "report.json").write_text(text, encoding="utf-8")
        (folder / "report.md").write_text("\n".join(self._page()) + "\n", encoding="utf-8")

    def _groups(self) -> Iterator[list[dict[str, Any]]]:
        """Put together what differs in the same way, the gravest first."""
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for one in self.differences:
            alike = ("verdict", "kind", "place", "sandbox", "server")
            groups.setdefault(tuple(one[name] for name in alike), []).append(one)
        kinds = [kind.value for kind in Kind]
        yield from sorted(groups.values(), key=lambda found: (found[0]["verdict"], kinds.index(found[0]["kind"])))

    def _page(self) -> Iterator[str]:
        yield f"# Drift of {self.run['server']}"
        yield ""
        yield self.summary
        yield ""
        yield "A difference breaks the document when our own answer with this one change is an answer that it forbids."
        yield "Where the document leaves it open, the answer differs from our sandbox only."
        yield ""
        yield f"- From {self.begun} to {self.ended}, against the contract {self.run['contract']}"
        for operation, reason in NEVER_ASKED.items():
            yield f"- Not asked: `{operation}`, because {reason}"
        for name, steps in self.untold.items():
            yield f"- Not told to its end: {name}, {steps} steps are left"
        for number, found in enumerate(self._groups(), 1):
            yield from _section(number, found)


def _section(number: int, found: list[dict[str, Any]]) -> Iterator[str]:
    first = found[0]
    yield ""
    yield f"## {number}. {first['kind'].capitalize()}" + (f" `{first['place']}`" if first["place"] else "")
    yield ""
    yield f"It {first['verdict']}, in {len(found)} {'step' if len(found) == 1 else 'steps'}."
    yield ""
    yield f"- The server: `{first['server']}`"
    yield f"- Our sandbox: `{first['sandbox']}`" + (f", resting on {first['rests_on']}" if first["rests_on"] else "")
    for finding in dict.fromkeys(finding for one in found for finding in one["document"]):
        yield f"- The document: {finding}"
    yield ""
    for one in found[:SHOWN_STEPS]:
        yield f"    {one['probe']}, step {one['step']}: {one['request']}"
    if len(found) > SHOWN_STEPS:
        yield f"    and {len(found) - SHOWN_STEPS} more"
