"""Every fact is proved by a test that cites it, and every cite names a fact. The suite is collected once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.provenance import __main__ as command
from tests.provenance import ledger
from tests.provenance.collecting import Citations, CollectionError, collect
from tests.provenance.report import Report
from tests.values import ROOT

CHOICES = {"kept": {"choice": "So."}, "outside": {"choice": "So.", "beside": "It is elsewhere."}}


@pytest.fixture(scope="module")
def told() -> Any:
    """What `python -m tests.provenance --json` prints."""
    command = [sys.executable, "-m", "tests.provenance", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.stderr == ""
    assert done.returncode == 0, json.loads(done.stdout)["gaps"]
    return json.loads(done.stdout)


def test_every_fact_is_cited_by_a_test(told: Any) -> None:
    """By one that is there, in this repository."""
    shown = {fact["name"]: fact["tests"] for section in told["sections"] for fact in section["facts"]}
    assert list(shown) == list(ledger.facts())
    assert [name for name, tests in shown.items() if not tests] == []
    for test in {test for tests in shown.values() for test in tests}:
        path, _, name = test.partition("::")
        assert f"def {name.rpartition('::')[2]}(" in (ROOT / path).read_text(encoding="utf-8"), test


def test_every_choice_is_cited_by_a_test_or_stands_beside(told: Any) -> None:
    """And a fact that rests on a choice by a test that cites both."""
    assert [name for name, row in told["choices"].items() if not row["tests"] and "beside" not in row] == []
    assert told["gaps"] == {
        "facts without a test": [],
        "cites of nothing": [],
        "choices without a test": [],
        "facts whose choice none of their tests cites": [],
    }


def cited() -> Citations:
    """Citations that leave nothing to wish for."""
    found = Citations()
    for name, fact in ledger.facts().items():
        found.facts[name].add("tests/test_it.py::test_it")
        found.both |= {(name, choice) for choice in fact.choices}
    found.choices["kept"].add("tests/test_it.py::test_it")
    return found


def test_nothing_is_missing_where_everything_is_cited() -> None:
    report = Report(cited(), CHOICES)
    assert not any(report.gaps.values())
    assert (
        list(report.as_text())[-1]
        == f"{len(ledger.facts())} of {len(ledger.facts())} facts are proved by tests that cite them"
    )


def test_each_gap_is_found() -> None:
    """A fact without a test, a cite of nothing, a choice without a test, a fact whose choice nobody cites."""
    citations = cited()
    citations.facts["23"].clear()
    citations.facts[5].add("tests/test_it.py::test_ambiguous")
    citations.facts[2].add("tests/test_it.py::test_blank")
    citations.choices["unknown"].add("tests/test_it.py::test_unknown")
    del citations.choices["kept"]
    citations.both.remove(("585", "invalid-card-code"))
    report = Report(citations, CHOICES)
    assert report.gaps == {
        "facts without a test": ["23"],
        "cites of nothing": ["2", "5", "unknown"],
        "choices without a test": ["kept"],
        "facts whose choice none of their tests cites": ["585 (invalid-card-code)"],
    }
    text = "\n".join(report.as_text())
    assert "facts without a test: 23" in text
    assert "by nothing" in text
    assert "outside: 0 tests (beside every answer: It is elsewhere.)" in text


def test_the_marks_of_a_test_are_read_with_those_of_its_parameters(pytester: pytest.Pytester) -> None:
    """All sets of parameters count as one test, and a test that is left out counts too."""
    pytester.makepyfile(
        test_marked="""
        import pytest

        @pytest.mark.choice("luhn")
        @pytest.mark.parametrize("row", [1, pytest.param(2, marks=pytest.mark.documented(23, "5a"))])
        def test_rows(row): ...

        @pytest.mark.documented(24)
        class TestMore:
            @pytest.mark.documented(25)
            def test_inside(self): ...

        def test_plain(): ...
        """
    )
    pytester.makeini("[pytest]\nmarkers =\n  documented(*facts): x\n  choice(*names): x\n")
    found = Citations()
    assert pytester.inline_run("--collect-only", "-k", "plain", plugins=[found]).ret == 0
    rows, inside = "test_marked.py::test_rows", "test_marked.py::TestMore::test_inside"
    assert dict(found.facts) == {23: {rows}, "5a": {rows}, 24: {inside}, 25: {inside}}
    assert dict(found.choices) == {"luhn": {rows}}
    assert found.both == {(23, "luhn"), ("5a", "luhn")}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_ends_with_1_when_something_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """And prints the report all the same."""
    monkeypatch.setattr(sys, "argv", ["provenance", *options])
    monkeypatch.setattr(command, "collect", Citations)
    assert command.main() == 1
    assert "facts without a test" in capsys.readouterr().out


def test_the_command_says_why_a_suite_cannot_be_collected(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Citations:
        raise CollectionError("a broken import")

    monkeypatch.setattr(sys, "argv", ["provenance"])
    monkeypatch.setattr(command, "collect", fail)
    assert command.main() == 1
    assert capsys.readouterr() == ("", "a broken import\n")


def test_a_suite_that_cannot_be_collected_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pytest said is kept."""

    def refuse(*_: object, **__: object) -> pytest.ExitCode:
        sys.stdout.write("ERROR tests/test_broken.py")
        return pytest.ExitCode.INTERRUPTED

    monkeypatch.setattr(pytest, "main", refuse)
    with pytest.raises(CollectionError, match="test_broken"):
        collect()


def test_the_command_tells_another_text_from_the_one_that_was_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "text.txt"
    other.write_text("Something else\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["provenance", "--text", str(other)])
    assert command.main() == 1
    assert "2 lines instead of 957" in capsys.readouterr().err
