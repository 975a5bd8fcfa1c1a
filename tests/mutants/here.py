"""The repository that faults are put into: its files, and its suite in the order that is soonest done."""

from __future__ import annotations

from tests.mutants.project import ROOT, Project, Stage, tracked

SLOW = (
    "tests/sandbox/storage",
    "tests/sandbox/test_plugin.py",
    "tests/sandbox/test_slow_clients.py",
    "tests/sandbox/test_control_schemathesis.py",
    "tests/sandbox/browser",
)
CONTRACT = Stage("contract", ("tests/contract",))
SANDBOX = Stage("sandbox", ("tests/sandbox", *(f"--ignore={path}" for path in SLOW)))
SPEC = Stage("document", ("tests/spec", "tests/generator"))
CLIENT = Stage("client", ("tests/client",))
STORAGE = Stage("storage and other slow tests", SLOW[:-1])
REST = Stage("the rest", ("tests/repository", "tests/packaging", "tests/typing", "tests/benchmarks", SLOW[-1]))
# Without tests/mutants, which looks for the faults in the files and would find every one.
HERE = Project(
    root=ROOT,
    files=tracked,
    packages={"komoju": "generated_client", "komoju_sandbox": "sandbox"},
    stages={
        "sandbox": (SANDBOX, CONTRACT, STORAGE, CLIENT, SPEC, REST),
        "document": (SPEC, SANDBOX, CLIENT, CONTRACT, STORAGE, REST),
    },
    near_rooms=("tests/sandbox", "tests/contract", "tests/spec"),
    build=("generator",),
)
