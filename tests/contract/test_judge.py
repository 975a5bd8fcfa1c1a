"""The judge finds what is wrong: right answers of the sandbox, broken one at a time, each give a finding."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.contract import model
from tests.contract.contract import document, operations
from tests.contract.customers import Customers
from tests.contract.judge import compare
from tests.contract.laws import Answer, Sent
from tests.contract.model import Expected
from tests.contract.raw import Caller
from tests.contract.target import START
from tests.contract.watched import Watched, example
from tests.contract.wire import FORM, JSON

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def watched(sandbox: RunningSandbox) -> Watched:
    return Watched(sandbox)


def changed(answer: Answer, change: Change) -> Answer:
    body = answer.body
    change(body)
    return Answer(answer.status, answer.headers, json.dumps(body).encode())


def put(*path: Any) -> Change:
    *place, last, value = path

    def change(body: Any) -> None:
        for step in place:
            body = body[step]
        body[last] = value

    return change


def first_last(body: dict[str, Any]) -> None:
    name = next(iter(body))
    body[name] = body.pop(name)


PAYMENT: dict[str, Change] = {
    "another status": put("status", "authorized"),
    "an unknown status": put("status", "canceled"),
    "another amount": put("amount", 999),
    "the tax left out of the total": put("total", 1000),
    "another tax and total": lambda body: body.update(tax=100, total=1100),
    "a fee beside the total": put("payment_method_fee", 1),
    "no capture time": put("captured_at", None),
    "another deadline": put("payment_deadline", "2017-01-12T14:59:59Z"),
    "another creation time": put("created_at", "2017-01-04T07:52:35Z"),
    "a deadline before its creation": put("payment_deadline", "2017-01-04T07:52:33Z"),
    "a capture before its creation": put("captured_at", "2017-01-04T07:52:33Z"),
    "a capture after its deadline": put("captured_at", "2017-01-11T15:00:00Z"),
    "a time with an offset": put("created_at", "2017-01-04T07:52:34+00:00"),
    "another currency": put("currency", "USD"),
    "another locale": put("locale", "en"),
    "another order number": put("external_order_num", "124"),
    "an order number as a number": put("external_order_num", 123),
    "lost metadata": put("metadata", {}),
    "more metadata": put("metadata", "more", "a"),
    "null for metadata": put("metadata", None),
    "a description that was not sent": put("description", "a"),
    "a customer": put("customer", "a"),
    "something refunded": put("amount_refunded", 1),
    "null for refunds": put("refunds", None),
    "another brand": put("payment_details", "brand", "master"),
    "other digits": put("payment_details", "last_four_digits", "1112"),
    "the month as a text": put("payment_details", "month", "01"),
    "another year": put("payment_details", "year", 2019),
    "the card number": put("payment_details", "number", "4111111111111111"),
    "the card number in the description": put("description", "4111111111111111"),
    "another key": put("colour", "red"),
    "another order of keys": first_last,
    "another order of keys inside": lambda body: first_last(body["payment_details"]),
    "a missing key": lambda body: body.pop("refund_requests"),
    "an id of another shape": put("id", "A" * 25),
}


@pytest.mark.parametrize("name", PAYMENT)
def test_a_wrong_payment_is_found(watched: Watched, name: str) -> None:
    sent, answer = watched.ask("POST", "/payments", example("payments-credit-card"))
    assert watched.findings((sent, changed(answer, PAYMENT[name]))) != ()
    assert watched.findings((sent, answer)) == ()
    shown = watched.ask("GET", f"/payments/{answer.body['id']}")
    assert watched.findings((shown[0], changed(shown[1], PAYMENT[name]))) != ()
    assert watched.findings(shown) == ()


REFUSAL: dict[str, Change] = {
    "another code": put("error", "code", "missing_parameter"),
    "an unknown code": put("error", "code", "invalid"),
    "no param": put("error", "param", None),
    "another param": put("error", "param", "currency"),
    "an empty param": put("error", "param", ""),
    "an empty message": put("error", "message", ""),
    "a message that is not filled in": put("error", "message", "The value of %{param} is invalid"),
    "another message": put("error", "message", "no"),
    "more details": put("error", "details", {}),
    "another order": lambda body: first_last(body["error"]),
    "no envelope": lambda body: body.update(body.pop("error")),
}


@pytest.mark.parametrize("name", REFUSAL)
def test_a_wrong_refusal_is_found(watched: Watched, name: str) -> None:
    exchange = watched.ask("POST", "/payments", b"amount=-1&currency=JPY&payment_details=a", FORM)
    sent, answer = exchange
    assert watched.findings((sent, changed(answer, REFUSAL[name]))) != ()
    assert watched.findings(exchange) == ()


@pytest.mark.parametrize("status", [200, 201, 202, 204, 400, 401, 404, 405, 413, 500, 502])
def test_a_wrong_status_is_found(watched: Watched, status: int) -> None:
    refused = watched.ask("POST", "/payments", b"amount=-1&currency=JPY&payment_details=a", FORM)
    assert watched.findings((refused[0], Answer(status, refused[1].headers, refused[1].content))) != ()
    made = watched.ask("POST", "/payments", example("payments-konbini-lawson"))
    wrong = Answer(status + (status == 200), made[1].headers, made[1].content)
    assert watched.findings((made[0], wrong)) != ()


def test_a_reply_that_is_no_json_is_found(watched: Watched) -> None:
    sent, answer = watched.ask("GET", "/payments")
    assert watched.findings((sent, Answer(200, {"content-type": "text/html"}, answer.content))) != ()
    assert watched.findings((sent, Answer(200, answer.headers, b"<html>"))) != ()


def test_a_wrong_answer_to_a_wrong_key_is_found(watched: Watched) -> None:
    sent, answer = watched.ask("GET", "/payments", key=None)
    bare = {name: value for name, value in answer.headers.items() if name != "www-authenticate"}
    assert watched.findings((sent, Answer(401, bare, answer.content))) != ()
    assert watched.findings((sent, answer)) == ()
    page = watched.ask("GET", "/payments")[1]
    assert watched.findings((sent, page)) != ()


def test_a_wrong_answer_to_a_wrong_method_is_found(watched: Watched) -> None:
    sent, answer = watched.ask("DELETE", "/payments")
    assert watched.findings((sent, answer)) == ()
    for allow in ({}, {"allow": "GET"}, {"allow": "GET, POST, DELETE"}):
        headers = {name: value for name, value in answer.headers.items() if name != "allow"}
        assert watched.findings((sent, Answer(405, {**headers, **allow}, answer.content))) != ()


LIST: dict[str, Change] = {
    "another total": put("total", 4),
    "another last page": put("last_page", 3),
    "another page": put("page", 2),
    "another size": put("per_page", 3),
    "too few payments": lambda body: body["data"].pop(),
    "a payment twice": lambda body: body["data"].__setitem__(1, body["data"][0]),
    "another order": lambda body: body["data"].reverse(),
    "another resource": put("resource", "payments"),
}


@pytest.mark.parametrize("name", LIST)
def test_a_wrong_list_is_found(watched: Watched, name: str) -> None:
    for _ in range(3):
        watched.right("POST", "/payments", example("payments-konbini-lawson"))
    exchange = watched.ask("GET", "/payments?per_page=2")
    assert watched.findings((exchange[0], changed(exchange[1], LIST[name]))) != ()
    assert watched.findings(exchange) == ()


def test_a_filter_that_is_not_kept_is_found(watched: Watched) -> None:
    watched.right("POST", "/payments", example("payments-konbini-lawson"))
    everything = watched.ask("GET", "/payments")[1]
    for query in ("status=captured", "currency=USD", "external_order_num=1", "end_time=2017-01-04T07:52:33Z"):
        asked, answer = watched.ask("GET", f"/payments?{query}")
        assert watched.findings((asked, answer)) == ()
        assert watched.findings((asked, everything)) != ()


CUSTOMER: dict[str, Change] = {
    "another address": put("email", "b@example.com"),
    "no address": put("email", None),
    "lost notes": put("metadata", {}),
    "another creation time": put("created_at", "2017-01-04T07:52:35Z"),
    "the stored details": put("payment_details", {"type": "credit_card"}),
    "the stored number in the notes": put("metadata", "foobar", "4111111111111111"),
    "another order of keys": first_last,
    "another resource": put("resource", "payment"),
    "an id of another shape": put("id", "A" * 25),
}


@pytest.mark.parametrize("name", CUSTOMER)
def test_a_wrong_customer_is_found(watched: Watched, name: str) -> None:
    sent, answer = watched.ask("POST", "/customers", example("customers-credit-card"))
    assert watched.findings((sent, changed(answer, CUSTOMER[name]))) != ()
    assert watched.findings((sent, answer)) == ()
    path = f"/customers/{answer.body['id']}"
    if "number" not in name:
        for method in ("GET", "PATCH", "DELETE"):
            shown = watched.ask(method, path)
            assert watched.findings((shown[0], changed(shown[1], CUSTOMER[name]))) != ()
            assert watched.findings(shown) == ()


def test_a_deleted_customer_that_pays_or_is_shown_is_found(watched: Watched) -> None:
    customer = watched.right("POST", "/customers", example("customers-credit-card"))
    path, body = f"/customers/{customer['id']}", {"amount": 1000, "currency": "JPY", "customer": customer["id"]}
    shown, paid = watched.ask("GET", path), watched.ask("POST", "/payments", body)
    assert watched.findings(shown) == watched.findings(paid) == ()
    watched.right("DELETE", path)
    assert watched.findings(shown) != ()
    assert watched.findings(paid) != ()


def test_a_payment_by_the_wrong_customer_is_found(watched: Watched) -> None:
    customer = watched.right("POST", "/customers", example("customers-credit-card"))
    sent, answer = watched.ask("POST", "/payments", {"amount": 1, "currency": "JPY", "customer": customer["id"]})
    for wrong in (put("customer", None), put("customer", "0" * 25), put("payment_details", "brand", "master")):
        assert watched.findings((sent, changed(answer, wrong))) != ()
    assert watched.findings((sent, answer)) == ()


EVENT: dict[str, Change] = {
    "another type": put("type", "payment.authorized"),
    "a type of another resource": put("type", "customer.created"),
    "an unknown type": put("type", "payment.paid"),
    "another time": put("created_at", "2017-01-04T07:52:35Z"),
    "other data": put("data", "status", "refunded"),
    "no data": put("data", {}),
    "another order of keys": first_last,
}


@pytest.mark.parametrize("name", EVENT)
def test_a_wrong_event_is_found(watched: Watched, name: str) -> None:
    watched.right("POST", "/payments", example("payments-credit-card"))
    sent, answer = watched.ask("GET", "/events")
    wrong = changed(answer, lambda body: EVENT[name](body["data"][0]))
    assert watched.findings((sent, wrong)) != ()
    assert watched.findings((sent, answer)) == ()
    shown = watched.ask("GET", f"/events/{answer.body['data'][0]['id']}")
    assert watched.findings((shown[0], changed(shown[1], EVENT[name]))) != ()
    assert watched.findings(shown) == ()


def test_an_event_too_few_or_too_many_is_found(watched: Watched) -> None:
    made = watched.right("POST", "/payments", example("payments-credit-card"))
    watched.right("POST", f"/payments/{made['id']}/refund")
    sent, answer = watched.ask("GET", "/events")
    assert [event["type"].rpartition(".")[2] for event in answer.body["data"]] == ["refunded", "created", "captured"]
    fewer = changed(answer, lambda body: body.update(total=2, data=body["data"][:2]))
    more = changed(answer, lambda body: body.update(total=4, data=[{**body["data"][0], "id": "0" * 25}, *body["data"]]))
    swapped = changed(answer, lambda body: body["data"].reverse())
    assert all(watched.findings((sent, wrong)) != () for wrong in (fewer, more, swapped))
    assert watched.findings((sent, answer)) == ()


def test_a_request_for_too_much_is_found(watched: Watched) -> None:
    made = watched.right("POST", "/payments", example("payments-web-money"))
    path, request = f"/payments/{made['id']}/refund_request", example("payments-refund-request")
    asked = watched.ask("POST", path, {**request, "amount": 1000})
    for wrong in (put("refund_requests", []), put("refund_requests", 0, "status", "completed")):
        assert watched.findings((asked[0], changed(asked[1], wrong))) != ()
    assert watched.findings(asked) == ()
    refused = watched.ask("POST", path, {**request, "amount": 81})
    assert watched.findings((refused[0], asked[1])) != ()
    assert watched.findings(refused) == ()


def test_a_move_that_is_not_in_the_table_is_found(watched: Watched) -> None:
    made = watched.right("POST", "/payments", example("payments-credit-card"))
    sent, refused = watched.ask("POST", f"/payments/{made['id']}/cancel")
    cancelled = Answer(200, refused.headers, json.dumps({**made, "status": "cancelled", "captured_at": None}).encode())
    assert watched.findings((sent, cancelled)) != ()
    assert watched.findings((sent, refused)) == ()


def test_a_token_that_pays_twice_is_found(watched: Watched) -> None:
    token = watched.right("POST", "/tokens", example("tokens-konbini-lawson"))["id"]
    body = {"amount": 1000, "currency": "JPY", "payment_details": token}
    paid = watched.ask("POST", "/payments", body)
    assert watched.findings(paid) == ()
    assert watched.findings(paid) != ()


def test_a_refund_of_too_much_is_found(watched: Watched) -> None:
    made = watched.right("POST", "/payments", example("payments-credit-card"))
    path = f"/payments/{made['id']}/refund"
    part = watched.ask("POST", path, {"amount": 1000})
    assert watched.findings(part) == ()
    refused = watched.ask("POST", path, {"amount": 81})
    assert watched.findings((refused[0], part[1])) != ()
    assert watched.findings(refused) == ()


KEYED: dict[str, Change] = {
    "another payment": put("id", "0" * 25),
    "another description": put("description", "a"),
    "a later status": put("status", "refunded"),
}


@pytest.mark.parametrize("name", KEYED)
def test_another_answer_to_the_same_call_under_a_key_is_found(watched: Watched, name: str) -> None:
    header = {"x-komoju-idempotency": "order 123"}
    sent, answer = watched.ask("POST", "/payments", example("payments-credit-card"))
    sent = Sent(sent.method, sent.path, sent.query, {**sent.headers, **header}, sent.content)
    assert watched.findings((sent, answer)) == ()
    assert watched.findings((sent, answer)) == ()
    assert watched.findings((sent, changed(answer, KEYED[name]))) != ()
    other = Sent(sent.method, sent.path, sent.query, sent.headers, sent.content.replace(b"1000", b"1001"))
    assert watched.findings((other, answer)) != ()
    refused = {"message": "The request was well-formed but was unable to be followed due to semantic errors."}
    content = {"error": {**refused, "code": "unprocessable_entity", "param": None}}
    assert watched.findings((other, Answer(422, answer.headers, json.dumps(content).encode()))) == ()
    assert watched.findings((sent, Answer(422, answer.headers, json.dumps(content).encode()))) != ()


@pytest.mark.parametrize("key", ["", " ", "a ", "山", "a" * 101, "a\x00"])
def test_a_broken_key_that_is_taken_is_found(watched: Watched, key: str) -> None:
    sent, answer = watched.ask("POST", "/payments", example("payments-credit-card"))
    sent = Sent(sent.method, sent.path, sent.query, {**sent.headers, "x-komoju-idempotency": key}, sent.content)
    assert watched.findings((sent, answer)) != ()


def test_a_broken_request_that_is_carried_out_is_found(watched: Watched) -> None:
    good = watched.ask("POST", "/payments", example("payments-konbini-lawson"))
    for broken in ({**example("payments-konbini-lawson"), "amount": "1000\n"}, {"amount": 1000}):
        asked, answer = watched.ask("POST", "/payments", broken)
        assert watched.findings((asked, answer)) == ()
        assert watched.findings((asked, good[1])) != ()
        assert watched.findings((good[0], answer)) != ()


def test_the_model_knows_every_operation() -> None:
    paths = {operation.id for operation in operations().values() if "{payment_id}" in operation.path}
    payment = {**document()["components"]["examples"]["payments-show-response"]["value"]}
    for operation in paths:
        assert isinstance(model.change(operation, payment, {}, START), Expected)
    for operation in (operation for operation in operations() if operation.endswith("Customer")):
        assert isinstance(Customers().expected(operation, None, {}, START), Expected)
    others = {operation for operation in operations() if operation.endswith(("Customer", "Event"))}
    assert set(operations()) - paths - others == {
        *("createPayment", "createToken", "listPayments", "listCustomers", "listEvents")
    }


SCENARIOS = operations()["createPayment"].said["requestBody"]["content"][JSON]["examples"]
WITH_DETAILS = [name for name in SCENARIOS if isinstance(example(f"payments-{name}").get("payment_details"), dict)]


@pytest.mark.parametrize("scenario", WITH_DETAILS)
def test_the_model_foresees_the_examples_of_the_document(scenario: str) -> None:
    """Every documented reply is what the model expects, apart from what is drawn and a capture a second later."""
    request = example(f"payments-{scenario}")
    reply = document()["components"]["examples"][f"payments-{scenario}-response"]["value"]
    expected = model.create(request, request["payment_details"], datetime.fromisoformat(reply["created_at"]))
    assert expected.refusals == set()
    assert [*compare({**expected.body, "captured_at": reply["captured_at"]}, reply, "")] == []


def test_on_a_shared_server_other_payments_and_another_clock_are_no_findings(
    caller: Caller, sandbox: RunningSandbox, watched: Watched
) -> None:
    watched.judge.alone = False
    foreign = caller.json("POST", "/payments", example("payments-konbini-lawson")).body
    sandbox.advance(minutes=5)
    made = watched.right("POST", "/payments", example("payments-credit-card"))
    assert watched.right("GET", f"/payments/{made['id']}") == made
    assert watched.right("GET", "/payments")["data"] == [made, foreign]
    sent, answer = watched.ask("GET", "/payments")
    assert watched.findings((sent, changed(answer, put("last_page", 2)))) != ()
