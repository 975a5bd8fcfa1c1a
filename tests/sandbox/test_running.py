"""`RunningSandbox`: a server in a thread, for the tests of others."""

import http.client
import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

KEY = "Basic a29tb2p1LW1hcnQ6"
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
KONBINI = {"type": "konbini", "store": "lawson"}


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """Run a sandbox whose time stands still."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1")) as running:
        yield running


def ask(sandbox: RunningSandbox, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    url = urlsplit(sandbox.base_url)
    connection = http.client.HTTPConnection(url.netloc)
    headers = {"Authorization": KEY, "Content-Type": "application/json"}
    connection.request(method, url.path + path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    reply = json.loads(response.read())
    connection.close()
    return response.status, reply


def create(sandbox: RunningSandbox, details: Any) -> tuple[int, Any]:
    return ask(sandbox, "POST", "/payments", {"amount": 1000, "currency": "JPY", "payment_details": details})


def test_pay_advance_and_reset(sandbox: RunningSandbox) -> None:
    """The controls act on what the API shows."""
    paid, late = create(sandbox, KONBINI)[1], create(sandbox, KONBINI)[1]
    assert sandbox.pay(paid["id"])["status"] == "captured"
    assert sandbox.advance(days=3, hours=8) == "2017-01-07T15:52:34Z"
    assert ask(sandbox, "GET", f"/payments/{late['id']}")[1]["status"] == "expired"
    sandbox.reset()
    assert ask(sandbox, "GET", "/payments")[1]["total"] == 0
    assert create(sandbox, KONBINI)[1] == paid


def test_a_refused_control_call_raises_with_its_reason(sandbox: RunningSandbox) -> None:
    """Instead of passing unnoticed in a test."""
    with pytest.raises(RuntimeError, match="could not be found"):
        sandbox.pay("x")
    with pytest.raises(RuntimeError, match="weeks"):
        sandbox.advance(weeks=1)


def test_it_tells_its_keys_and_stops_cleanly() -> None:
    """No thread is left, and the port is closed."""
    with RunningSandbox(Settings(secret_key="s", publishable_key="p")) as sandbox:
        assert (sandbox.secret_key, sandbox.publishable_key) == ("s", "p")
        assert ask(sandbox, "GET", "/payments")[0] == 401
        threads = threading.active_count()
    assert threading.active_count() == threads - 1
    with pytest.raises(ConnectionRefusedError):
        ask(sandbox, "GET", "/payments")


def test_two_sandboxes_do_not_meet(sandbox: RunningSandbox) -> None:
    """Each has its own port, store and clock."""
    create(sandbox, KONBINI)
    with RunningSandbox() as other:
        assert other.base_url != sandbox.base_url
        assert ask(other, "GET", "/payments")[1]["total"] == 0


def test_many_uses_of_one_token_make_one_payment(sandbox: RunningSandbox) -> None:
    """However many come at once."""
    token = ask(sandbox, "POST", "/tokens", {"payment_details": KONBINI})[1]["id"]
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: create(sandbox, token)[0], range(60)))
    assert sorted(statuses) == [200] + [422] * 59
    assert ask(sandbox, "GET", "/payments")[1]["total"] == 1


def test_many_refunds_at_once_never_exceed_the_total(sandbox: RunningSandbox) -> None:
    """20 refunds of 100 out of 1080: ten are made."""
    card = {
        "type": "credit_card",
        "number": "4111111111111111",
        "month": 1,
        "year": 2018,
        "given_name": "Taro",
        "family_name": "Yamada",
    }
    payment = create(sandbox, card)[1]
    path = f"/payments/{payment['id']}"
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda _: ask(sandbox, "POST", f"{path}/refund", {"amount": 100})[0], range(20)))
    assert sorted(statuses) == [200] * 10 + [422] * 10
    assert ask(sandbox, "GET", path)[1]["amount_refunded"] == 1000


def test_a_running_clock_runs() -> None:
    """From the given instant on, by the time that passes; the tests wait for no second, so it is advanced."""
    with RunningSandbox(Settings(clock=START)) as sandbox:
        assert "2017-01-04T08:52:34Z" <= sandbox.advance(hours=1) < "2017-01-04T08:53:34Z"


def test_a_client_that_goes_away_leaves_no_trace(sandbox: RunningSandbox, capfd: pytest.CaptureFixture[str]) -> None:
    """In the middle of its body."""
    url = urlsplit(sandbox.base_url)
    for _ in range(3):
        connection = http.client.HTTPConnection(url.netloc)
        connection.putrequest("POST", url.path + "/payments")
        connection.putheader("Content-Length", "100")
        connection.endheaders(b"amount=1000")
        connection.close()
    assert ask(sandbox, "GET", "/payments")[0] == 200
    assert capfd.readouterr().err == ""


def test_a_body_far_too_large_is_answered(sandbox: RunningSandbox) -> None:
    """Its sender gets the 413 instead of a broken pipe."""
    status, reply = ask(sandbox, "POST", "/payments", {"description": "x" * 15_000_000})
    assert (status, reply["error"]["code"]) == (413, "bad_request")


@pytest.mark.parametrize("begin_again", ["reset", "restore"])
def test_nothing_arrives_after_the_world_has_begun_again(
    sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch, begin_again: str
) -> None:
    """What was under way arrives before, so that no test meets the events of another one."""
    sandbox.snapshot()
    receiver, forget = sandbox.webhooks, sandbox.webhooks.forget
    arrived: list[int] = []
    monkeypatch.setattr(receiver, "forget", lambda: (arrived.append(len(receiver.events)), forget()))
    for _ in range(20):
        create(sandbox, KONBINI)
    told = len(sandbox.deliveries())
    getattr(sandbox, begin_again)()
    assert arrived == [told]
