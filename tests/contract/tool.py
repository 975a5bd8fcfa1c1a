"""How schemathesis is run: its command for each operation alone, and its state machine for journeys along the links.

Each run is a process of its own, because the tool keeps what it is told in the process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.contract.contract import DOCUMENT, ROOT
from tests.contract.effort import SEED, examples
from tests.contract.target import Target

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
ALONE = "each operation alone"
JOURNEYS = "along the links"
FUZZED = 40
"""How many requests the tool usually makes up for each operation, beside those that examples and limits give."""


@dataclass(frozen=True)
class Run:
    """What came of one run of the tool."""

    code: int
    report: str
    lines: list[dict[str, Any]]
    """What the gate wrote down."""

    @property
    def exchanges(self) -> list[dict[str, Any]]:
        """Every request, with its answer."""
        return [line for line in self.lines if "method" in line]

    def noted(self, kind: str) -> list[Any]:
        """What else was written down: each `visit` of a payer, each finding of the tool that was `excepted`."""
        return [line[kind] for line in self.lines if kind in line]


def command(name: str, target: Target) -> list[str]:
    """Give the command of a run."""
    if name == JOURNEYS:
        return [sys.executable, "-W", "error", "-m", "tests.contract.journeys"]
    tool = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(CONFIGURATION)]
    phases = ["--phases", "examples,coverage,fuzzing", "--max-examples", str(examples(FUZZED)), "--seed", str(SEED)]
    return [*tool, "run", str(DOCUMENT), "--url", target.base_url, *phases]


def play(name: str, target: Target, folder: Path) -> Run:
    """Run the tool over the target. In the folder are its exchanges then, and its report."""
    folder.mkdir(parents=True)
    exchanges = folder / "exchanges.jsonl"
    exchanges.touch()
    search = os.pathsep.join([str(ROOT), *sys.path])
    environment = {**os.environ, **target.environment, "KOMOJU_EXCHANGES": str(exchanges), "PYTHONPATH": search}
    done = subprocess.run(
        command(name, target), cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    report = done.stdout + done.stderr
    (folder / "report.txt").write_text(report, encoding="utf-8")
    lines = exchanges.read_text(encoding="utf-8").splitlines()
    return Run(done.returncode, report, [json.loads(line) for line in lines])
