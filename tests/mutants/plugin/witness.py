"""A plugin of pytest that writes down which test failed first, and which part of the suite could not be loaded."""

from __future__ import annotations

from pathlib import Path

import pytest


class Witness:
    """Keeps a file with the node ids of what failed, one in a line."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed, whether in itself or in what it is given."""
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a module that could not be loaded."""
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{report.nodeid}\n")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Ask where to write."""
    parser.addoption("--witness", type=Path, required=True)


def pytest_configure(config: pytest.Config) -> None:
    """Start to look on."""
    config.pluginmanager.register(Witness(config.getoption("--witness")))
