"""The faults fit the project as it is, and the table tells of all of them."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.mutants.__main__ import main
from tests.mutants.faults import ROOMS, Fault, StaleFaultError, read_faults
from tests.mutants.judge import GENERATOR, Verdict
from tests.mutants.project import ROOT
from tests.mutants.table import TABLE, merged, read_verdicts, rendered, score

FAULTS = read_faults()
FOLDERS = {"sandbox": "sandbox/komoju_sandbox/", "document": "spec/"}
HANDWRITTEN = ("*.yaml", "schemas/*.yaml", "paths/*.yaml", "payment_details/*.yaml")


def test_every_fault_changes_one_place_of_its_file() -> None:
    stale = []
    for fault in FAULTS:
        try:
            fault.edited((ROOT / fault.file).read_text(encoding="utf-8"))
        except StaleFaultError as error:
            stale.append(str(error))
    assert stale == []


@pytest.mark.parametrize("room", ROOMS)
def test_there_are_many_faults_in_each_room_and_none_elsewhere(room: str) -> None:
    files = [fault.file for fault in FAULTS if fault.room == room]

    assert len(files) >= 80
    assert all(file.startswith(FOLDERS[room]) and "/dist/" not in file for file in files)


def test_every_fault_has_a_name_of_its_own_and_a_story_of_one_line() -> None:
    names = Counter(fault.name for fault in FAULTS)

    assert [name for name, count in names.items() if count > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    assert [fault.name for fault in FAULTS if not re.fullmatch(r"[A-Z`0-9][^\n]+\.", fault.story)] == []


def test_every_part_of_the_contract_has_a_fault() -> None:
    """All but the translations, which the lint compares with the texts."""
    found = {path.relative_to(ROOT) for pattern in HANDWRITTEN for path in (ROOT / "spec").glob(pattern)}
    written = {str(path) for path in found if not path.name.endswith(".overlay.yaml")}

    assert written - {fault.file for fault in FAULTS} == set()


def test_every_fault_was_found_or_is_proved_equivalent() -> None:
    verdicts = read_verdicts()

    assert list(verdicts) == [fault.name for fault in FAULTS if fault.name in verdicts]
    found = {name for name, verdict in verdicts.items() if verdict.by}
    assert [fault.name for fault in FAULTS if (fault.name in found) == bool(fault.equivalent)] == []


def test_the_tests_that_have_found_faults_are_there() -> None:
    """Otherwise each fault would cost the whole suite."""
    gone = set()
    for verdict in read_verdicts().values():
        if verdict.by and not verdict.by.startswith(GENERATOR):
            file, *names = verdict.by.partition("[")[0].split("::")
            text = (ROOT / file).read_text(encoding="utf-8") if (ROOT / file).is_file() else ""
            gone |= {verdict.by for name in names or [" "] if name not in text}
    assert gone == set()


def test_the_table_is_what_the_verdicts_say() -> None:
    assert TABLE.read_text(encoding="utf-8") == rendered(FAULTS, read_verdicts())


def test_seconds_stay_while_the_same_test_finds_a_fault() -> None:
    faults = [_fault("a"), _fault("b"), _fault("c"), _fault("d")]
    old = {"a": Verdict("t::x", 3), "b": Verdict("t::x", 3), "c": Verdict("t::x", 3), "gone": Verdict("t::x", 3)}
    new = {"a": Verdict("t::x", 5), "b": Verdict("t::y", 5), "d": Verdict(None, 0)}

    kept = merged(faults, old, new)

    assert kept == {"a": Verdict("t::x", 3), "b": Verdict("t::y", 5), "c": Verdict("t::x", 3), "d": Verdict(None, 0)}
    assert score(faults, kept) == "3 of 4 killed, 0 proved equivalent, 1 survive"


def test_what_survives_stands_in_the_table_in_the_open() -> None:
    faults = [_fault("a"), _fault("b"), _fault("c", equivalent="Nobody can tell.")]

    lines = rendered(faults, {"a": Verdict("t::x|y", 3), "b": Verdict(None, 0)}).splitlines()

    assert [line.split(" | ")[3:] for line in lines if line.startswith(("| a |", "| b |", "| c |"))] == [
        ["`t::x\\|y`", "3 |"],
        ["**survives**", " |"],
        ["equivalent: Nobody can tell.", " |"],
    ]


def test_a_seed_draws_the_same_faults_again(capsys: pytest.CaptureFixture[str]) -> None:
    def drawn(seed: str) -> list[str]:
        assert main(["--list", "--sample", "15", "--seed", seed]) == 0
        first, *lines = capsys.readouterr().out.splitlines()
        assert f"--seed {seed}" in first
        assert len(lines) == 15
        return lines

    assert drawn("one") == drawn("one") != drawn("two")


def _fault(name: str, equivalent: str = "") -> Fault:
    return Fault(name, "sandbox", "money", "A shop loses a yen.", "a.py", "+", "-", equivalent)
