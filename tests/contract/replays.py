"""A plugin for pytest: each failure ends with the one command that shows it again."""

from __future__ import annotations

import shlex

import pytest

from tests.contract.effort import EXAMPLES, IS_SEEDED, SEED, USUAL_EXAMPLES


def command(test: str) -> str:
    """Give the command that runs a test again as it was run."""
    seed = ["--seed", str(SEED)] if IS_SEEDED else []
    more = ["--max-examples", str(EXAMPLES)] if EXAMPLES != USUAL_EXAMPLES else []
    return shlex.join(["python", "-m", "tests.contract", *seed, *more, "--only", test])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the commands."""
    wrong = [*terminalreporter.getreports("failed"), *terminalreporter.getreports("error")]
    if wrong:
        terminalreporter.section("shown again by")
    for report in wrong:
        terminalreporter.write_line(command(report.nodeid))
