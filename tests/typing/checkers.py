"""The type checkers that users run, each as a user runs it: strictly, in the environment that has the package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.values import ROOT

HERE = Path(__file__).resolve().parent
RIGHT = sorted((HERE / "right").glob("*.py"))
WRONG = sorted((HERE / "wrong").glob("*.py"))
PROGRAMS = [*RIGHT, *WRONG]


class Finding(NamedTuple):
    """What a checker says about one line of a program."""

    program: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.program}:{self.line}: {self.message}"


def run(module: str, *arguments: str | Path) -> str:
    """Run a checker of this environment. A run that ends neither with findings nor without any is an error."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, f"{module} broke:\n{done.stdout}{done.stderr}"
    return done.stdout


def _mypy() -> list[Finding]:
    strictly = ["--config-file=", "--strict", "--warn-unreachable", "--cache-dir", ROOT / ".mypy_cache" / "typing"]
    lines = run("mypy", *strictly, "--output", "json", *PROGRAMS).splitlines()
    found: list[dict[str, Any]] = [json.loads(line) for line in lines]
    return [Finding(Path(item["file"]).name, item["line"], item["message"]) for item in found]


def _pyright() -> list[Finding]:
    options = ["--project", HERE / "pyrightconfig.json", "--pythonpath", sys.executable, "--outputjson"]
    reply: dict[str, Any] = json.loads(run("pyright", *options))
    assert reply["summary"]["filesAnalyzed"] == len(PROGRAMS)
    return [
        Finding(Path(item["file"]).name, item["range"]["start"]["line"] + 1, item["message"])
        for item in reply["generalDiagnostics"]
    ]


def _pyrefly() -> list[Finding]:
    options = ["--config", HERE / "pyrefly.toml", "--python-interpreter-path", sys.executable]
    reply: dict[str, Any] = json.loads(run("pyrefly", "check", *options, "--output-format", "json", *PROGRAMS))
    return [Finding(Path(item["path"]).name, item["line"], item["description"]) for item in reply["errors"]]


CHECKERS = {"mypy": _mypy, "pyright": _pyright, "pyrefly": _pyrefly}


def findings() -> dict[str, dict[str, list[Finding]]]:
    """Run each checker once over all programs; give what it found, by checker and by program."""
    said = {name: checker() for name, checker in CHECKERS.items()}
    programs = {path.name for path in PROGRAMS}
    elsewhere = [str(finding) for found in said.values() for finding in found if finding.program not in programs]
    assert elsewhere == []
    return {
        name: {program: [finding for finding in found if finding.program == program] for program in programs}
        for name, found in said.items()
    }
