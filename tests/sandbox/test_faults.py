"""Faults: what a test asks to go wrong goes wrong, as often as it asks, and the rest of the contract holds."""

import asyncio
import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.misbehaviour import PIECE_SECONDS, ConnectionCutError, Pauses, SlowResponse
from komoju_sandbox.refusals import Refusals
from starlette.responses import JSONResponse

from tests.sandbox.conftest import BASE, DETAILS, FORM, Merchant

CODES = load_contract().error_catalog["codes"]
OPERATIONS = {operation.operation_id: operation for operation in load_contract().operations}
DOCUMENTED = [(name, code) for name, operation in OPERATIONS.items() for code in sorted(operation.errors)]
PAYER = [(name, code) for name, code in DOCUMENTED if CODES[code]["family"] == "payer"]
OTHERS = [pair for pair in DOCUMENTED if pair not in PAYER]
CARD = {"type": "credit_card", **DETAILS["credit_card"]}
PREPAID = {"type": "net_cash", **DETAILS["net_cash"]}
CREATE = {"amount": 1000, "currency": "JPY", "payment_details": CARD}
REFUND_REQUEST = {
    "amount": 540,
    "customer_name": "ﾔﾏﾀﾞ ﾀﾛｳ",
    "bank_name": "三井住友銀行",
    "branch_number": "045",
    "account_type": "savings",
    "account_number": "0234567",
    "include_payment_method_fee": False,
}
DECLINED = (502, "card_declined", None)
TIMED_OUT = (504, "gateway_timeout", None)


def add(merchant: Merchant, **said: Any) -> Any:
    """Add a fault and give it."""
    answer = merchant.control("POST", "/faults", said)
    assert answer.status == 200, answer.body
    return answer.body


def used(merchant: Merchant) -> list[int]:
    """Tell how often each fault has happened."""
    return [fault["used"] for fault in merchant.control("GET", "/faults").body["data"]]


def everything(merchant: Merchant) -> Any:
    """Show all payments."""
    return merchant.get("/payments").body


def call_of(merchant: Merchant, operation_id: str) -> Callable[[], Any]:
    """Prepare a call of an operation that would succeed, and that asks a processor where one can refuse."""
    reserved = merchant.json("POST", "/payments", {**CREATE, "capture": False}).body["id"]
    paid = merchant.json("POST", "/payments", CREATE).body["id"]
    short = merchant.json("POST", "/payments", {**CREATE, "amount": 5000, "payment_details": PREPAID}).body["id"]
    transfer = merchant.pay_with("bank_transfer").body["id"]
    merchant.control("POST", f"/payments/{transfer}/pay")
    customer = merchant.json("POST", "/customers", {"payment_details": CARD}).body["id"]
    event = merchant.get("/events").body["data"][0]["id"]
    calls: dict[str, Callable[[], Any]] = {
        "createPayment": lambda: merchant.json("POST", "/payments", CREATE),
        "listPayments": lambda: merchant.get("/payments"),
        "showPayment": lambda: merchant.get(f"/payments/{paid}"),
        "updatePayment": lambda: merchant.json("PATCH", f"/payments/{short}", {"payment_details": PREPAID}),
        "capturePayment": lambda: merchant.json("POST", f"/payments/{reserved}/capture", {}),
        "refundPayment": lambda: merchant.json("POST", f"/payments/{paid}/refund", {}),
        "cancelPayment": lambda: merchant.json("POST", f"/payments/{reserved}/cancel", {}),
        "createRefundRequest": lambda: merchant.json("POST", f"/payments/{transfer}/refund_request", REFUND_REQUEST),
        "createCustomer": lambda: merchant.json("POST", "/customers", {"payment_details": CARD}),
        "listCustomers": lambda: merchant.get("/customers"),
        "showCustomer": lambda: merchant.get(f"/customers/{customer}"),
        "updateCustomer": lambda: merchant.json("PATCH", f"/customers/{customer}", {"payment_details": CARD}),
        "deleteCustomer": lambda: merchant.call("DELETE", f"/customers/{customer}"),
        "listEvents": lambda: merchant.get("/events"),
        "showEvent": lambda: merchant.get(f"/events/{event}"),
        "createToken": lambda: merchant.json("POST", "/tokens", {"payment_details": CARD}),
    }
    return calls[operation_id]


@pytest.mark.parametrize(("operation", "code"), DOCUMENTED)
def test_every_operation_can_be_made_to_answer_with_every_error_that_it_documents(
    merchant: Merchant, operation: str, code: str
) -> None:
    """Nothing is done then, and the same call succeeds afterwards."""
    call = call_of(merchant, operation)
    before = everything(merchant)
    add(merchant, operation=operation, do="error", code=code)
    answer = call()
    assert (answer.status, answer.body["error"]["code"]) == (CODES[code]["status"], code)
    assert (answer.body["error"]["param"] is not None) == (CODES[code]["param"] == "name")
    assert everything(merchant) == before
    assert used(merchant) == [1]
    assert call().status < 300


def test_an_error_names_itself_as_the_service_does(merchant: Merchant) -> None:
    """With its message, and with the challenge that goes with a 401."""
    add(merchant, do="error", code="unauthorized")
    refused = merchant.get("/payments")
    assert refused.headers["www-authenticate"] == 'Basic realm="KOMOJU"'
    add(merchant, operation="createPayment", do="error", code="invalid_payment_type")
    assert "one of bank_transfer, " in merchant.json("POST", "/payments", CREATE).body["error"]["message"]


@pytest.mark.parametrize(("operation", "code"), [("showPayment", "card_declined"), ("createToken", "gateway_timeout")])
def test_a_code_that_the_operation_does_not_document_is_refused(merchant: Merchant, operation: str, code: str) -> None:
    sent = {"operation": operation, "do": "error", "code": code}
    assert merchant.control("POST", "/faults", sent).error == (422, "invalid_parameter", "code")


@pytest.mark.parametrize(
    ("sent", "code", "param"),
    [
        ({}, "missing_parameter", "do"),
        ({"do": "explode"}, "invalid_parameter", "do"),
        ({"do": "error"}, "missing_parameter", "code"),
        ({"do": "error", "code": "teapot"}, "invalid_parameter", "code"),
        ({"do": "error", "code": 502}, "invalid_parameter", "code"),
        ({"do": "error", "code": "forbidden", "seconds": 1}, "invalid_parameter", "seconds"),
        ({"do": "delay"}, "missing_parameter", "seconds"),
        ({"do": "delay_after"}, "missing_parameter", "seconds"),
        ({"do": "delay", "seconds": 0}, "invalid_parameter", "seconds"),
        ({"do": "delay", "seconds": 3601}, "invalid_parameter", "seconds"),
        ({"do": "slow_body"}, "missing_parameter", "bytes_per_second"),
        ({"do": "slow_body", "bytes_per_second": 0}, "invalid_parameter", "bytes_per_second"),
        ({"do": "cut_after", "bytes_per_second": 1}, "invalid_parameter", "bytes_per_second"),
        ({"do": "cut_after", "code": "forbidden"}, "invalid_parameter", "code"),
        ({"do": "cut_after", "operation": "stealPayment"}, "invalid_parameter", "operation"),
        ({"do": "cut_after", "times": 0}, "invalid_parameter", "times"),
        ({"do": "cut_after", "probability": 1.1}, "invalid_parameter", "probability"),
        ({"do": "cut_after", "probability": -0.1}, "invalid_parameter", "probability"),
        ({"do": "maintenance", "times": 1}, "invalid_parameter", "times"),
        ({"do": "maintenance", "probability": 1}, "invalid_parameter", "probability"),
        ({"do": "cut_after", "colour": "red"}, "invalid_parameter", "colour"),
    ],
)
def test_a_wrong_fault_is_refused_by_name_and_not_added(
    merchant: Merchant, sent: dict[str, Any], code: str, param: str
) -> None:
    assert merchant.control("POST", "/faults", sent).error == (422, code, param)
    assert merchant.control("GET", "/faults").body == {"data": []}


def test_faults_are_used_in_their_order_each_as_often_as_it_says(merchant: Merchant) -> None:
    """Fail, fail, ok: the next one has its turn when the one before is used up."""
    add(merchant, do="error", code="card_declined", times=2)
    add(merchant, do="error", code="gateway_timeout")
    errors = [merchant.json("POST", "/payments", CREATE) for _ in range(4)]
    assert [answer.status for answer in errors] == [502, 502, 504, 200]
    assert used(merchant) == [2, 1]
    assert everything(merchant)["total"] == 1


def test_a_fault_is_for_its_operation_alone(merchant: Merchant) -> None:
    """Others do not use it up."""
    add(merchant, operation="createToken", do="error", code="service_unavailable")
    assert merchant.json("POST", "/payments", CREATE).status == 200
    assert used(merchant) == [0]
    assert merchant.json("POST", "/tokens", {"payment_details": CARD}).status == 503


def test_an_error_for_every_operation_is_met_by_those_that_document_it(merchant: Merchant) -> None:
    """A list is never declined."""
    shown = add(merchant, do="error", code="card_declined")
    assert (shown["operation"], shown["times"], shown["used"]) == ("*", 1, 0)
    assert merchant.get("/payments").status == 200
    assert merchant.json("POST", "/payments", CREATE).error == DECLINED
    assert merchant.json("POST", "/payments", CREATE).status == 200


def test_a_payers_refusal_uses_the_token_up_and_leaves_no_payment(merchant: Merchant) -> None:
    """As the refusal of a test card does."""
    token = merchant.json("POST", "/tokens", {"payment_details": CARD}).body["id"]
    add(merchant, do="error", code="insufficient_funds")
    paying = {**CREATE, "payment_details": token}
    assert merchant.json("POST", "/payments", paying).error == (502, "insufficient_funds", None)
    assert merchant.json("POST", "/payments", paying).error == (422, "invalid_token", None)
    assert everything(merchant)["total"] == 0


def test_every_other_error_leaves_the_token_as_it_was(merchant: Merchant) -> None:
    """Nothing has been done."""
    token = merchant.json("POST", "/tokens", {"payment_details": CARD}).body["id"]
    add(merchant, do="error", code="bad_gateway")
    paying = {**CREATE, "payment_details": token}
    assert merchant.json("POST", "/payments", paying).status == 502
    assert merchant.json("POST", "/payments", paying).status == 200


def test_a_processor_that_is_not_asked_does_not_refuse(merchant: Merchant) -> None:
    """The fault waits: for a call without a fault of its own, and for one that pays."""
    payment = merchant.json("POST", "/payments", {**CREATE, "amount": 5000, "payment_details": PREPAID}).body["id"]
    add(merchant, do="error", code="invalid_number")
    assert merchant.json("POST", "/payments", {**CREATE, "amount": "x"}).error == (422, "invalid_parameter", "amount")
    assert merchant.json("PATCH", f"/payments/{payment}", {"description": "new"}).status == 200
    assert merchant.json("POST", "/payments/unknown/capture", {}).status == 404
    assert used(merchant) == [0]
    further = merchant.json("PATCH", f"/payments/{payment}", {"payment_details": PREPAID, "description": "newer"})
    assert further.error == (502, "invalid_number", None)
    assert merchant.get(f"/payments/{payment}").body["description"] == "new"


def test_a_refused_capture_leaves_the_money_reserved(merchant: Merchant) -> None:
    call = call_of(merchant, "capturePayment")
    add(merchant, do="error", code="card_expired")
    assert call().error == (502, "card_expired", None)
    assert call().body["status"] == "captured"


def keyed(merchant: Merchant, text: str = "key") -> Any:
    """Make a payment under an idempotency key."""
    body = json.dumps(CREATE).encode()
    return merchant.call("POST", "/payments", body, "application/json", headers={"X-KOMOJU-IDEMPOTENCY": text})


def test_a_payers_refusal_is_kept_under_its_key(merchant: Merchant) -> None:
    """As every answer of a processor is; the same call again uses no fault up."""
    add(merchant, do="error", code="card_declined", times=2)
    assert [keyed(merchant).error, keyed(merchant).error] == [DECLINED, DECLINED]
    assert used(merchant) == [1]


@pytest.mark.parametrize("code", ["gateway_timeout", "service_unavailable", "internal_server_error"])
def test_other_errors_are_not_kept(merchant: Merchant, code: str) -> None:
    """The same call under the same key is carried out afterwards."""
    add(merchant, do="error", code=code)
    assert keyed(merchant).status == CODES[code]["status"]
    assert keyed(merchant).status == 200


def test_a_call_with_a_wrong_key_meets_no_fault(merchant: Merchant) -> None:
    """There is no telling whose faults it should meet."""
    add(merchant, do="maintenance")
    assert merchant.call("GET", "/payments", key="wrong").status == 401
    assert used(merchant) == [0]


def test_maintenance_answers_503_to_everything_until_it_is_taken_away(merchant: Merchant) -> None:
    """Even to what cannot be read; control calls are answered."""
    calls = [call_of(merchant, operation) for operation in OPERATIONS]
    fault = add(merchant, do="maintenance")
    assert (fault["code"], fault["times"]) == ("service_unavailable", None)
    for call in calls:
        assert call().error == (503, "service_unavailable", None)
    assert merchant.call("POST", "/tokens", b"\xff", "application/json").status == 503
    assert used(merchant) == [len(calls) + 1]
    assert merchant.control("DELETE", f"/faults/{fault['id']}").body["used"] == len(calls) + 1
    assert merchant.get("/payments").status == 200


def test_faults_are_removed_one_by_one_or_all_at_once(merchant: Merchant) -> None:
    first, second, third = (add(merchant, do="garbage") for _ in range(3))
    merchant.control("DELETE", f"/faults/{second['id']}")
    assert merchant.control("GET", "/faults").body["data"] == [first, third]
    assert merchant.control("DELETE", f"/faults/{second['id']}").error == (404, "not_found", None)
    assert merchant.control("DELETE", "/faults").body == {"data": []}
    assert merchant.get("/payments").status == 200


def outcomes(merchant: Merchant, calls: int = 40) -> list[int]:
    return [merchant.get("/payments").status for _ in range(calls)]


def test_a_probability_follows_the_seed(open_shop: Callable[..., Merchant]) -> None:
    """The same seed fails the same calls, again after a reset, and another seed other calls."""
    runs: list[list[int]] = []
    for seed in ("1", "1", "2"):
        merchant = open_shop(seed=seed)
        add(merchant, do="error", code="service_unavailable", probability=0.5)
        runs.append(outcomes(merchant))
    assert set(runs[0]) == {200, 503}
    assert runs[0] == runs[1] != runs[2]
    merchant.control("POST", "/reset")
    assert merchant.control("GET", "/faults").body == {"data": []}
    add(merchant, do="error", code="service_unavailable", probability=0.5)
    assert outcomes(merchant) == runs[2]


def test_a_probability_goes_from_never_to_always(open_shop: Callable[..., Merchant]) -> None:
    """With a number of times it ends; without a seed it is left to chance."""
    merchant = open_shop(seed=None)
    add(merchant, do="error", code="service_unavailable", probability=0)
    assert set(outcomes(merchant)) == {200}
    fault = add(merchant, do="error", code="service_unavailable", probability=1, times=3)
    assert outcomes(merchant, 5) == [503, 503, 503, 200, 200]
    assert fault["probability"] == 1
    add(merchant, do="error", code="service_unavailable", probability=0.5)
    assert set(outcomes(merchant, 200)) == {200, 503}


def test_faults_do_not_change_what_is_drawn(open_shop: Callable[..., Merchant]) -> None:
    """Ids are the same with and without them."""
    plain, faulty = open_shop(), open_shop()
    add(faulty, do="error", code="gateway_timeout", probability=0.5)
    made = [answer for answer in (faulty.pay_with("konbini") for _ in range(20)) if answer.status == 200]
    assert 0 < len(made) < 20
    assert [answer.body for answer in made] == [plain.pay_with("konbini").body for _ in made]


def test_a_snapshot_carries_the_faults(merchant: Merchant) -> None:
    """And how far they are used up."""
    add(merchant, do="error", code="service_unavailable", times=2)
    merchant.get("/payments")
    merchant.control("POST", "/snapshots", {"name": "one-left"})
    merchant.get("/payments")
    merchant.control("POST", "/snapshots/one-left/restore")
    assert outcomes(merchant, 2) == [503, 200]


def test_worlds_have_faults_of_their_own(open_shop: Callable[..., Merchant]) -> None:
    merchant = open_shop(open_keys=True)
    key = {"authorization": "Basic " + base64.b64encode(b"mine:").decode(), "content-type": "application/json"}
    fault = {"do": "maintenance"}
    assert merchant.raw("POST", "/sandbox/faults", json.dumps(fault).encode(), key).status == 200
    assert merchant.get("/payments").status == 200
    assert merchant.call("GET", "/payments", key="mine").status == 503


def test_processes_that_share_a_database_share_the_faults(open_shop: Callable[..., Merchant], tmp_path: Path) -> None:
    """What one is told the other does, and each use counts for both."""
    shops = [open_shop(database=str(tmp_path / "shared.sqlite"), shared=True, resume=True) for _ in range(2)]
    add(shops[0], do="error", code="service_unavailable", times=3)
    assert [shop.get("/payments").status for shop in [shops[1], shops[0], shops[1], shops[1], shops[0]]] == [
        *(503, 503, 503),
        *(200, 200),
    ]
    assert used(shops[1]) == [3]


def test_a_fault_that_another_process_has_used_up_does_not_happen(merchant: Merchant) -> None:
    """Between choosing it and asking the processor."""
    add(merchant, operation="createPayment", do="error", code="card_declined")
    faults = merchant.app.state.worlds.main.faults
    world = merchant.app.state.worlds.main
    fault = world.pick_fault("createPayment")
    assert merchant.json("POST", "/payments", CREATE).error == DECLINED
    with world.transaction():
        assert not faults.use(fault)
    assert used(merchant) == [1]


def test_what_is_undone_is_not_counted(merchant: Merchant) -> None:
    """A fault stays armed when the transaction that used it up does not end well."""
    add(merchant, do="maintenance")
    world = merchant.app.state.worlds.main

    def fail(call: Any) -> Any:
        world.faults.clear(call)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        world.carry_out(fail)
    assert world.faults.armed
    assert merchant.get("/payments").status == 503


# The connection


def test_a_cut_before_the_call_leaves_nothing(merchant: Merchant) -> None:
    """Without a server the application raises; the call goes well the next time."""
    add(merchant, do="cut_before", operation="createPayment")
    with pytest.raises(ConnectionCutError):
        keyed(merchant)
    assert everything(merchant)["total"] == 0
    assert keyed(merchant).status == 200


def test_a_cut_after_the_commit_loses_the_reply_alone(merchant: Merchant) -> None:
    """The payment is there, and its key gives the reply that was lost."""
    add(merchant, do="cut_after", operation="createPayment")
    with pytest.raises(ConnectionCutError):
        keyed(merchant)
    assert everything(merchant)["total"] == 1
    again = keyed(merchant)
    assert again.body == everything(merchant)["data"][0]


def test_a_refusal_can_get_lost_too(merchant: Merchant) -> None:
    add(merchant, do="cut_after")
    with pytest.raises(ConnectionCutError):
        merchant.json("POST", "/payments", {})


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Wait without waiting, and note for how long."""
    noted: list[float] = []

    async def wait(_: Pauses, seconds: float) -> None:
        noted.append(seconds)

    monkeypatch.setattr(Pauses, "wait", wait)
    return noted


@pytest.mark.parametrize(("do", "made"), [("delay", 0), ("delay_after", 1)])
def test_a_delay_comes_before_or_after_the_call(
    merchant: Merchant, monkeypatch: pytest.MonkeyPatch, do: str, made: int
) -> None:
    """A caller who gives up finds nothing, or a payment."""
    found: list[tuple[float, int]] = []

    async def wait(_: Pauses, seconds: float) -> None:
        with merchant.app.state.worlds.main.transaction():
            row = merchant.app.state.worlds.main._database.execute("SELECT count(*) FROM payments").fetchone()
        found.append((seconds, row[0]))

    monkeypatch.setattr(Pauses, "wait", wait)
    add(merchant, do=do, seconds=2.5)
    assert keyed(merchant).status == 200
    assert found == [(2.5, made)]


def test_a_slow_body_comes_in_pieces(merchant: Merchant, waited: list[float]) -> None:
    """The same bytes in all, so many in a second."""
    quick = merchant.get("/payments")
    add(merchant, do="slow_body", bytes_per_second=400)
    slow = merchant.get("/payments")
    assert (slow.content, slow.headers) == (quick.content, quick.headers)
    assert waited == [PIECE_SECONDS] * -(-len(quick.content) // 20)
    add(merchant, do="slow_body", bytes_per_second=2)
    assert merchant.get("/payments").content == quick.content
    assert waited[-1] == 0.5


def test_a_slow_body_ends_when_nobody_reads_it_any_more(waited: list[float]) -> None:
    """Instead of hours later."""
    sent: list[str] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    slow = SlowResponse(JSONResponse({"data": []}), Pauses(), 1)
    asyncio.run(slow({"type": "http", "method": "GET", "headers": []}, receive, send))
    assert (sent, waited) == (["http.response.start"], [1.0])


def test_garbage_is_a_proxys_page_in_place_of_the_reply(merchant: Merchant) -> None:
    """The call has been carried out."""
    add(merchant, do="garbage", operation="createPayment")
    body = json.dumps(CREATE).encode()
    key = {"authorization": "Basic a29tb2p1LW1hcnQ6", "content-type": "application/json"}
    answer = merchant.raw("POST", f"{BASE}/payments", body, key)
    assert (answer.status, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert answer.content.startswith(b"<html>")
    assert everything(merchant)["total"] == 1


def test_a_body_that_is_too_large_is_refused_under_faults_too(merchant: Merchant) -> None:
    """Connection faults happen to it as to every call."""
    large = b"x" * (load_contract().limits.body_bytes + 1)
    add(merchant, do="delay", seconds=1)
    assert merchant.call("POST", "/tokens", large, FORM).status == 413
    add(merchant, do="cut_after")
    with pytest.raises(ConnectionCutError):
        merchant.call("POST", "/tokens", large, FORM)


def test_every_documented_refusal_can_be_made() -> None:
    """Each has a message without a gap in it."""
    refusals = Refusals(load_contract())
    for operation, code in DOCUMENTED:
        error = refusals.make(operation, code)
        assert (error.code, refusals.is_processors(code)) == (code, CODES[code]["family"] == "payer")
