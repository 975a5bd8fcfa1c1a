"""The scenarios say what can be, the Python client plays them, and what it sends arrives as they say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema_rs import Draft202012Validator
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control_document import control_document

from tests.contract.contract import document, operations
from tests.languages.ground import Ground, ground, keys, unlike
from tests.languages.python.driver import Player
from tests.languages.scenarios import FOLDER, SCHEMA, Step, scenarios, wrong

CLIENT = "python"
STEPS = [step for steps in scenarios().values() for step in steps]
CALLS = [step for step in STEPS if "call" in step]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Ground]:
    with ground() as found:
        found.open(CLIENT)
        yield found


@pytest.mark.parametrize("name", scenarios())
def test_a_scenario_keeps_to_the_schema(name: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    scenario = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    assert [error.message for error in Draft202012Validator(schema).iter_errors(scenario)] == []


@pytest.mark.parametrize("name", scenarios())
def test_the_python_client_plays_it(name: str, sandbox: Ground) -> None:
    """And all that it sent arrived as the scenario says, as a form."""
    assert Player(sandbox.origin, keys(CLIENT, name)).play(scenarios()[name]) is None
    assert sandbox.unlike(CLIENT, name, send="form") is None


def test_every_operation_is_called() -> None:
    assert {step["call"] for step in CALLS} == operations().keys()


def test_parameters_are_those_of_the_operation() -> None:
    for step in CALLS:
        operation = operations()[step["call"]]
        in_path = {part[1:-1] for part in operation.path.split("/") if part.startswith("{")}
        given = set(step.get("parameters", {}))
        assert in_path <= given <= in_path | operation.query["properties"].keys(), step


@pytest.mark.parametrize("union", ["PaymentDetails", "TokenDetails"])
def test_every_type_of_a_union_is_met(union: str) -> None:
    mapping = document()["components"]["schemas"][union]["discriminator"]["mapping"]
    met = {name for step in CALLS for name in step["expect"].get("types", {}).values()}

    assert {reference.rpartition("/")[2] for reference in mapping.values()} <= met


def test_every_type_is_named_as_the_document_names_it() -> None:
    named = {name for step in CALLS for name in step["expect"].get("types", {}).values()}

    assert named <= document()["components"]["schemas"].keys()


def test_control_calls_are_those_of_the_sandbox() -> None:
    paths = control_document(load_contract()).tree["paths"]
    made = [step["control"] for step in STEPS if "control" in step]

    assert made
    assert all(call["method"].lower() in paths[call["path"]] for call in made)


REPLY = {"status": "captured", "total": 1080, "captured_at": None, "data": [{"id": "a"}]}
RIGHT = {"status": 200, "fields": {"total": 1080, "captured_at": None, "data.0.id": "a", "data.length": 1}}


def test_what_is_expected_is_found() -> None:
    expected = {**RIGHT, "present": ["status"], "types": {"data.0": "Konbini"}}
    assert list(wrong(expected, 200, REPLY, {"data.0": "Konbini"})) == []


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"status": 202}, "status 200 instead of 202"),
        ({"fields": {"total": 1000}}, "total is 1080 instead of 1000"),
        ({"fields": {"total": "1080"}}, "total is 1080 instead of '1080'"),
        ({"fields": {"data.1.id": "b"}}, "data.1.id is '(nothing)' instead of 'b'"),
        ({"fields": {"data.length": 2}}, "data.length is 1 instead of 2"),
        ({"fields": {"customer": None}}, "customer is '(nothing)' instead of None"),
        ({"present": ["captured_at"]}, "captured_at is not there"),
        ({"present": ["customer"]}, "customer is not there"),
        ({"types": {"data.0": "PayEasy"}}, "data.0 was read as Konbini instead of PayEasy"),
        ({"types": {"": "PaymentEvent"}}, "the reply was read as None instead of PaymentEvent"),
        ({"error": {"code": "card_declined", "param": None}}, "error.code is '(nothing)' instead of 'card_declined'"),
    ],
)
def test_anything_else_is_told(expected: dict[str, Any], said: str) -> None:
    found = list(wrong({"status": 200, **expected}, 200, REPLY, {"data.0": "Konbini"}))
    assert found[0].startswith(said)


FORM = "application/x-www-form-urlencoded"
SAID: Step = {
    "call": "createPayment",
    "send": "form",
    "body": {
        "amount": 1000,
        "capture": False,
        "metadata": {"a b": "c&d"},
        "payment_details": {"type": "konbini", "phone": "090-1111-2222"},
        "customer": "$customer.id",
    },
}
MEMBERS = {
    "amount": "1000",
    "capture": "false",
    "metadata[a b]": "c&d",
    "payment_details[type]": "konbini",
    "payment_details[phone]": "***",
    "customer": "x1",
}


def entry(content_type: str = FORM, operation: str = "createPayment", **members: str) -> dict[str, Any]:
    return {"operation": operation, "content_type": content_type, "body": urlencode({**MEMBERS, **members})}


def test_what_arrives_as_it_was_said_is_right() -> None:
    whole = {**SAID["body"], "customer": "x1"}
    as_json = {"operation": "createPayment", "content_type": "application/json", "body": json.dumps(whole)}

    assert unlike(entry(), SAID, None) is None
    assert unlike(entry(f"{FORM}; charset=utf-8"), SAID, None) is None
    assert unlike(as_json, SAID, "json") is None


@pytest.mark.parametrize(
    "arrived",
    [
        entry(operation="listPayments"),
        entry("application/json"),
        entry(**{"payment_details[type]": "pay_easy"}),
        entry(amount="1000.0"),
        entry(surplus="1"),
        entry(payment_details="[object Object]"),
        {**entry(), "body": urlencode({**MEMBERS, "payment_details[a][b]": "c"})},
        {**entry(), "body": entry()["body"] + "&amount=1000"},
        {**entry(), "body": entry()["body"].replace("amount=1000&", "")},
    ],
)
def test_what_arrives_otherwise_is_told(arrived: dict[str, Any]) -> None:
    assert unlike(arrived, SAID, None) is not None


def test_a_json_body_keeps_its_types() -> None:
    said = {"call": "createPayment", "send": "json", "body": {"amount": 1000}}
    arrived = {"operation": "createPayment", "content_type": "application/json"}

    assert unlike({**arrived, "body": '{"amount":1000}'}, said, None) is None
    assert unlike({**arrived, "body": '{"amount":"1000"}'}, said, None) is not None
    assert unlike({**arrived, "body": '{"amount":1000,"tax":null}'}, said, None) is not None
