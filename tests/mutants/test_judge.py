"""The judge, tried on a project of a few lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.faults import Fault, StaleFaultError, read_faults
from tests.mutants.hunt import hunt
from tests.mutants.judge import HANGS, Judge, Verdict
from tests.mutants.project import Project, ProjectError, Stage

FILES = {
    "code/till.py": """def total(amount, tax):
    return amount + tax

def greeting():
    return "Welcome"
""",
    "code/build.py": """import sys
from pathlib import Path
amount = int(Path("price.txt").read_text())
if amount < 0:
    sys.exit("price.txt:1: no-debts: a price below zero")
Path("built.txt").write_text(str(amount))
""",
    "price.txt": "100",
    "built.txt": "100",
    "tests/test_till.py": """import pytest
from pathlib import Path
from till import total

@pytest.mark.parametrize("tax", [0, 8])
def test_total(tax):
    assert total(100, tax) == 100 + tax

def test_nothing():
    assert total(0, 0) == 0

def test_price():
    assert Path("built.txt").read_text() == "100"
""",
}
SUITE = "tests/test_till.py"
FINDER = f"{SUITE}::test_total[8]"
TAX = Fault("no-tax", "sandbox", "money", "A shop pays the tax.", "code/till.py", "amount + tax", "amount")
GREETING = Fault("rude", "sandbox", "words", "A customer is not welcome.", "code/till.py", '"Welcome"', '"Go"')


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Write the project."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    root = tmp_path / "root"
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    whole = (Stage("all", ("tests",)),)
    return Project(
        root=root,
        files=lambda _: list(FILES),
        packages={"till": "code"},
        stages={"sandbox": whole, "document": whole},
        build=("build",),
    )


@pytest.fixture
def judged(project: Project, tmp_path: Path) -> Callable[..., dict[str, Verdict]]:
    """Hunt for faults in the project."""

    def look(*faults: Fault, known: dict[str, Verdict] | None = None) -> dict[str, Verdict]:
        told: dict[str, Verdict] = {}
        found = hunt(
            judge(project, tmp_path),
            list(faults),
            known or {},
            2,
            lambda fault, verdict: told.update({fault.name: verdict}),
        )
        assert told == found
        return found

    return look


def judge(project: Project, folder: Path) -> Judge:
    """Copy the project, to be judged."""
    (folder / "place").mkdir()
    return Judge(project, folder / "place")


def test_a_fault_is_killed_by_a_test_or_survives(judged: Callable[..., dict[str, Verdict]]) -> None:
    found = judged(TAX, GREETING)

    assert found["no-tax"].by == FINDER
    assert found["no-tax"].seconds >= 1
    assert found["rude"] == Verdict(None, 0)


def test_the_test_that_has_found_a_fault_is_asked_first(judged: Callable[..., dict[str, Verdict]]) -> None:
    """Where it finds nothing now, or is gone, the whole suite is asked."""
    again = replace(TAX, name="again")
    known = {"no-tax": Verdict(f"{SUITE}::test_nothing", 1), "again": Verdict(f"{SUITE}::test_old", 1)}

    found = judged(TAX, again, known=known)

    assert [verdict.by for verdict in found.values()] == [FINDER, FINDER]


def test_a_known_finder_is_enough(judged: Callable[..., dict[str, Verdict]], project: Project) -> None:
    """The rest of the suite does not run then, or it would be seen that it fails."""
    with (project.root / "tests/test_till.py").open("a", encoding="utf-8") as suite:
        suite.write("\ndef test_broken():\n    assert False\n")

    assert judged(TAX, known={"no-tax": Verdict(FINDER, 1)})["no-tax"].by == FINDER


@pytest.mark.parametrize("known", [{}, {"no-tax": Verdict(FINDER, 1)}], ids=["whole suite", "known test"])
def test_nothing_is_scored_by_a_suite_that_fails_anyway(
    judged: Callable[..., dict[str, Verdict]], project: Project, known: dict[str, Verdict]
) -> None:
    path = project.root / "code/till.py"
    path.write_text(FILES["code/till.py"].replace("amount + tax", "amount"), encoding="utf-8")
    fault = replace(TAX, find="return amount", replace="return 2 * amount")

    with pytest.raises(ProjectError, match="fails without any fault"):
        judged(fault, known=known)


def test_a_fault_of_the_document_is_built_first(judged: Callable[..., dict[str, Verdict]]) -> None:
    """What the generator refuses is killed by its rule; everything else has to be found by a test."""
    cheap = Fault("cheap", "document", "money", "A shop sells too cheaply.", "price.txt", "100", "10")

    found = judged(cheap, replace(cheap, name="debts", replace="-100"))

    assert found["cheap"].by == "tests/test_till.py::test_price"
    assert found["debts"].by == "generator: no-debts"


def test_a_suite_that_does_not_end_is_a_find(project: Project, tmp_path: Path) -> None:
    endless = replace(TAX, find="    return amount + tax", replace="    while True:\n        pass")

    assert judge(replace(project, seconds=1), tmp_path).by_suite(endless).by == HANGS


def test_a_module_that_cannot_be_loaded_is_a_find(project: Project, tmp_path: Path) -> None:
    unloadable = replace(TAX, find="def total", replace="def sum_up")

    assert judge(project, tmp_path).by_suite(unloadable).by == SUITE


def test_a_fault_that_does_not_fit_is_an_error(project: Project, tmp_path: Path) -> None:
    with pytest.raises(StaleFaultError, match="2 times"):
        judge(project, tmp_path).by_suite(replace(TAX, find="amount", replace="price"))


def test_a_copy_that_would_test_another_package_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="would test another json"):
        judge(replace(project, packages={"json": "code"}), tmp_path)


def test_faults_are_read_room_by_room_and_theme_by_theme(tmp_path: Path) -> None:
    entry = "- name: {}\n  story: A shop loses.\n  file: a.py\n  find: |2-\n      one\n    two\n  replace: three\n"
    for place, name in (("document/errors", "c"), ("sandbox/tokens", "b"), ("sandbox/money", "a")):
        path = tmp_path / f"{place}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(entry.format(name), encoding="utf-8")

    found = read_faults(tmp_path)

    assert [(fault.name, fault.room, fault.theme) for fault in found] == [
        ("a", "sandbox", "money"),
        ("b", "sandbox", "tokens"),
        ("c", "document", "errors"),
    ]
    assert {fault.find for fault in found} == {"  one\ntwo"}
