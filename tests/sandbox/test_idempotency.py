"""Idempotency keys: the same reply again, nothing done twice, nobody else's reply."""

import asyncio
import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.provenance.cites import choice

HEADER = "X-KOMOJU-IDEMPOTENCY"
OTHER_REQUEST = (422, "unprocessable_entity", None)
STILL_RUNNING = (409, "unprocessable_entity", None)
WRONG_KEY = (422, "invalid_parameter", HEADER)
FIDELITY = "x-komoju-sandbox-fidelity"
PUBLISHABLE = "komoju-mart-publishable"

CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}
DECLINED = {**CARD, "number": "4123111111111059"}
FRAUDULENT = {**CARD, "number": "4123111111111083"}
KONBINI = {"type": "konbini", "store": "lawson"}
NET_CASH = {"type": "net_cash", "prepaid_number": "1111111111111111"}
REFUND_REQUEST = {
    "amount": 1000,
    "customer_name": "ﾔﾏﾀﾞ",
    "bank_name": "みずほ",
    "branch_number": "245",
    "account_type": "normal",
    "account_number": "1234567",
    "include_payment_method_fee": False,
}
FURTHER = {"prepaid_number": "1111111111111111"}


def paying(details: Any, amount: int = 1000, **sent: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "JPY", "payment_details": details, **sent}


def send(merchant: Any, sent: tuple[str, str, Any], key: str | None = "key", api_key: str = "komoju-mart") -> Any:
    """Make a call in JSON, under an idempotency key."""
    method, path, body = sent
    headers = {} if key is None else {HEADER: key}
    return merchant.call(method, path, json.dumps(body).encode(), "application/json", api_key, headers)


def pay(merchant: Any, *said: Any, **sent: Any) -> str:
    """Make a payment without a key and give its path."""
    answer = merchant.json("POST", "/payments", paying(*said, **sent))
    assert answer.status < 300
    return f"/payments/{answer.body['id']}"


def token(merchant: Any) -> str:
    return str(merchant.json("POST", "/tokens", {"payment_details": CARD}).body["id"])


def paid(merchant: Any) -> str:
    path = pay(merchant, KONBINI)
    assert merchant.control("POST", f"{path}/pay").status == 200
    return path


def customer(merchant: Any) -> str:
    """Make a customer with a card and give its path."""
    return f"/customers/{merchant.json('POST', '/customers', {'payment_details': CARD}).body['id']}"


def by_customer(merchant: Any) -> dict[str, Any]:
    return {"amount": 1000, "currency": "JPY", "customer": customer(merchant).rpartition("/")[2]}


def always(sent: tuple[str, str, Any]) -> Callable[[Any], tuple[str, str, Any]]:
    return lambda _: sent


@dataclass(frozen=True)
class Case:
    """A call that is carried out, the status of its reply, and how it would end a second time without a key."""

    name: str
    make: Callable[[Any], tuple[str, str, Any]]
    status: int
    again: int

    def __str__(self) -> str:
        return self.name


CASES = [
    Case("create", always(("POST", "/payments", paying(KONBINI))), 200, 200),
    Case("create short", always(("POST", "/payments", paying(NET_CASH, 3000))), 202, 202),
    Case("create declined", always(("POST", "/payments", paying(DECLINED))), 502, 502),
    Case("create fraudulent", always(("POST", "/payments", paying(FRAUDULENT))), 422, 422),
    Case("create by token", lambda m: ("POST", "/payments", paying(token(m))), 200, 422),
    Case("update", lambda m: ("PATCH", pay(m, KONBINI), {"description": "new"}), 200, 200),
    Case("continue", lambda m: ("PATCH", pay(m, NET_CASH, 3000), {"payment_details": FURTHER}), 200, 422),
    Case("continue short", lambda m: ("PATCH", pay(m, NET_CASH, 6000), {"payment_details": FURTHER}), 202, 202),
    Case("capture", lambda m: ("POST", pay(m, CARD, capture=False) + "/capture", {}), 200, 422),
    Case("cancel", lambda m: ("POST", pay(m, KONBINI) + "/cancel", {}), 200, 422),
    Case("refund", lambda m: ("POST", pay(m, CARD) + "/refund", {}), 200, 422),
    Case("refund a part", lambda m: ("POST", pay(m, CARD) + "/refund", {"amount": 100}), 200, 200),
    Case("request a refund", lambda m: ("POST", paid(m) + "/refund_request", REFUND_REQUEST), 200, 422),
    Case("customer", always(("POST", "/customers", {"payment_details": CARD})), 200, 200),
    Case("customer by token", lambda m: ("POST", "/customers", {"payment_details": token(m)}), 200, 422),
    Case("update customer", lambda m: ("PATCH", customer(m), {"email": "b@example.com"}), 200, 200),
    Case("pay by customer", lambda m: ("POST", "/payments", by_customer(m)), 200, 200),
    Case("token", always(("POST", "/tokens", {"payment_details": CARD})), 200, 200),
]


def everything(merchant: Any) -> list[Any]:
    """Read every row that the sandbox holds about payments, tokens, customers and events."""
    connection: sqlite3.Connection = merchant.app.state.worlds.main._database
    queries = (
        "SELECT * FROM payments ORDER BY number",
        "SELECT * FROM tokens ORDER BY id",
        "SELECT * FROM customers ORDER BY number",
        "SELECT * FROM events ORDER BY number",
    )
    return [connection.execute(query).fetchall() for query in queries]


@pytest.mark.parametrize("case", CASES, ids=str)
@choice("idempotency-what-is-kept")
def test_the_same_call_gets_the_same_reply_and_does_nothing(merchant: Any, case: Case) -> None:
    """Byte for byte, however often it comes; under another key, or without one, it is another call.

    What the answer rests on may differ: that the refusal of a processor is given again is a choice.
    """
    sent = case.make(merchant)
    first = send(merchant, sent)
    assert first.status == case.status
    done = everything(merchant)
    for _ in range(3):
        again = send(merchant, sent)
        assert (again.status, again.content) == (first.status, first.content)
        assert {**again.headers, FIDELITY: ""} == {**first.headers, FIDELITY: ""}
    assert everything(merchant) == done
    assert send(merchant, sent, key="another key" if case.again < 300 else None).status == case.again


def test_every_operation_that_changes_something_is_tried(document: Any) -> None:
    """The cases above leave none out that takes the header."""
    takers = {
        (method.upper(), path)
        for path, item in document.tree["paths"].items()
        for method, operation in item.items()
        if {"$ref": "#/components/parameters/IdempotencyKey"} in operation.get("parameters", [])
    }
    assert takers == {
        ("POST", "/payments"),
        ("PATCH", "/payments/{payment_id}"),
        ("POST", "/payments/{payment_id}/capture"),
        ("POST", "/payments/{payment_id}/cancel"),
        ("POST", "/payments/{payment_id}/refund"),
        ("POST", "/payments/{payment_id}/refund_request"),
        ("POST", "/tokens"),
        ("POST", "/customers"),
        ("PATCH", "/customers/{customer_id}"),
    }


@choice("idempotency-what-is-kept")
def test_a_refused_continuation_is_kept_too(merchant: Any) -> None:
    """A processor was asked. The notes that came with it are not kept, since the call failed."""
    path = pay(merchant, NET_CASH, 3000)
    sent = ("PATCH", path, {"description": "new", "payment_details": {"prepaid_number": "9" * 16}})
    before = merchant.get(path).body
    first = send(merchant, sent)
    assert first.error == (502, "invalid_number", None)
    assert merchant.get(path).body == before
    assert merchant.json("PATCH", path, {"payment_details": FURTHER}).status == 200
    assert send(merchant, sent).content == first.content


def test_a_decline_that_used_a_token_up_is_given_again(merchant: Any) -> None:
    """And not invalid_token, which would hide how the first call ended."""
    declined = merchant.json("POST", "/tokens", {"payment_details": DECLINED}).body["id"]
    first = send(merchant, ("POST", "/payments", paying(declined)))
    assert first.status == 502
    assert send(merchant, ("POST", "/payments", paying(declined))).content == first.content
    assert send(merchant, ("POST", "/payments", paying(declined)), key=None).error == (422, "invalid_token", None)


def test_the_first_reply_is_given_however_the_payment_went_on(merchant: Any) -> None:
    """It is the reply to that call, not a view of the present."""
    first = send(merchant, ("POST", "/payments", paying(CARD)))
    merchant.json("POST", f"/payments/{first.body['id']}/refund", {})
    assert send(merchant, ("POST", "/payments", paying(CARD))).content == first.content


@choice("idempotency-other-request")
def test_form_and_json_are_the_same_request(merchant: Any) -> None:
    """As are a default and the same value written out; what counts is what was checked."""
    first = send(merchant, ("POST", "/payments", paying(KONBINI, tax="auto", locale="ja")))
    form = b"amount=1000&currency=JPY&payment_details%5Btype%5D=konbini&payment_details%5Bstore%5D=lawson"
    assert merchant.call("POST", "/payments", form, headers={HEADER: "key"}).content == first.content


@pytest.mark.parametrize(
    "other",
    [
        ("POST", "/payments", paying(KONBINI, 1001)),
        ("POST", "/payments", paying(KONBINI, description="")),
        ("POST", "/payments", paying({**KONBINI, "store": "seven-eleven"})),
        ("POST", "/tokens", {"payment_details": KONBINI}),
    ],
    ids=["amount", "description", "store", "operation"],
)
@choice("idempotency-other-request")
def test_another_request_under_a_used_key_is_refused(merchant: Any, other: Any) -> None:
    """Nothing is done, and the key still stands for the first one."""
    first = send(merchant, ("POST", "/payments", paying(KONBINI)))
    done = everything(merchant)
    assert send(merchant, other).error == OTHER_REQUEST
    assert everything(merchant) == done
    assert send(merchant, ("POST", "/payments", paying(KONBINI))).content == first.content


@choice("idempotency-other-request")
def test_another_payment_or_another_operation_is_another_request(merchant: Any) -> None:
    """Also where the bodies are the same."""
    one, two = pay(merchant, CARD, capture=False), pay(merchant, CARD, capture=False)
    assert send(merchant, ("POST", f"{one}/capture", {})).status == 200
    assert send(merchant, ("POST", f"{two}/capture", {})).error == OTHER_REQUEST
    assert send(merchant, ("POST", f"{one}/refund", {})).error == OTHER_REQUEST
    assert merchant.get(one).body["amount_refunded"] == 0
    assert merchant.get(two).body["status"] == "authorized"


@choice("idempotency-what-is-kept")
def test_a_key_lives_24_hours(merchant: Any) -> None:
    """To the end of its last second; then the call is a new one, and the row of the old one is gone."""
    sent = ("POST", "/payments", paying(CARD))
    first = send(merchant, sent)
    merchant.advance(hours=24)
    assert send(merchant, sent).content == first.content
    merchant.advance(seconds=1)
    assert kept(merchant) == 0
    second = send(merchant, sent)
    assert second.status == 200
    assert second.body["id"] != first.body["id"]
    assert send(merchant, sent).content == second.content


def kept(merchant: Any) -> int:
    return int(merchant.app.state.worlds.main._database.execute("SELECT count(*) FROM replies").fetchone()[0])


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (("POST", "/payments", {"currency": "JPY"}), (422, "missing_parameter", "amount")),
        (("POST", "/payments", paying(KONBINI, 999_999)), (422, "invalid_parameter", "amount")),
        (("POST", "/payments", paying("tok_none")), (422, "invalid_token", None)),
        (("POST", f"/payments/{'0' * 25}/capture", {}), (404, "not_found", None)),
    ],
)
@choice("idempotency-what-is-kept")
def test_a_call_refused_before_anything_was_done_is_not_kept(merchant: Any, wrong: Any, error: Any) -> None:
    """Its key is free for the call without the fault."""
    assert send(merchant, wrong).error == error
    assert kept(merchant) == 0
    assert send(merchant, ("POST", "/payments", paying(KONBINI))).status == 200


def test_a_refused_move_is_not_kept(merchant: Any) -> None:
    """The payment may be ready for it the next time."""
    path = pay(merchant, KONBINI)
    refund = ("POST", f"{path}/cancel", {})
    merchant.control("POST", f"/payments/{path.rpartition('/')[2]}/pay")
    assert send(merchant, refund).error == (422, "not_cancellable", None)
    assert kept(merchant) == 0


def test_a_wrong_api_key_learns_nothing(merchant: Any) -> None:
    """Not even that the key is in use."""
    sent = ("POST", "/payments", paying(KONBINI))
    assert send(merchant, sent).status == 200
    assert send(merchant, sent, api_key="wrong").status == 401
    assert send(merchant, sent, api_key=PUBLISHABLE).status == 403


@choice("idempotency-scope")
def test_two_api_keys_do_not_share_their_keys(merchant: Any) -> None:
    """The same text under the publishable key is another call."""
    sent = ("POST", "/tokens", {"payment_details": CARD})
    secret, publishable = send(merchant, sent), send(merchant, sent, api_key=PUBLISHABLE)
    assert secret.body["id"] != publishable.body["id"]
    assert send(merchant, sent).content == secret.content
    assert send(merchant, sent, api_key=PUBLISHABLE).content == publishable.content


@pytest.mark.parametrize("key", ["", " ", " a", "a ", "x" * 101, "a\tb", "a\x00", "\x7f", "é"])
@choice("idempotency-key-form")
def test_a_wrong_key_is_refused(merchant: Any, key: str) -> None:
    """Before anything is done: a key that was quietly dropped would let a call be carried out twice."""
    assert send(merchant, ("POST", "/payments", paying(KONBINI)), key=key).error == WRONG_KEY
    assert merchant.get("/payments").body["total"] == 0


@pytest.mark.parametrize("key", ["1", "x" * 100, "order 123 / attempt 1", "!~"])
def test_a_right_key_is_taken(merchant: Any, key: str) -> None:
    """To its last character."""
    sent = ("POST", "/payments", paying(KONBINI))
    first = send(merchant, sent, key=key)
    assert send(merchant, sent, key=key).content == first.content
    assert send(merchant, sent, key=f"{key[:-1]}?").content != first.content


@choice("idempotency-key-form")
def test_a_key_sent_twice_is_refused(merchant: Any) -> None:
    """Also the same one: nobody can tell what was meant."""
    headers = {HEADER: "a", HEADER.lower(): "a"}
    body = json.dumps(paying(KONBINI)).encode()
    assert merchant.call("POST", "/payments", body, "application/json", headers=headers).error == WRONG_KEY


@choice("idempotency-key-form")
def test_reads_do_not_look_at_the_header(merchant: Any) -> None:
    """They are the same however often they come."""
    for key in ("key", "", "x" * 101):
        assert merchant.call("GET", "/payments", headers={HEADER: key}).body["total"] == 0
    assert kept(merchant) == 0
    assert send(merchant, ("POST", "/payments", paying(KONBINI))).status == 200


def test_a_reset_forgets_the_keys(merchant: Any) -> None:
    """With all that they stand for."""
    sent = ("POST", "/payments", paying(KONBINI))
    send(merchant, sent)
    merchant.control("POST", "/reset")
    assert kept(merchant) == 0
    assert send(merchant, ("POST", "/payments", paying(CARD))).status == 200


def test_a_file_keeps_the_replies_over_a_restart(open_shop: Any, tmp_path: Path) -> None:
    """As it keeps the payments; another secret key has keys of its own, and no key is written down."""
    path = tmp_path / "sandbox.db"
    sent = ("POST", "/payments", paying({**CARD, "verification_value": "123"}))
    first_run = open_shop(database=str(path))
    first = send(first_run, sent)
    first_run.app.state.worlds.close()
    second_run = open_shop(database=str(path), seed=None)
    assert send(second_run, sent).content == first.content
    assert second_run.get("/payments").body["total"] == 1
    second_run.app.state.worlds.close()
    third_run = open_shop(database=str(path), seed=None, secret_key="another")
    assert send(third_run, sent, api_key="another").body["id"] != first.body["id"]
    assert b"komoju-mart" not in path.read_bytes() + path.with_name("sandbox.db-wal").read_bytes()


@pytest.mark.parametrize("table", ["replies", "payments"])
def test_a_call_and_its_reply_are_kept_together_or_not_at_all(open_shop: Any, tmp_path: Path, table: str) -> None:
    """Here one of the two cannot be written, so the other is undone."""
    path = tmp_path / "sandbox.db"
    merchant = open_shop(database=str(path))
    sent = ("POST", "/payments", paying(token(merchant)))
    before = everything(merchant)
    with sqlite3.connect(path) as other:
        other.execute(f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        send(merchant, sent)
    assert everything(merchant) == before
    assert kept(merchant) == 0
    other.execute("DROP TRIGGER full")
    other.close()
    assert send(merchant, sent).status == 200


def test_what_fails_inside_lets_its_key_go(open_shop: Any, tmp_path: Path) -> None:
    """Else it would be refused for ever as still running; the test before it tells the same of the reply."""
    merchant = open_shop()
    world = merchant.app.state.worlds.main
    world._database.execute("CREATE TRIGGER full BEFORE INSERT ON payments BEGIN SELECT RAISE(ABORT, 'full'); END")
    for _ in range(2):
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            send(merchant, ("POST", "/payments", paying(KONBINI)))


class SlowReader:
    """A client that takes its reply only when it is told to."""

    def __init__(self, merchant: Any, sent: tuple[str, str, Any], key: str = "key") -> None:
        method, path, body = sent
        self._app = merchant.app
        self._content = json.dumps(body).encode()
        self._scope = {
            "type": "http",
            "method": method,
            "path": "/api/v1" + path,
            "query_string": b"",
            "headers": [
                (b"authorization", b"Basic a29tb2p1LW1hcnQ6"),
                (b"content-type", b"application/json"),
                (HEADER.lower().encode(), key.encode()),
            ],
        }
        self.answered = asyncio.Event()
        self.reads = asyncio.Event()
        self.messages: list[Any] = []

    async def call(self) -> None:
        await self._app(self._scope, self._receive, self._send)

    async def _receive(self) -> Any:
        return {"type": "http.request", "body": self._content, "more_body": False}

    async def _send(self, message: Any) -> None:
        self.answered.set()
        await self.reads.wait()
        self.messages.append(message)

    @property
    def status(self) -> int:
        return int(self.messages[0]["status"])

    @property
    def content(self) -> bytes:
        return b"".join(message["body"] for message in self.messages[1:])


@choice("idempotency-still-running")
def test_a_second_call_while_the_first_runs_is_refused(merchant: Any, runner: asyncio.Runner) -> None:
    """With 409, whatever it asks; other keys are free, and afterwards the same call gets the same reply."""
    sent = ("POST", "/payments", paying(KONBINI))

    async def scenario() -> list[SlowReader]:
        first = SlowReader(merchant, sent)
        running = asyncio.create_task(first.call())
        await first.answered.wait()
        others = [
            SlowReader(merchant, sent),
            SlowReader(merchant, ("POST", "/tokens", {})),
            SlowReader(merchant, sent, "b"),
        ]
        for other in others:
            other.reads.set()
            await other.call()
        first.reads.set()
        await running
        return [first, *others]

    first, same, different, other_key = runner.run(scenario())
    refused = json.loads(same.content)["error"]
    assert (same.status, refused["code"], refused["param"]) == STILL_RUNNING
    assert different.status == 409
    assert (first.status, other_key.status) == (200, 200)
    assert other_key.content != first.content
    assert send(merchant, sent).content == first.content
    assert merchant.get("/payments").body["total"] == 2


def test_a_refused_second_call_does_not_let_the_first_go(merchant: Any, runner: asyncio.Runner) -> None:
    """A third one is still refused."""
    sent = ("POST", "/payments", paying(KONBINI))

    async def scenario() -> list[int]:
        first = SlowReader(merchant, sent)
        running = asyncio.create_task(first.call())
        await first.answered.wait()
        statuses: list[int] = []
        for _ in range(2):
            other = SlowReader(merchant, sent)
            other.reads.set()
            await other.call()
            statuses.append(other.status)
        first.reads.set()
        await running
        return statuses

    assert runner.run(scenario()) == [409, 409]


def test_a_client_that_goes_before_its_reply_can_ask_again(merchant: Any, runner: asyncio.Runner) -> None:
    """The reply that was never taken is kept, and the key is not held for ever."""
    sent = ("POST", "/payments", paying(KONBINI))

    async def scenario() -> None:
        first = SlowReader(merchant, sent)
        running = asyncio.create_task(first.call())
        await first.answered.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    runner.run(scenario())
    assert send(merchant, sent).status == 200
    assert merchant.get("/payments").body["total"] == 1
