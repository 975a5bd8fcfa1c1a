"""schemathesis over real HTTP, in all its phases and in both content types.

A failing run prints the report of the tool; the same run, with the same seed, comes out the same again.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from schemathesis import checks
from schemathesis.config import ChecksConfig

from tests.contract.contract import at_path, catalogue, document, lifecycle, operations, transitions
from tests.contract.effort import RECORDS_VARIABLE
from tests.contract.exceptions import EXCEPTIONS
from tests.contract.gate import PAYER, STRANGER
from tests.contract.judge import PARTLY_REFUNDED
from tests.contract.laws import Sent
from tests.contract.numbers import documented, undocumented
from tests.contract.target import fresh_target
from tests.contract.tool import ALONE, CONFIGURATION, JOURNEYS, Run, play
from tests.contract.wire import FORM, JSON

RUNS = (ALONE, JOURNEYS)
"""Two runs side by side, because what the tool learns in the first would make the second depend on it."""


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Run]]:
    """Both runs, side by side over sandboxes of their own."""
    named = os.environ.get(RECORDS_VARIABLE)
    folder = Path(named) if named else tmp_path_factory.mktemp("schemathesis")
    with ExitStack() as stack, ThreadPoolExecutor(len(RUNS)) as pool:
        started = {
            name: pool.submit(play, name, stack.enter_context(fresh_target()), folder / name.replace(" ", "-"))
            for name in RUNS
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
        sent = Sent(
            exchange["method"],
            exchange["path"],
            exchange["query"],
            {},
            exchange["content"].encode("utf-8", "surrogateescape"),
        )
        assert undocumented(sent) == [], exchange


def test_every_documented_number_was_sent(exchanges: list[dict[str, Any]]) -> None:
    contents = "\n".join(exchange["content"] for exchange in exchanges)
    assert [number for numbers in documented().values() for number in numbers if number not in contents] == []


def test_every_operation_succeeds_and_is_refused_in_both_content_types(exchanges: list[dict[str, Any]]) -> None:
    """Without it the suite could be green because nothing got through."""
    seen = Counter(
        (exchange["operation"], exchange["headers"].get("content-type", "").partition(";")[0], exchange["status"] < 300)
        for exchange in exchanges
    )
    for operation in operations().values():
        kinds = [FORM, JSON] if operation.body else [""]
        for kind in kinds:
            for success in (True, False):
                assert seen[operation.id, kind, success] >= 5, (operation.id, kind, success)


def test_the_links_lead_to_every_operation_on_a_payment_or_a_customer(runs: dict[str, Run]) -> None:
    run = runs[JOURNEYS]
    succeeded = Counter(exchange["operation"] for exchange in run.exchanges if exchange["status"] < 300)
    linked = {link["operationId"] for link in document()["components"]["links"].values()}
    wanted = {operation: 5 if "Customer" in operation else 10 for operation in linked}
    assert all(succeeded[operation] >= times for operation, times in wanted.items()), succeeded
    codes = {exchange["code"] for exchange in run.exchanges}
    assert set(document()["x-lifecycle"]["refusals"].values()) <= codes


ON_PAYMENTS = [operation.id for operation in operations().values() if "{payment_id}" in operation.path]
STATES = [*lifecycle()["statuses"], PARTLY_REFUNDED]
PAYER_PAYS = "customer_pays"


def moves_from(state: str, by: str) -> dict[str, bool]:
    """Tell of each type that a payment in that state can have whether `by` may move it."""
    status = "captured" if state == PARTLY_REFUNDED else state
    rows = lifecycle()["transitions"]
    there = [row for row in rows if row["to"] == status]
    if state == PARTLY_REFUNDED:
        there = [row for row in there if row["from"] == "captured" and row["by"] == "refundPayment"]
    return {kind: bool(transitions(by, status, kind)) for row in there for kind in row["types"]}


def outcomes(state: str, by: str) -> set[bool]:
    """What can come of it: anybody may read a payment, and change its notes, whatever its state."""
    always = {True} if by in {"showPayment", "updatePayment"} else set()
    return always if by == "showPayment" else always | set(moves_from(state, by).values())


def outcome(exchange: dict[str, Any]) -> bool | None:
    """Whether the move was allowed, null where another fault of the request hides it."""
    if exchange["status"] < 300:
        return True
    return False if exchange["code"] == lifecycle()["refusals"].get(exchange["operation"]) else None


@pytest.mark.parametrize("state", STATES)
def test_every_move_and_every_refusal_of_the_life_cycle_was_met(runs: dict[str, Run], state: str) -> None:
    met = Counter((seen["state"], seen["operation"], outcome(seen)) for seen in runs[JOURNEYS].exchanges)
    met.update((seen["state"], PAYER_PAYS, seen["paid"]) for seen in runs[JOURNEYS].noted("visit"))
    for by in [*ON_PAYMENTS, PAYER_PAYS]:
        for allowed in outcomes(state, by):
            assert met[state, by, allowed], (by, "allowed" if allowed else "refused")


def test_a_token_pays_while_it_is_new(runs: dict[str, Run]) -> None:
    paying = [seen for seen in runs[JOURNEYS].exchanges if seen["operation"] == "createPayment"]
    ends = {(seen["state"], seen["code"]) for seen in paying if str(seen["state"]).endswith("token")}
    refused = {(f"{age} token", "invalid_token") for age in ("used", "old")}
    assert {("new token", None), *refused} <= ends


def test_the_refusals_of_the_catalogue_were_met(exchanges: list[dict[str, Any]]) -> None:
    """All but those that need a fault of the service, which nobody can ask for, and those of unlisted values."""
    cannot_be_asked_for = {"request_failed", "invalid_account", "invalid_password"}
    cannot_be_asked_for |= {code for code, said in catalogue().items() if said["family"] == "service"}
    met = {exchange["code"] for exchange in exchanges}
    assert set(catalogue()) - met == cannot_be_asked_for


def test_every_exception_is_met(runs: dict[str, Run]) -> None:
    """One that is not explains nothing, and has to go."""
    met = {number for run in runs.values() for number in run.noted("excepted")}
    assert [row for number, row in enumerate(EXCEPTIONS) if number not in met] == []


@pytest.mark.parametrize("name", RUNS)
def test_the_same_was_tried_with_the_keys_of_others(runs: dict[str, Run], name: str) -> None:
    """What is a merchant's own is not there for another one, and the publishable key makes tokens and nothing else."""
    seen = Counter((seen["operation"], seen["by"], seen["code"]) for seen in runs[name].exchanges)
    linked = {link["operationId"] for link in document()["components"]["links"].values()}
    asked = linked if name == JOURNEYS else set(operations())
    for operation in asked - {"createToken"}:
        assert seen[operation, PAYER, "forbidden"] >= 1, operation
    for operation in asked:
        if "{" in operations()[operation].path:
            assert seen[operation, STRANGER, "not_found"] >= 1, operation


def test_every_configured_name_exists() -> None:
    """The tool passes over most misspelt names."""
    configured = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    assert set(configured["auth"]["openapi"]) <= set(document()["components"]["securitySchemes"])
    assert configured["hooks"] == "tests.contract.hooks"
    checks.load_all_checks()
    assert set(configured["checks"]) <= {*checks.CHECKS.get_all_names(), "max_response_time"}


def test_every_check_of_the_tool_is_on_and_every_warning_fails() -> None:
    configured = tomllib.loads(CONFIGURATION.read_text(encoding="utf-8"))
    checks.load_all_checks()
    on = ChecksConfig.from_dict(configured["checks"])
    names = [*checks.CHECKS.get_all_names(), "max_response_time"]
    assert [name for name in names if not on.get_by_name(name=name).enabled] == []
    assert {"use_after_free", "ensure_resource_availability", "missing_required_header", "ignored_auth"} <= {*names}
    assert configured["warnings"] == {"fail-on": True}
    assert not {"operations", "projects"} & configured.keys()


def test_every_path_of_the_document_is_found_again() -> None:
    for operation in operations().values():
        names = re.findall(r"\{(.*?)\}", operation.path)
        methods, values = at_path(re.sub(r"\{.*?\}", "a b%2F", operation.path))
        assert methods[operation.method] == operation
        assert values == dict.fromkeys(names, "a b/")
