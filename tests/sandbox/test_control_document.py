"""The document of the control calls says what is served, and what it says is what is checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control_document import control_document
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.sandbox.conftest import FORM, Merchant

TREE = control_document(load_contract()).tree
Call = tuple[str, str, dict[str, Any]]


def calls() -> Iterator[Call]:
    """Give method, path and operation of every control call."""
    for path, item in TREE["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def schema_of(operation: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of a body; no member is known where there is none."""
    if "requestBody" not in operation:
        return {"properties": {}}
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    found: dict[str, Any] = TREE["components"]["schemas"][reference.rpartition("/")[2]]
    return found


EVERY = [pytest.param(*call, id=call[2]["operationId"]) for call in calls()]
WITH_BODY = [pytest.param(*call, id=call[2]["operationId"]) for call in calls() if "requestBody" in call[2]]
WRITING = [pytest.param(*call, id=call[2]["operationId"]) for call in calls() if call[0] != "GET"]
VALUES: dict[str, Any] = {
    "setClock": {"mode": "frozen", "now": "2017-01-05T00:00:00Z"},
    "advanceClock": {"days": 1, "hours": 2, "minutes": 3, "seconds": 4},
    "saveSnapshot": {"name": "before"},
    "branchSnapshot": {"secret_key": "another"},
    "addFault": {"operation": "createPayment", "do": "error", "code": "card_declined", "times": 2, "probability": 0.5},
    "addWebhook": {"url": "http://127.0.0.1:9/", "secret": "s", "events": ["payment.captured"]},
    "setMischief": {
        "duplicates": 1,
        "concurrent": True,
        "reorder": "reversed",
        "window_seconds": 5,
        "delay_seconds": 5,
        "wrong_signature": 1,
        "altered_body": 1,
    },
    "resendDeliveries": {"since": "2017-01-04T00:00:00Z", "webhook": "{webhook_id}", "status": "all"},
}
"""A body with every member for each call that takes one."""
ELSEWHERE = {"addFault": {"seconds", "bytes_per_second"}}
"""The members that do not go together with these."""


def references(part: Any) -> Iterator[str]:
    """Give every reference inside a part of the document."""
    if isinstance(part, list):
        for item in part:
            yield from references(item)
    elif isinstance(part, dict):
        for item in part.values():
            yield from references(item)
    elif isinstance(part, str) and "#/components/" in part:
        yield part


def test_it_is_valid_and_no_reference_leads_out_of_it() -> None:
    OpenAPIV31SpecValidator(TREE).validate()
    for reference in references(TREE):
        section, name = reference.removeprefix("#/components/").split("/")
        assert name in TREE["components"][section], reference


def test_what_it_takes_from_the_api_is_the_same_there() -> None:
    """And no name of its own means something else in the API."""
    shared = TREE["components"]["schemas"].keys() & load_contract().schemas.keys()
    assert {"Payment", "Error", "PaymentEventType"} <= shared
    for name in shared:
        assert TREE["components"]["schemas"][name] == load_contract().schemas[name]


def test_it_is_served(merchant: Merchant) -> None:
    assert merchant.control("GET", "/openapi.json").body == TREE


def test_it_has_the_paths_and_methods_that_are_served(merchant: Merchant) -> None:
    """No fewer, and no more."""
    served = {
        (method, route.path)
        for route in merchant.app.routes
        if route.path.startswith("/sandbox/")
        for method in merchant.raw("TRACE", route.path, b"", {}).headers["allow"].split(", ")
    }
    assert served == {(method, path) for method, path, _ in calls()}


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _, _, operation in calls()]
    assert len(set(names)) == len(names)
    assert not set(names) & {operation.operation_id for operation in load_contract().operations}


@pytest.fixture
def place(open_shop: Callable[..., Merchant]) -> tuple[Merchant, dict[str, str]]:
    """Open a sandbox where there is one of each thing; gives it, and the ids by the names in the paths."""
    merchant = open_shop()
    merchant.control("POST", "/webhooks", {"url": "http://127.0.0.1:9/", "secret": "s"})
    merchant.control("POST", "/snapshots", {"name": "given"})
    ids = {
        "{payment_id}": merchant.pay_with("konbini").body["id"],
        "{webhook_id}": merchant.control("GET", "/webhooks").body["data"][0]["id"],
        "{delivery_id}": merchant.control("GET", "/deliveries").body["data"][0]["id"],
        "{fault_id}": merchant.control("POST", "/faults", {"do": "garbage"}).body["id"],
        "{name}": "given",
    }
    return merchant, ids


def call(place: tuple[Merchant, dict[str, str]], method: str, path: str, content_type: str, body: bytes) -> Any:
    """Make a control call on what is there."""
    merchant, ids = place
    for name, value in ids.items():
        path = path.replace(name, value)
        body = body.replace(name.encode(), value.encode()).replace(quote(name).encode(), value.encode())
    return merchant.raw(method, path, body, {"content-type": content_type} if body else {})


@pytest.mark.parametrize(("method", "path", "operation"), EVERY)
def test_every_call_succeeds(place: Any, method: str, path: str, operation: Any) -> None:
    """With every member that it takes, as JSON."""
    body = VALUES.get(operation["operationId"])
    members = set(schema_of(operation)["properties"])
    assert set(body or {}) == members - ELSEWHERE.get(operation["operationId"], set())
    answer = call(place, method, path, "application/json", b"" if body is None else json.dumps(body).encode())
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(("method", "path", "operation"), WITH_BODY)
def test_a_form_says_the_same_as_json(place: Any, method: str, path: str, operation: Any) -> None:
    """Except for lists, which it cannot carry."""
    body = {name: value for name, value in VALUES[operation["operationId"]].items() if not isinstance(value, list)}
    texts = {name: "true" if value is True else value for name, value in body.items()}
    answer = call(place, method, path, FORM, urlencode(texts).encode())
    assert answer.status == 200, answer.body


@pytest.mark.parametrize(("method", "path", "operation"), WITH_BODY)
def test_each_missing_parameter_is_named(place: Any, method: str, path: str, operation: Any) -> None:
    body = VALUES[operation["operationId"]]
    for name in schema_of(operation).get("required", ()):
        sent = json.dumps({key: value for key, value in body.items() if key != name}).encode()
        answer = call(place, method, path, "application/json", sent)
        assert answer.error == (422, "missing_parameter", name)


@pytest.mark.parametrize(("method", "path", "operation"), WITH_BODY)
@pytest.mark.parametrize("value", [None, False, -1, 1.5, "", {}, [], ["x"], "2017-01-05T00:00:00", "a:b\x7f"])
def test_each_wrong_parameter_is_named(place: Any, method: str, path: str, operation: Any, value: Any) -> None:
    """A value that no parameter of any control call takes, but for texts of any kind and one boolean."""
    body = VALUES[operation["operationId"]]
    for name, said in schema_of(operation)["properties"].items():
        if (name in {"secret", "webhook"} and isinstance(value, str) and (value or name == "webhook")) or (
            name == "concurrent" and value is False
        ):
            continue
        if name == "secret_key" and value == "":
            assert said["minLength"] == 1
        answer = call(place, method, path, "application/json", json.dumps({**body, name: value}).encode())
        assert answer.error == (422, "invalid_parameter", name)


@pytest.mark.parametrize(("method", "path", "operation"), WRITING)
def test_an_unknown_parameter_is_named(place: Any, method: str, path: str, operation: Any) -> None:
    body = json.dumps({**VALUES.get(operation["operationId"], {}), "colour": "red"}).encode()
    answer = call(place, method, path, "application/json", body)
    assert answer.error == (422, "invalid_parameter", "colour")


@pytest.mark.parametrize(("method", "path", "operation"), [call for call in EVERY if "{" in str(call.values[1])])
def test_what_is_not_there_is_not_found(merchant: Merchant, method: str, path: str, operation: Any) -> None:
    body = json.dumps(VALUES.get(operation["operationId"], {})).encode()
    answer = merchant.raw(method, re.sub(r"{\w+}", "nothing", path), body, {"content-type": "application/json"})
    assert answer.error == (404, "not_found", None)


@pytest.mark.parametrize(("method", "path", "operation"), EVERY)
def test_an_unknown_parameter_of_the_query_is_named(place: Any, method: str, path: str, operation: Any) -> None:
    answer = call(place, method, f"{path}?colour=red", FORM, b"")
    assert answer.error == (422, "invalid_parameter", "colour")


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"days": NaN}', b'{"days": 1, "days": 2}', b"\xff"])
@pytest.mark.parametrize(("method", "path", "operation"), WRITING)
def test_what_cannot_be_read_is_a_bad_request(place: Any, method: str, path: str, operation: Any, body: bytes) -> None:
    answer = call(place, method, path, "application/json", body)
    assert answer.error == (400, "bad_request", None)


def test_the_real_time_is_not_for_choosing(merchant: Merchant) -> None:
    """A present of its own goes with the modes `offset` and `frozen`."""
    sent = {"mode": "real", "now": "2017-01-05T00:00:00Z"}
    assert merchant.control("PUT", "/clock", sent).error == (422, "invalid_parameter", "now")


def test_where_other_machines_can_come_in_every_call_needs_the_secret_key(open_shop: Callable[..., Merchant]) -> None:
    merchant = open_shop(open_controls=False)
    for method, path, _ in calls():
        assert merchant.raw(method, path, b"", {}).error == (401, "unauthorized", None), path
