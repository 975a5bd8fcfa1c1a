"""The suite on a machine that lacks something: the rest runs, and what did not run is said. In CI that is an error."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import needs
from tests.postgres import find_binaries
from tests.values import ROOT

TESTS = """
import pytest

@pytest.mark.browser
def test_in_a_browser(): ...

@pytest.mark.postgres
@pytest.mark.parametrize("number", range(3))
def test_on_postgres(number): ...

def test_the_rest(): ...
"""
BARE = """
from pathlib import Path

from tests import postgres
from tests.needs import Needs

postgres.DEBIAN = Path("/nowhere")

def pytest_configure(config):
    config.pluginmanager.register(Needs())
"""
NO_BROWSER = "not run: 1 browser test. Install Chromium: apt-get install chromium"
NO_POSTGRES = "not run: 3 postgres tests. Install PostgreSQL: apt-get install postgresql"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """Write a suite of five tests, for a machine whose Debian has brought no PostgreSQL."""
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n  browser\n  postgres\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text(BARE, encoding="utf-8")
    (tmp_path / "test_all.py").write_text(TESTS, encoding="utf-8")
    return tmp_path


def run(suite: Path, *options: str, path: Path | str = "/nowhere", complete: str = "") -> tuple[int, str]:
    """Run the suite where only the programs of `path` are; gives the status and what was printed."""
    found = {"PATH": str(path), "PYTHONPATH": str(ROOT), needs.COMPLETE: complete, "PYTEST_ADDOPTS": ""}
    found["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # Plugins are slow to load, and only one has a part in this.
    command = [sys.executable, "-m", "pytest", "-p", "xdist", "-p", "no:cacheprovider", "--strict-markers", *options]
    done = subprocess.run(
        command, cwd=suite, env={**os.environ, **found}, capture_output=True, text=True, check=False, timeout=120
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("options", [(), ("-q",), ("-n", "2")], ids=["plain", "quiet", "in parallel"])
def test_what_is_missing_is_left_out_and_said_in_one_line_each(suite: Path, options: tuple[str, ...]) -> None:
    status, said = run(suite, *options)

    assert status == 0
    assert said.splitlines().count(NO_BROWSER) == said.splitlines().count(NO_POSTGRES) == 1
    assert "1 passed" in said
    assert "skipped" not in said


def test_only_what_is_missing_is_left_out(suite: Path, tmp_path: Path) -> None:
    """Here the browser is there, under the second of its names."""
    browser = tmp_path / "chromium-browser"
    browser.touch(mode=0o755)
    status, said = run(suite, path=tmp_path)

    assert status == 0
    assert "Chromium" not in said
    assert NO_POSTGRES in said
    assert "2 passed, 3 deselected" in said


def test_nothing_is_said_of_tests_that_were_not_asked_for(suite: Path) -> None:
    _, said = run(suite, "-k", "rest")

    assert "not run" not in said


@pytest.mark.parametrize("options", [(), ("-n", "2"), ("-k", "rest")], ids=["plain", "in parallel", "a part"])
def test_where_nothing_may_be_left_out_the_run_stops(suite: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """It says what is missing and how to get it, before any test has run."""
    for program in ("chromium", "curl"):
        (tmp_path / program).touch(mode=0o755)
    status, said = run(suite, *options, path=tmp_path, complete="1")

    assert status == pytest.ExitCode.USAGE_ERROR
    assert said.strip() == (
        "ERROR: KOMOJU_TESTS_COMPLETE is set, and PostgreSQL is missing. Install PostgreSQL: apt-get install postgresql"
    )


def test_every_need_has_its_marker(pytestconfig: pytest.Config) -> None:
    markers = {line.partition(":")[0] for line in pytestconfig.getini("markers")}

    assert {need.marker for need in needs.NEEDS} <= markers


def test_a_folder_without_the_server_is_not_taken_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The developers' package brings pg_config alone; of two versions the newer one is taken."""
    for version in ("9", "15", "16"):
        (tmp_path / version / "bin").mkdir(parents=True)
        for program in ("createdb", "initdb", "pg_ctl", "postgres")[: 4 if version != "16" else 3]:
            (tmp_path / version / "bin" / program).touch(mode=0o755)
    (tmp_path / "pg_config").write_text(f"#!/bin/sh\necho {tmp_path}/16/bin\n", encoding="utf-8")
    (tmp_path / "pg_config").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("tests.postgres.DEBIAN", tmp_path)

    assert find_binaries() == tmp_path / "15" / "bin"


def test_the_packages_that_ci_installs_are_those_of_what_is_missing() -> None:
    """`.ci/run` reads them."""
    command = [sys.executable, "-m", "tests.needs"]
    said = subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": "/nowhere"}, capture_output=True, check=True)

    assert said.stdout.split()[0] == b"chromium"
    assert "-m tests.needs" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
