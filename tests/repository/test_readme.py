"""The README says only what is true: its programs run as printed, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.repository.readme import README, programs
from tests.values import ROOT

SAID = (
    "Pay 1080 yen at the till with number",
    "Declined: Card declined. Ask the payer for another way to pay.",
    "1500 of 5400",
    "captured, but not refundable: Read the payment. Cash payments are refunded by hand.",
    "verified: payment.captured",
    "2 passed",
    "captured",
)


@pytest.mark.parametrize("number", range(len(SAID)))
def test_a_program_of_the_readme_runs_as_it_is_printed(
    number: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = programs()[number]
    with RunningSandbox(Settings(clock=datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC))) as sandbox:
        monkeypatch.setenv("KOMOJU_BASE_URL", sandbox.base_url)
        monkeypatch.setenv("KOMOJU_SECRET_KEY", sandbox.secret_key)
        moved = program.replace("http://127.0.0.1:8410/api/v1", sandbox.base_url)
        program_file = tmp_path / "test_program.py"
        program_file.write_text(moved, encoding="utf-8")
        runner = ["-m", "pytest", "-q"] if "def test_" in moved else []
        command = [sys.executable, *runner, str(program_file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert SAID[number] in done.stdout


def test_every_program_is_run() -> None:
    assert len(programs()) == len(SAID)


def test_the_first_payment_takes_ten_lines() -> None:
    assert len(programs()[0].strip().splitlines()) <= 12
    assert len([line for line in programs()[0].splitlines() if line.strip()]) <= 10


def test_every_make_command_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(
        re.findall(
            r"`make ([a-z-]+)`|^\$ (?:[A-Z_]+=\S+ )*make ([a-z-]+)", README.read_text(encoding="utf-8"), re.MULTILINE
        )
    )

    targets = {first or second for first, second in named}
    assert targets >= {"test", "check", "generate", "sandbox", "help", "bench", "contract", "contract-deep", "mutants"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_file_that_the_readme_names_exists() -> None:
    """All but what is made below build/."""
    for name in re.findall(r"`([\w/]+/|[\w/]+\.(?:md|yaml|py))`", README.read_text(encoding="utf-8")):
        if not name.startswith(("/", "build/")):
            assert (ROOT / name).exists(), name
