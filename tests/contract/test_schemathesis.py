"""schemathesis over real HTTP, in all its phases and in both content types, against the target of `target.py`.

A failing run prints the report of the tool, with a curl line for each failure; the same run comes out the same again.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.contract.contract import DOCUMENT, ROOT, at_path, catalogue, document, operations
from tests.contract.laws import Sent
from tests.contract.numbers import documented, undocumented
from tests.contract.target import Target, running_target
from tests.contract.wire import FORM, JSON

NAMED = Target.from_environment() is not None
CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
RUNS = {"each operation alone": "examples,coverage,fuzzing", "along the links": "stateful"}
"""Two runs side by side, because what the tool learns in the first would make the second depend on it."""


@dataclass(frozen=True)
class Run:
    """What came of one run of the tool."""

    code: int
    report: str
    exchanges: list[dict[str, Any]]


def play(target: Target, phases: str, folder: Path) -> Run:
    """Run the tool over the target."""
    folder.mkdir()
    exchanges = folder / "exchanges.jsonl"
    exchanges.touch()
    command = [sys.executable, "-m", "schemathesis.cli", "--no-color", "--config-file", str(CONFIGURATION)]
    command += ["run", str(DOCUMENT), "--url", target.base_url, "--phases", phases]
    search = os.pathsep.join([str(ROOT), *sys.path])
    environment = {**os.environ, **target.environment, "KOMOJU_EXCHANGES": str(exchanges), "PYTHONPATH": search}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    lines = exchanges.read_text(encoding="utf-8").splitlines()
    return Run(done.returncode, done.stdout + done.stderr, [json.loads(line) for line in lines])


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """Both runs, side by side over targets of their own, or one after the other when the environment names one."""
    folder = tmp_path_factory.mktemp("schemathesis")
    with ExitStack() as stack, ThreadPoolExecutor(1 if NAMED else len(RUNS)) as pool:
        started = {
            name: pool.submit(play, stack.enter_context(running_target()), phases, folder / phases.replace(",", "-"))
            for name, phases in RUNS.items()
        }
        yield {name: run.result() for name, run in started.items()}


@pytest.fixture(scope="module")
def exchanges(runs: dict[str, Run]) -> list[dict[str, Any]]:
    """All exchanges of both runs."""
    return [exchange for run in runs.values() for exchange in run.exchanges]


@pytest.mark.parametrize("name", RUNS)
def test_the_tool_finds_no_failure_and_has_no_warning(runs: dict[str, Run], name: str) -> None:
    assert runs[name].code == 0, runs[name].report


def test_the_contract_allows_every_answer(exchanges: list[dict[str, Any]]) -> None:
    """Also those that no check of the tool looks at, such as its tries without a key."""
    assert [exchange for exchange in exchanges if exchange.get("findings")] == []


def test_only_documented_numbers_were_sent(exchanges: list[dict[str, Any]]) -> None:
    assert [exchange for exchange in exchanges if "refused" in exchange] == []
    for exchange in exchanges:
        sent = Sent(exchange["method"], exchange["path"], exchange["query"], {}, exchange["content"].encode())
        assert undocumented(sent) == [], exchange


def test_every_documented_number_was_sent(exchanges: list[dict[str, Any]]) -> None:
    contents = "\n".join(exchange["content"] for exchange in exchanges)
    assert [number for numbers in documented().values() for number in numbers if number not in contents] == []


def test_every_operation_succeeds_and_is_refused_in_both_content_types(exchanges: list[dict[str, Any]]) -> None:
    """Without it the suite could be green because nothing got through."""
    seen = Counter(
        (exchange["operation"], exchange["content_type"].partition(";")[0], exchange["status"] < 300)
        for exchange in exchanges
    )
    for operation in operations().values():
        kinds = [FORM, JSON] if operation.body else [""]
        for kind in kinds:
            for success in (True, False):
                assert seen[operation.id, kind, success] >= 5, (operation.id, kind, success)


def test_the_links_lead_to_every_operation_on_a_payment_or_a_customer(runs: dict[str, Run]) -> None:
    run = runs["along the links"]
    succeeded = Counter(exchange["operation"] for exchange in run.exchanges if exchange["status"] < 300)
    linked = {link["operationId"] for link in document()["components"]["links"].values()}
    wanted = {operation: 2 if "Customer" in operation else 10 for operation in linked}
    assert all(succeeded[operation] >= (1 if NAMED else times) for operation, times in wanted.items()), succeeded
    codes = {exchange["code"] for exchange in run.exchanges}
    assert set(document()["x-lifecycle"]["refusals"].values()) <= codes


def test_the_refusals_of_the_catalogue_were_met(exchanges: list[dict[str, Any]]) -> None:
    """All but those that need a fault of the service, which nobody can ask for, and those of unlisted values."""
    cannot_be_asked_for = {"request_failed", "forbidden", "invalid_account", "invalid_password"}
    cannot_be_asked_for |= {code for code, said in catalogue().items() if said["family"] == "service"}
    met = {exchange["code"] for exchange in exchanges}
    assert set(catalogue()) - met == cannot_be_asked_for


def test_every_configured_name_exists() -> None:
    """The tool passes over most misspelt names."""
    configured = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    assert set(configured["auth"]["openapi"]) <= set(document()["components"]["securitySchemes"])
    assert configured["hooks"] == "tests.contract.hooks"
    for section in configured.get("operations", ()):
        assert section["include-operation-id"] in operations()
    from schemathesis import checks

    checks.load_all_checks()
    assert set(configured["checks"]) <= set(checks.CHECKS.get_all_names())
    assert not any(check.get("enabled") is False for check in configured["checks"].values())


def test_every_path_of_the_document_is_found_again() -> None:
    for operation in operations().values():
        names = re.findall(r"\{(.*?)\}", operation.path)
        methods, values = at_path(re.sub(r"\{.*?\}", "a b%2F", operation.path))
        assert methods[operation.method] == operation
        assert values == dict.fromkeys(names, "a b/")
