"""Processes that share a database, as a team's sandbox has them: whatever meets, each payment has one history."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from typing import Any

import pytest

from tests.sandbox.receiver import Receiver
from tests.sandbox.storage.processes import KEY, KONBINI, Server, kill_all, serving

CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2038,
    "given_name": "Taro",
    "family_name": "Yamada",
}
PREPAID = {"type": "net_cash", "prepaid_number": "1111111111111111"}


@pytest.fixture(params=[1, 3])
def server(request: pytest.FixtureRequest, lasting: str) -> Iterator[Server]:
    """One process, and several, on a file and on PostgreSQL."""
    with serving("--database", lasting, "--workers", str(request.param)) as server:
        yield server


def test_two_hundred_uses_of_a_token_make_one_payment(server: Server) -> None:
    """However many come at once, wherever they arrive."""
    token = server.ask("POST", "/api/v1/tokens", {"payment_details": CARD})[1]["id"]
    answers = server.at_once([lambda: server.create(token)] * 200)
    assert Counter(status for status, _ in answers) == {200: 1, 422: 199}
    assert server.ask("GET", "/api/v1/payments")[1]["total"] == 1


def test_refunds_at_once_never_exceed_the_total(server: Server) -> None:
    """40 refunds of 100 out of 1080: ten are made."""
    made = server.create(CARD, tax=80)[1]
    path = f"/api/v1/payments/{made['id']}"
    answers = server.at_once([lambda: server.ask("POST", f"{path}/refund", {"amount": 100})] * 40)
    assert Counter(status for status, _ in answers) == {200: 10, 422: 30}
    shown = server.ask("GET", path)[1]
    assert (shown["amount_refunded"], len({refund["id"] for refund in shown["refunds"]})) == (1000, 10)


def test_a_payment_is_captured_or_cancelled_once_and_never_both(server: Server) -> None:
    """Each has one end, and one event tells of it."""
    for _ in range(4):
        made = server.create(CARD, capture=False)[1]
        path = f"/api/v1/payments/{made['id']}"
        calls = [
            lambda path=path, name=name: server.ask("POST", f"{path}/{name}", {}) for name in ("capture", "cancel")
        ]
        answers = server.at_once(calls * 10)
        won = [body["status"] for status, body in answers if status == 200]
        assert len(won) == 1
        assert server.ask("GET", path)[1]["status"] == won[0]


def test_continuations_at_once_take_no_more_than_is_missing(server: Server) -> None:
    """Of 7,000 yen each card pays 2,000: four cards cover it, and a fifth is refused."""
    made = server.create(PREPAID, amount=7000, tax=0)[1]
    path = f"/api/v1/payments/{made['id']}"
    sent = {"payment_details": {"prepaid_number": PREPAID["prepaid_number"]}}
    answers = server.at_once([lambda: server.ask("PATCH", path, sent)] * 20)
    assert Counter(status for status, _ in answers) == {202: 2, 200: 1, 422: 17}
    shown = server.ask("GET", path)[1]
    details = shown["payment_details"]
    assert (shown["status"], details["short_amount"]) == ("captured", 0)
    assert [card["points"] for card in details["prepaid_cards"]] == [2000, 2000, 2000, 1000]


def test_payers_at_the_same_till_pay_once(server: Server) -> None:
    """The payer's part and a cancel at once: one of them wins."""
    made = server.create(KONBINI)[1]
    pay = f"/sandbox/payments/{made['id']}/pay"
    cancel = f"/api/v1/payments/{made['id']}/cancel"
    answers = server.at_once([lambda: server.ask("POST", pay), lambda: server.ask("POST", cancel, {})] * 10)
    assert Counter(status for status, _ in answers) == {200: 1, 422: 19}


def test_an_advance_is_seen_by_every_process(server: Server) -> None:
    """And what it sends has arrived when it returns, whichever process sends."""
    with Receiver() as receiver:
        server.ask("POST", "/sandbox/webhooks", {"url": receiver.url, "secret": "s"})
        made = [server.create(KONBINI)[1]["id"] for _ in range(5)]
        assert server.ask("POST", "/sandbox/clock/advance", {"days": 4})[0] == 200
        assert receiver.types == ["ping", *["payment.authorized"] * 5, *["payment.expired"] * 5]
        answers = server.at_once([lambda name=name: server.ask("GET", f"/api/v1/payments/{name}") for name in made * 4])
        assert {body["status"] for _, body in answers} == {"expired"}


def test_one_key_is_one_effect(server: Server) -> None:
    """Sent thirty times at once: one payment, and nobody hears of another."""
    sent = json.dumps({"amount": 1000, "currency": "JPY", "payment_details": KONBINI})

    def call() -> tuple[int, Any]:
        connection = HTTPConnection(server.netloc, timeout=60)
        headers = {"Authorization": KEY, "Content-Type": "application/json", "X-KOMOJU-IDEMPOTENCY": "one"}
        connection.request("POST", "/api/v1/payments", sent, headers)
        response = connection.getresponse()
        answer = response.status, json.loads(response.read())
        connection.close()
        return answer

    answers = server.at_once([call] * 30)
    assert {status for status, _ in answers} <= {200, 409}
    assert len({body["id"] for status, body in answers if status == 200}) == 1
    assert server.ask("GET", "/api/v1/payments")[1]["total"] == 1


# Killed


@pytest.mark.parametrize("workers", [1, 3])
@pytest.mark.parametrize("stop_after", [20, 57, 118])
def test_no_acknowledged_payment_is_lost_when_everything_is_killed(lasting: str, workers: int, stop_after: int) -> None:
    """At any moment under load; none is half written, and no token is used without its payment."""
    acknowledged: list[dict[str, Any]] = []
    options = ("--database", lasting, "--workers", str(workers))
    with serving(*options) as server:
        tokens = [server.ask("POST", "/api/v1/tokens", {"payment_details": CARD})[1]["id"] for _ in range(200)]

        def call(number: int) -> None:
            try:
                details = tokens[number // 2] if number % 2 else KONBINI
                status, body = server.create(details, amount=number, external_order_num=str(number))
            except (OSError, HTTPException):
                return
            assert status == 200
            acknowledged.append(body)
            if len(acknowledged) == stop_after:
                kill_all(server.process)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(call, range(1, 400)))
    assert stop_after <= len(acknowledged) < 399
    with serving(*options) as server:
        for payment in acknowledged:
            assert server.ask("GET", f"/api/v1/payments/{payment['id']}") == (200, payment)
        whole = pages(server)
        assert len(whole) == server.ask("GET", "/api/v1/payments")[1]["total"] == len({p["id"] for p in whole})
        assert len({p["external_order_num"] for p in whole}) == len(whole)
        assert all(payment["total"] == payment["amount"] + payment["tax"] for payment in whole)
        paid = {int(payment["external_order_num"]) for payment in whole}
        for number, token in enumerate(tokens):
            assert server.create(token)[0] == (422 if 2 * number + 1 in paid else 200)


def pages(server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page = last = 1
    while page <= last:
        body = server.ask("GET", f"/api/v1/payments?per_page=100&page={page}")[1]
        found += body["data"]
        page, last = page + 1, body["last_page"]
    return found


def test_a_worker_that_dies_is_started_again(lasting: str) -> None:
    """Also the one that sends webhooks: what it left goes out."""
    with serving("--database", lasting, "--workers", "2") as server, Receiver() as receiver:
        server.ask("POST", "/sandbox/webhooks", {"url": receiver.url, "secret": "s"})
        receiver.wait_for(1)
        children = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True)
        for number in map(int, children.stdout.split()):
            os.kill(number, signal.SIGKILL)
        assert server.create(KONBINI)[0] == 200
        receiver.wait_for(2)
        assert receiver.types == ["ping", "payment.authorized"]


def test_workers_end_with_the_process_that_started_them(lasting: str) -> None:
    """None is left to hold the port."""
    with serving("--database", lasting, "--workers", "2") as server:
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
        assert server.process.stdout is not None
        # The workers hold its other end: it ends when they have.
        assert server.process.stdout.read() == ""
        with pytest.raises(ConnectionRefusedError):
            server.create(KONBINI)


def test_several_workers_need_a_database_that_they_share() -> None:
    """Said in one line."""
    command = [sys.executable, "-m", "komoju_sandbox", "--port", "0", "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "komoju-sandbox: several workers need a database that they share. Name one with --database.\n"
    )
