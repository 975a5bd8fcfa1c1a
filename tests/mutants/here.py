"""The repository that faults are put into: its files, and its suite in the order that is soonest done."""

from __future__ import annotations

from pathlib import Path

from tests.mutants.project import ROOT, Project, Stage, tracked

SLOW = (
    "tests/contract/test_any_value.py",
    "tests/contract/test_fault_schedule.py",
    "tests/contract/test_money_safety.py",
    "tests/contract/test_schemathesis.py",
    "tests/contract/test_stories.py",
    "tests/sandbox/storage/test_delivery.py",
    "tests/sandbox/storage/test_workers.py",
    "tests/sandbox/test_control_schemathesis.py",
    "tests/sandbox/test_lifecycle.py",
    "tests/sandbox/test_plugin.py",
    "tests/sandbox/test_slow_clients.py",
)
BROWSER = "tests/sandbox/browser"
SANDBOX = Stage("sandbox", ("tests/sandbox", "tests/contract", *(f"--ignore={path}" for path in (*SLOW, BROWSER))))
TRANSLATED = ("tests/spec/test_translations.py", "tests/generator/test_translations.py", "tests/generator/site")
ORIGINAL = tuple(f"--ignore={path}" for path in TRANSLATED)
DOCUMENT = Stage("document", ("tests/spec", "tests/provenance", *ORIGINAL))
OTHERS = ("client", "generator", "repository", "packaging", "typing", "benchmarks")
REST = Stage("the rest", (*(f"tests/{room}" for room in OTHERS), *ORIGINAL))


def original(root: Path) -> list[str]:
    """List the files of the repository but for the translations, which the lint compares with every text.

    A fault that also changes a text would be found by that alone, and no test would have to find the fault itself.
    """
    return [name for name in tracked(root) if not name.endswith(".overlay.yaml")]


# Without tests/mutants, which looks for the faults in the files and would find every one.
HERE = Project(
    root=ROOT,
    files=original,
    packages={"komoju": "generated_client", "komoju_sandbox": "sandbox"},
    stages={
        "sandbox": (SANDBOX, Stage("slow", SLOW), DOCUMENT, REST, Stage("browser", (BROWSER,))),
        "document": (DOCUMENT, SANDBOX, Stage("slow", SLOW), REST, Stage("browser", (BROWSER,))),
    },
    near_rooms=("tests/sandbox", "tests/contract", "tests/spec", "tests/provenance"),
    far=(*SLOW, BROWSER),
    build=("generator",),
)
