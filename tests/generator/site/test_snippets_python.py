"""Every scenario in Python: the program makes the call of the document, and prints what the reply says."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.site.snippets.place import BASE_URL
from tests.generator.site.programs import main
from tests.generator.site.stage import Shown, Stage, programs, shown, stage
from tests.values import ROOT

LATER = datetime(2037, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Stage]:
    with stage() as found:
        yield found


def run(program: str) -> None:
    """Run a program in a namespace of its own."""
    exec(compile(program, "<snippet>", "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("wanted", shown(), ids=str)
def test_it_plays(wanted: Shown, sandbox: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    run(sandbox.set_for(programs()[wanted.key].python))

    assert sandbox.wrong(wanted, capsys.readouterr().out, "form") is None


def test_all_of_them_play_for_years(capsys: pytest.CaptureFixture[str]) -> None:
    """The cards of the documentation expired in 2018; those of the programs have not."""
    with stage(LATER) as later:
        for scenario in programs().values():
            run(later.set_for(scenario.python))
            assert capsys.readouterr().out, scenario.name


def test_it_plays_as_a_file(sandbox: Stage, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(sandbox.set_for(programs()["showEvent", "show"].python), encoding="utf-8")

    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True, check=True, cwd=tmp_path)

    assert len(done.stdout.splitlines()) == 2
    assert "payment.captured" in done.stdout


def test_types_and_style_of_all_of_them_are_sound(tmp_path: Path) -> None:
    """By mypy in its strictest form; `make types` has other checkers look as well."""
    main(tmp_path)
    files = sorted(map(str, tmp_path.glob("*.py")))
    assert len(files) == len(shown())
    command = [sys.executable, "-m", "mypy", "--cache-dir", ".mypy_cache/snippets", "--strict", *files]

    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout


def test_they_call_the_sandbox_where_it_listens() -> None:
    assert BASE_URL == "http://127.0.0.1:8410/api/v1"
    for scenario in programs().values():
        for program in (scenario.curl, scenario.python, scenario.typescript):
            assert BASE_URL in program
            assert "komoju-mart:" in program or '"komoju-mart"' in program
