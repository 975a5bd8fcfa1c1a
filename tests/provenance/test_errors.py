"""HTTP Status Codes, Errors, Error Codes: every row, in the document and out of the sandbox."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import choice, documented
from tests.sandbox.conftest import DETAILS
from tests.spec.test_errors import DOCUMENTED

Json = dict[str, Any]
KONBINI = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
CARD = {**KONBINI, "payment_details": {"type": "credit_card", **DETAILS["credit_card"]}}
PAYMENTS = "createPayment listPayments showPayment updatePayment capturePayment refundPayment cancelPayment"
CUSTOMERS = "createCustomer listCustomers showCustomer updateCustomer deleteCustomer"
ALL = [*PAYMENTS.split(), "createRefundRequest", "createToken", *CUSTOMERS.split(), "listEvents", "showEvent"]
WITHOUT_ID = ["createPayment", "listPayments", "createToken", "createCustomer", "listCustomers", "listEvents"]
OF_ONE = [name for name in ALL if name not in WITHOUT_ID]
PROCESSOR = "createPayment updatePayment capturePayment refundPayment cancelPayment createCustomer updateCustomer"

# Line, HTTP status, the operations that can answer with it.
STATUSES = [
    pytest.param(22, ALL, marks=documented(22)),
    pytest.param(23, ["createPayment", "updatePayment"], marks=documented(23)),
    pytest.param(24, [], marks=documented(24)),
    pytest.param(25, ALL, marks=documented(25)),
    pytest.param(26, ALL, marks=documented(26)),
    pytest.param(27, OF_ONE, marks=documented(27)),
    pytest.param(28, ALL, marks=documented(28)),
    pytest.param(29, ALL, marks=documented(29)),
    pytest.param(30, PROCESSOR.split(), marks=documented(30)),
    pytest.param(31, ALL, marks=documented(31)),
]
CODE_OF_LINE = dict(zip([22, 23, 24, *range(25, 32)], [200, 202, 204, 401, 403, 404, 422, 500, 502, 503], strict=True))

LINES = {code: line for line, code in enumerate(DOCUMENTED, 57)}
"""The codes stand in the order of the documentation, one to a line."""
CODES = [pytest.param(code, marks=documented(line)) for code, line in LINES.items()]
TYPES = "bank_transfer, bit_cash, credit_card, culture_voucher, dospara, konbini, nanaco, net_cash, pay_easy, web_money"
FILLED = {
    "invalid_payment_type": f"Payment method was invalid. seashells is not one of {TYPES}.",
    "invalid_parameter": "The value of expiry_days is invalid",
    "missing_parameter": "A required parameter (currency) is missing",
}
PARAMS = {"invalid_parameter": "expiry_days", "missing_parameter": "currency"}


def asking_for(merchant: Any, code: str) -> Any:
    """Pay by card, and ask for this outcome."""
    wish = {"Komoju-Scenario": code}
    return merchant.call("POST", "/payments", json.dumps(CARD).encode(), "application/json", headers=wish)


CALLS: dict[str, Callable[[Any], Any]] = {
    "unauthorized": lambda shop: shop.call("GET", "/payments", key="nobody"),
    "forbidden": lambda shop: shop.call("GET", "/payments", key="komoju-mart-publishable"),
    "bad_request": lambda shop: shop.call("POST", "/payments", b"{", "application/json"),
    "not_found": lambda shop: shop.get(f"/payments/{'x' * 25}"),
    "unprocessable_entity": lambda shop: shop.form(
        "PATCH", paid(shop), [("payment_details[prepaid_number]", "1" * 16)]
    ),
    "not_capturable": lambda shop: shop.form("POST", f"{paid(shop)}/capture", []),
    "not_cancellable": lambda shop: shop.form("POST", f"{paid(shop)}/cancel", []),
    "not_refundable": lambda shop: shop.form("POST", f"{paid(shop)}/refund", []),
    "invalid_payment_type": lambda shop: shop.pay_with("konbini", details={"type": "seashells"}),
    "invalid_parameter": lambda shop: shop.pay_with("konbini", details={"expiry_days": 60}),
    "missing_parameter": lambda shop: shop.json(
        "POST", "/payments", {k: KONBINI[k] for k in KONBINI if k != "currency"}
    ),
    "invalid_currency": lambda shop: shop.pay_with("konbini", currency="XXX"),
    "invalid_token": lambda shop: shop.json("POST", "/payments", {**KONBINI, "payment_details": "tok_x"}),
}
"""The calls that meet an error without asking for it."""


def paid(merchant: Any) -> str:
    """Make a payment that can neither be captured nor cancelled nor refunded any more, and give its path."""
    return f"/payments/{merchant.pay_with('web_money').body['id']}"


@pytest.mark.parametrize(("line", "answering"), STATUSES)
def test_a_documented_status_is_declared_where_it_can_come(
    operations: dict[str, Json], line: int, answering: list[str]
) -> None:
    """By these operations and by no others."""
    found = [name for name, said in operations.items() if str(CODE_OF_LINE[line]) in said["responses"]]
    assert sorted(found) == sorted(answering)


@documented(22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
def test_no_operation_declares_a_success_that_is_not_documented(operations: dict[str, Json]) -> None:
    """And of refusals only those of the codes, and the three of HTTP itself that our choices add."""
    declared = {status for said in operations.values() for status in said["responses"]}
    documented_ones = {*map(str, CODE_OF_LINE.values())} - {"204"}
    of_codes = {str(status) for status, _ in DOCUMENTED.values()}
    assert declared == documented_ones | of_codes | {"409", "413"}


@pytest.mark.parametrize(
    ("status", "method", "path"),
    [
        pytest.param(200, "POST", "/payments", marks=documented(22)),
        pytest.param(200, "POST", "/tokens", marks=documented(22)),
        pytest.param(200, "POST", "/customers", marks=documented(22)),
        pytest.param(200, "GET", "/payments", marks=documented(22)),
    ],
)
def test_success_is_answered_with_200(shared: Any, status: int, method: str, path: str) -> None:
    """Also where something is made."""
    bodies = {"/payments": KONBINI, "/tokens": {"payment_details": KONBINI["payment_details"]}, "/customers": {}}
    answer = shared.get(path) if method == "GET" else shared.json(method, path, bodies[path])
    assert answer.status == status


@documented(23)
@choice("short-payment")
def test_a_payment_that_lacks_money_is_answered_with_202(merchant: Any) -> None:
    """Until it lacks none."""
    short = merchant.pay_with("net_cash", amount=4000, tax=0)
    again = merchant.form("PATCH", f"/payments/{short.body['id']}", [("payment_details[prepaid_number]", "1" * 16)])
    assert (short.status, short.body["status"]) == (202, "pending")
    assert (again.status, again.body["status"]) == (200, "captured")


@documented(24)
def test_what_was_deleted_is_answered_and_not_passed_over_in_silence(merchant: Any) -> None:
    """The one call that takes something away shows it; no reply is empty."""
    customer = merchant.json("POST", "/customers", {}).body
    assert (merchant.call("DELETE", f"/customers/{customer['id']}").status) == 200


@documented("35b", 40, 41, 42)
@choice("nested-param")
def test_an_error_has_a_message_a_code_and_a_param(contract: Json, complaints: Any, shared: Any) -> None:
    """Three texts, of which the last is null where no parameter is at fault."""
    envelope = {"$ref": "#/components/schemas/Error"}
    whole = {"message": "m", "code": "c", "param": "p"}
    assert complaints(envelope, {"error": whole}) == []
    assert complaints(envelope, {"error": {**whole, "param": None}}) == []
    for name in whole:
        assert complaints(envelope, {"error": {**whole, name: 1}}) != []
        assert complaints(envelope, {"error": {key: whole[key] for key in whole if key != name}}) != []
    for name in ("message", "code"):
        assert complaints(envelope, {"error": {**whole, name: None}}) != []
    answer = shared.pay_with("konbini", details={"store": "nowhere"})
    assert answer.body == {
        "error": {"message": "The value of store is invalid", "code": "invalid_parameter", "param": "store"}
    }


@documented("46-52")
def test_the_documented_refusal_is_answered_word_for_word(contract: Json, shared: Any) -> None:
    """To a payment without its amount."""
    error = {"message": "A required parameter (amount) is missing", "code": "missing_parameter", "param": "amount"}
    shown = contract["components"]["responses"]["UnprocessableEntity"]["content"]["application/json"]["examples"]
    assert shown["missing_parameter"]["value"] == {"error": error}
    sent = {key: KONBINI[key] for key in KONBINI if key != "amount"}
    assert shared.json("POST", "/payments", sent).body == {"error": error}


@pytest.mark.parametrize("code", CODES)
def test_the_document_has_the_documented_row(contract: Json, code: str) -> None:
    """HTTP status and wording, in the catalogue and in the example."""
    row = contract["x-error-catalog"]["codes"][code]
    assert (row["status"], row["message"]) == DOCUMENTED[code]
    shown = [
        (name, example["value"]["error"])
        for name, response in contract["components"]["responses"].items()
        for example in response["content"]["application/json"]["examples"].values()
        if example["value"]["error"]["code"] == code and name not in {"Conflict", "ContentTooLarge"}
    ]
    assert len(shown) == 1
    if "%" not in DOCUMENTED[code][1]:
        assert shown[0][1]["message"] == DOCUMENTED[code][1]


@pytest.mark.parametrize("code", CODES)
def test_the_sandbox_answers_with_the_documented_row(merchant: Any, code: str) -> None:
    """To a call that meets the error: HTTP status, code, wording, and the parameter where there is one."""
    status, message = DOCUMENTED[code]
    answer = CALLS[code](merchant) if code in CALLS else asking_for(merchant, code)
    assert answer.status == status
    error = {"message": FILLED.get(code, message), "code": code, "param": PARAMS.get(code)}
    assert answer.body == {"error": error}


@documented(64)
def test_what_ran_into_a_timeout_was_not_charged(contract: Json, merchant: Any) -> None:
    """It may be tried again, and the catalogue says so of no other code."""
    rows = contract["x-error-catalog"]["codes"]
    assert [code for code, row in rows.items() if row["retry"] == "always"] == ["gateway_timeout"]
    assert rows["gateway_timeout"]["outcome"] == "nothing_processed"
    assert asking_for(merchant, "gateway_timeout").status == 504
    assert merchant.get("/payments").body["total"] == 0
