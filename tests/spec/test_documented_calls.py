"""The documented calls and replies stand in the contract, value for value."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.examples import cited_call

Json = dict[str, Any]
OPERATIONS = {"/payments": "createPayment", "/tokens": "createToken"}
SCENARIOS = {
    "/payments": [
        "net-cash",
        "konbini-lawson",
        "pay-easy",
        "bank-transfer",
        "nanaco",
        "web-money",
        "credit-card",
        "culture-voucher",
        "bit-cash",
    ],
    "/tokens": [
        "bit-cash",
        "bank-transfer",
        "web-money",
        "nanaco",
        "culture-voucher",
        "credit-card",
        "pay-easy",
        "net-cash",
        "konbini-lawson",
        "dospara",
    ],
}
CALLS = [(path, name) for path, names in SCENARIOS.items() for name in names]
every_call = pytest.mark.parametrize(
    ("path", "scenario"),
    [pytest.param(path, name, marks=cited_call(path, name)) for path, name in CALLS],
    ids=[f"{p}-{n}" for p, n in CALLS],
)


def pairs(body: Json) -> list[list[str]]:
    """Write a body as the decoded pairs of a form."""
    written: list[list[str]] = []
    for name, value in body.items():
        if isinstance(value, dict):
            written += [[f"{name}[{key}]", str(item)] for key, item in value.items()]
        else:
            written.append([name, str(value)])
    return written


def oracle(documented: list[Json], path: str, scenario: str) -> Json:
    """Find one documented call."""
    found = [call for call in documented if (call["path"], call["scenario"]) == (path, scenario)]
    assert len(found) == 1
    return found[0]


def test_all_nineteen_calls_are_known(documented: list[Json]) -> None:
    """Nine payments and ten tokens, in the order of the documentation."""
    assert [(call["path"], call["scenario"]) for call in documented] == CALLS


@every_call
def test_the_request_example_is_the_documented_call(
    documented: list[Json], source: Callable[[str], Json], path: str, scenario: str
) -> None:
    """Pairs in the same order, with the same text."""
    example = source(f"examples{path}/{scenario}.yaml")["request"]
    assert pairs(example["value"]) == oracle(documented, path, scenario)["pairs"]
    assert example["x-source"] == f"documented: {path[1:].title()} / Examples"


@every_call
def test_the_response_example_is_the_documented_reply(
    documented: list[Json], source: Callable[[str], Json], path: str, scenario: str
) -> None:
    """The same values with the same keys in the same order."""
    example = source(f"examples{path}/{scenario}.yaml")["response"]
    assert json.dumps(example["value"]) == json.dumps(oracle(documented, path, scenario)["reply"])
    assert example["x-source"] == f"documented: {path[1:].title()} / Examples"


@every_call
def test_the_operation_shows_the_documented_call(
    documented: list[Json],
    operations: dict[str, Json],
    resolve: Callable[[Json], Json],
    path: str,
    scenario: str,
) -> None:
    """The built document shows it for forms, for JSON, and in the reply with status 200."""
    operation, call = operations[OPERATIONS[path]], oracle(documented, path, scenario)
    for media in operation["requestBody"]["content"].values():
        assert pairs(resolve(media["examples"][scenario])["value"]) == call["pairs"]
    reply = operation["responses"]["200"]["content"]["application/json"]
    shown = resolve(reply["examples"][scenario])["value"]
    assert json.dumps(shown) == json.dumps(call["reply"])
