"""Programs of users: mypy, pyright and pyrefly, all strict, accept the right ones and refuse each of the wrong ones.

A wrong program has one fault, on the line that ends in `# refused: ...`. Every checker sees it there and nowhere else.
"""

from __future__ import annotations

import runpy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.typing.checkers import CHECKERS, HERE, RIGHT, WRONG, Finding, findings

MARK = "  # refused: "
Said = dict[str, dict[str, list[Finding]]]


def marked_lines(program: Path) -> set[int]:
    """Give the numbers of the lines that must be refused."""
    lines = program.read_text(encoding="utf-8").splitlines()
    return {number for number, line in enumerate(lines, start=1) if MARK in line}


@pytest.fixture(scope="module")
def said() -> Said:
    """What each checker says of each program."""
    return findings()


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("program", RIGHT, ids=lambda path: path.stem)
def test_a_right_program_is_accepted(said: Said, program: Path, checker: str) -> None:
    assert [str(finding) for finding in said[checker][program.name]] == []


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("program", WRONG, ids=lambda path: path.stem)
def test_a_wrong_program_is_refused_at_its_fault_and_nowhere_else(said: Said, program: Path, checker: str) -> None:
    found = said[checker][program.name]

    assert {finding.line for finding in found} == marked_lines(program), list(map(str, found))


@pytest.mark.parametrize("program", WRONG, ids=lambda path: path.stem)
def test_a_wrong_program_has_one_fault_and_says_which(program: Path) -> None:
    assert len(marked_lines(program)) == 1


@pytest.mark.parametrize("program", RIGHT, ids=lambda path: path.stem)
def test_a_right_program_also_runs(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the checkers accept is not only well typed: it does its work against the sandbox."""
    with RunningSandbox(Settings(clock=datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC))) as sandbox:
        monkeypatch.setenv("KOMOJU_BASE_URL", sandbox.base_url)
        monkeypatch.setenv("KOMOJU_SECRET_KEY", sandbox.secret_key)
        runpy.run_path(str(program), run_name="__main__")


def test_no_program_silences_a_checker() -> None:
    for program in [*RIGHT, *WRONG]:
        text = program.read_text(encoding="utf-8")
        assert "ignore" not in text, program.name
        assert "cast(" not in text, program.name
    assert len(RIGHT) >= 10
    assert len(WRONG) >= 40
    assert sorted(HERE.glob("*/*.py")) == [*RIGHT, *WRONG]
    assert len({program.name for program in [*RIGHT, *WRONG]}) == len([*RIGHT, *WRONG])
