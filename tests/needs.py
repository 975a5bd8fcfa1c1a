"""What some tests need from the machine: a browser, curl, a database server.

Where one is missing, the tests marked for it are left out, and the last lines of the run say so, with how to get it.
Where `KOMOJU_TESTS_COMPLETE` is set, as CI does, nothing may be left out: what is missing stops the run.
`python -m tests.needs` prints the Debian packages of what is missing.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import postgres

COMPLETE = "KOMOJU_TESTS_COMPLETE"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> Path | None:
    """Find the browser that the machine brings; null where there is none."""
    return _find(*BROWSERS)


def find_curl() -> Path | None:
    """Find curl; null where there is none."""
    return _find("curl")


def _find(*names: str) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


@dataclass(frozen=True)
class Need:
    """Something that the tests with a marker need."""

    marker: str
    name: str
    package: str
    """The Debian package that brings it."""
    find: Callable[[], Path | None]

    @property
    def advice(self) -> str:
        """How to get it."""
        return f"Install {self.name}: apt-get install {self.package}"


NEEDS = (
    Need("browser", "Chromium", "chromium", find_chromium),
    Need("curl", "curl", "curl", find_curl),
    Need("postgres", "PostgreSQL", "postgresql", postgres.find_binaries),
)


class Needs:
    """The plugin that leaves out what cannot run here."""

    def __init__(self) -> None:
        self._left_out: Counter[str] = Counter()

    def pytest_configure(self) -> None:
        """Refuse to leave anything out where nothing may be. Raises `UsageError`."""
        missing = [need for need in NEEDS if not need.find()]
        if missing and os.environ.get(COMPLETE):
            raise pytest.UsageError(
                *(f"{COMPLETE} is set, and {need.name} is missing. {need.advice}" for need in missing)
            )

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Take away those of the chosen tests whose need is not met."""
        for need in NEEDS:
            marked = [item for item in items if item.get_closest_marker(need.marker)]
            if not marked or need.find():
                continue
            self._left_out[need.marker] = len(marked)
            config.hook.pytest_deselected(items=marked)
            items[:] = [item for item in items if item not in marked]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say in one line each what was not run."""
        for need in NEEDS:
            if count := self._left_out[need.marker]:
                tests = "test" if count == 1 else "tests"
                terminalreporter.write_line(f"not run: {count} {need.marker} {tests}. {need.advice}", yellow=True)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """In a parallel worker, tell the process that writes the summary."""
        told: dict[str, Any] = getattr(session.config, "workeroutput", {})
        told["left_out"] = dict(self._left_out)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker told: each of them collects, and leaves out, the same. One that died told nothing."""
        told: dict[str, Any] = getattr(node, "workeroutput", {})
        self._left_out.update(Counter(told.get("left_out", {})) - self._left_out)


if __name__ == "__main__":
    sys.stdout.writelines(f"{need.package}\n" for need in NEEDS if not need.find())
