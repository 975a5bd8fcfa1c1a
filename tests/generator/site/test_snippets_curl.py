"""Every scenario in curl: pasted into a shell as it stands, it makes the call of the document and prints the reply."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.generator.site.stage import Shown, Stage, bash, programs, shown, stage

pytestmark = pytest.mark.curl


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Stage]:
    with stage() as found:
        yield found


@pytest.mark.parametrize("wanted", shown(), ids=str)
def test_it_plays_in_a_shell(wanted: Shown, sandbox: Stage, tmp_path: Path) -> None:
    """What was sent arrived as a form, and the reply has the keys and the lasting values of the document."""
    done = bash(sandbox.set_for(programs()[wanted.key].curl), tmp_path)

    assert done.returncode == 0, done.stderr
    reply = json.loads(done.stdout)
    assert list(reply) == list(wanted.reply)
    assert sandbox.wrong(wanted, str(reply), "form") is None


def test_it_stops_where_the_first_call_is_refused(sandbox: Stage, tmp_path: Path) -> None:
    program = programs()["capturePayment", "capture"].curl
    assert program.count("amount=1000") == 1

    done = bash(sandbox.set_for(program.replace("amount=1000", "amount=none")), tmp_path)

    assert done.returncode != 0
    assert done.stdout == ""
