"""`.ci/run` installs what the tests need of the machine, and runs everything that a newcomer is told to run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.values import ROOT

RECORD = '#!/bin/sh\necho "${0##*/} $* complete=$KOMOJU_TESTS_COMPLETE $DEBIAN_FRONTEND" >> "$RECORD"\n'
SUDO = '#!/bin/sh\n[ "$1" = -n ] && shift && exec "$@"\n'
APT = "apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"


def run(folder: Path, missing: str) -> tuple[int, list[str]]:
    """Run it among programs that only write down their calls; gives the status and the calls."""
    programs = {
        "bin/make": RECORD,
        "bin/apt-get": RECORD,
        "bin/sudo": SUDO,
        ".venv/bin/python": f"#!/bin/sh\n[ \"$*\" = '-m tests.needs' ] || exit 3\nprintf '{missing}'\n",
    }
    for name, text in programs.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o755)
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    record = folder / "record"
    found = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "RECORD": str(record), "DEBIAN_FRONTEND": ""}
    done = subprocess.run([folder / ".ci" / "run"], env={**os.environ, **found}, check=False)
    return done.returncode, record.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("missing", ["", "chromium\\npostgresql\\n"])
def test_it_installs_what_is_missing_and_leaves_nothing_out(tmp_path: Path, missing: str) -> None:
    status, calls = run(tmp_path, missing)

    assert status == 0
    assert calls[0] == "make setup complete=1 "
    steps = ["make", "make check", "make docs", "make diff"]
    steps += ["make test", "make languages", "make mutants FAULTS=--sample 15"]
    last = calls[-len(steps) :]
    assert [call.partition(" complete=1")[0].rstrip() for call in last] == steps
    assert all("complete=1" in call for call in last)
    assert calls[1 : -len(steps)] == (
        [
            f"{APT} update complete=1 noninteractive",
            f"{APT} install --no-install-recommends chromium postgresql complete=1 noninteractive",
        ]
        if missing
        else []
    )


def test_it_fails_where_what_is_missing_cannot_be_told(tmp_path: Path) -> None:
    """And runs nothing more."""
    status, calls = run(tmp_path, "' && exit 7 #")

    assert status == 7
    assert calls == ["make setup complete=1 "]
