"""The pytest plugin, as it works in the tests of others."""

from __future__ import annotations

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

QUICKLY = ("-p", "no:schemathesis", "-p", "no:hypothesispytest")
"""Without the plugins of others that take long to load."""
SHOP = """
import pytest
from komoju import Komoju, webhooks
from komoju.errors import CardDeclinedError, NotFoundError
from komoju.models import KonbiniRequest

LAWSON = KonbiniRequest(store="lawson")

@pytest.fixture
def sandbox(komoju_sandbox):
    return komoju_sandbox

@pytest.fixture
def shop(sandbox):
    with Komoju(sandbox.secret_key, base_url=sandbox.base_url) as komoju:
        yield komoju

def order(shop):
    return shop.payments.create(amount=1000, currency="JPY", payment_details=LAWSON)
"""
IN_PROCESS = """
import httpx2

@pytest.fixture
def sandbox(komoju_sandbox_app):
    return komoju_sandbox_app

@pytest.fixture
def shop(sandbox):
    transport = httpx2.WSGITransport(app=sandbox.wsgi)
    with Komoju(sandbox.secret_key, base_url=sandbox.base_url, transport=transport) as komoju:
        yield komoju
"""


@pytest.fixture(params=["on a port", "without a port"])
def shop(request: pytest.FixtureRequest) -> str:
    """Give the head of a test module: a shop, and the sandbox that it sells in."""
    return SHOP if request.param == "on a port" else SHOP + IN_PROCESS


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No sandbox is named, whatever the environment of this run says."""
    monkeypatch.delenv("KOMOJU_SANDBOX_URL", raising=False)


def passes(pytester: pytest.Pytester, module: str, *options: str, passed: int = 1) -> pytest.RunResult:
    """Run a test module and see that all of it passes."""
    pytester.makepyfile(module)
    result = pytester.runpytest(*QUICKLY, *options)
    result.assert_outcomes(passed=passed)
    return result


def test_a_payment_is_paid_and_its_event_arrives(pytester: pytest.Pytester, shop: str) -> None:
    passes(
        pytester,
        shop
        + """
def test_it(sandbox, shop):
    received = sandbox.webhooks
    payment = order(shop)
    assert sandbox.pay(payment.id)["status"] == "captured"
    event = received.wait_for("payment.captured")
    assert event.type == "payment.captured"
    assert event.data["id"] == payment.id
    signature = event.headers[webhooks.SIGNATURE_HEADER.lower()]
    assert webhooks.verify(event.raw, signature, received.secret).data.id == payment.id
    assert [event.type for event in received.events] == ["ping", "payment.authorized", "payment.captured"]
""",
    )


def test_each_test_has_a_world_of_its_own(pytester: pytest.Pytester, shop: str) -> None:
    """Its key, payments and clock; and nothing of it is left when the test is over."""
    passes(
        pytester,
        shop
        + """
keys = set()

@pytest.mark.parametrize("attempt", range(3))
def test_it(sandbox, shop, attempt):
    keys.add(sandbox.secret_key)
    assert len(keys) == attempt + 1
    assert sandbox.publishable_key == sandbox.secret_key + "-publishable"
    assert list(shop.payments.list()) == []
    late = order(shop)
    sandbox.advance(days=4)
    assert shop.payments.show(late.id).status == "expired"
    names = [world["name"] for world in sandbox.control("GET", "worlds")["data"]]
    assert len(names) == 2
""",
        passed=3,
    )


def test_one_sandbox_runs_for_the_session_from_its_first_use_on(pytester: pytest.Pytester) -> None:
    passes(
        pytester,
        """
import threading

urls, before = set(), threading.active_count()

def test_nothing_runs_until_it_is_asked_for():
    assert threading.active_count() == before

def test_first(komoju_sandbox):
    urls.add(komoju_sandbox.base_url)

def test_second(komoju_sandbox):
    urls.add(komoju_sandbox.base_url)
    assert len(urls) == 1
    assert threading.active_count() == before + 1
""",
        "-p",
        "no:xdist",
        passed=3,
    )


def test_time_is_a_fixtures_to_choose(pytester: pytest.Pytester, shop: str) -> None:
    """By the configuration for all tests, and within a test."""
    passes(
        pytester,
        shop
        + """
from datetime import UTC, datetime

def test_it(sandbox, shop):
    assert sandbox.now() == "2017-01-04T07:52:34Z"
    assert sandbox.advance(days=1, hours=2) == "2017-01-05T09:52:34Z"
    assert sandbox.set_clock(datetime(2020, 2, 29, tzinfo=UTC)) == "2020-02-29T00:00:00Z"
    assert order(shop).created_at == datetime(2020, 2, 29, tzinfo=UTC)
    sandbox.reset()
    assert sandbox.now() == "2017-01-04T07:52:34Z"
    assert sandbox.set_clock(mode="real") > "2026"
""",
        "-o",
        "komoju_sandbox_clock=2017-01-04T07:52:34Z",
    )


def test_a_seed_makes_ids_repeat_in_every_test(pytester: pytest.Pytester, shop: str) -> None:
    module = (
        shop
        + """
ids = []

@pytest.mark.parametrize("attempt", range(2))
def test_it(sandbox, shop, attempt):
    ids.append(order(shop).id)
    assert len(set(ids)) == EXPECTED[attempt]
"""
    )
    passes(pytester, "EXPECTED = [1, 1]\n" + module, "-o", "komoju_sandbox_seed=7", passed=2)
    passes(pytester, "EXPECTED = [1, 2]\n" + module, passed=2)


def test_a_world_is_kept_and_brought_back(pytester: pytest.Pytester, shop: str) -> None:
    passes(
        pytester,
        shop
        + """
def test_it(sandbox, shop):
    kept = order(shop)
    sandbox.advance(seconds=1)  # What is delivered before the snapshot is not delivered again.
    sandbox.snapshot()
    sandbox.webhooks.wait_for("ping")
    sandbox.pay(kept.id)
    sandbox.webhooks.wait_for("payment.captured")
    order(shop)
    sandbox.restore()
    (found,) = shop.payments.list()
    assert found.id == kept.id
    assert found.status == "authorized"
    assert sandbox.webhooks.wait_for("ping")
    assert [event.type for event in sandbox.webhooks.events] == ["ping"]
    sandbox.pay(kept.id)
    assert sandbox.webhooks.wait_for("payment.captured").data["id"] == kept.id
    sandbox.reset()
    assert list(shop.payments.list()) == []
    assert sandbox.webhooks.wait_for("ping")
""",
    )


def test_events_come_one_by_one_and_a_missing_one_is_told(pytester: pytest.Pytester, shop: str) -> None:
    passes(
        pytester,
        shop
        + """
def test_it(sandbox, shop):
    received = sandbox.webhooks
    first, second = order(shop), order(shop)
    assert received.wait_for("payment.authorized").data["id"] == first.id
    assert received.wait_for("payment.authorized").data["id"] == second.id
    with pytest.raises(TimeoutError, match="no further payment.authorized came within 0.01 seconds; ping, pay"):
        received.wait_for("payment.authorized", timeout=0.01)
""",
    )


def test_what_is_refused_by_the_receiver_comes_again_and_what_is_forged_is_kept_apart(
    pytester: pytest.Pytester, shop: str
) -> None:
    passes(
        pytester,
        shop
        + """
import http.client
from urllib.parse import urlsplit

def test_it(sandbox, shop):
    received = sandbox.webhooks
    received.wait_for("ping")
    received.status = 500
    payment = order(shop)
    sandbox.settle()
    received.status = 200
    sandbox.advance(minutes=1)
    again = [received.wait_for("payment.authorized") for _ in range(2)]
    assert again[0].raw == again[1].raw

    connection = http.client.HTTPConnection(urlsplit(received.url).netloc)
    connection.request("POST", "/", b"{}", {"X-Komoju-Signature": "0" * 64})
    assert connection.getresponse().status == 401
    connection.close()
    assert received.refused == [b"{}"]
    assert len(received.events) == 3
""",
    )


def test_calls_go_wrong_as_it_is_asked_for(pytester: pytest.Pytester, shop: str) -> None:
    """The next one, or the next ones of one operation; and all goes well again."""
    passes(
        pytester,
        shop
        + """
from komoju.errors import RequestFailedError, ServiceUnavailableError
from komoju.models import CreditCardRequest

CARD = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")

def test_it(sandbox, shop):
    sandbox.fail_next("card_declined", operation="createPayment", times=2)
    assert list(shop.payments.list()) == []
    for _ in range(2):
        with pytest.raises(CardDeclinedError):
            shop.payments.create(amount=1000, currency="JPY", payment_details=CARD)
    charged = shop.payments.create(amount=1000, currency="JPY", payment_details=CARD)
    sandbox.fail_next("not_found")
    with pytest.raises(NotFoundError):
        shop.payments.show(charged.id)
    assert shop.payments.show(charged.id).status == "captured"
    assert [fault["used"] for fault in sandbox.faults()] == [2, 1]
""",
    )


def test_any_call_can_be_made_by_hand(pytester: pytest.Pytester, shop: str) -> None:
    passes(
        pytester,
        shop
        + """
FORM = {"amount": "1000", "currency": "JPY", "payment_details[type]": "konbini", "payment_details[store]": "lawson"}

def test_it(sandbox):
    made = sandbox.request("POST", "/payments", form=FORM, headers={"X-KOMOJU-IDEMPOTENCY": "once"})
    again = sandbox.request("POST", "/payments", form=FORM, headers={"X-KOMOJU-IDEMPOTENCY": "once"})
    assert (made.status, made.headers["content-type"]) == (200, "application/json")
    assert made.json() == again.json()
    details = {"type": "konbini", "store": "lawson"}
    token = sandbox.request("POST", "/tokens", json={"payment_details": details}, key=sandbox.publishable_key)
    assert token.status == 200
    assert sandbox.request("GET", "/payments?per_page=1").json()["total"] == 1
    assert sandbox.request("GET", "/payments", key="").status == 401
    assert sandbox.request("GET", "/payments", key=sandbox.publishable_key).status == 403
    sandbox.snapshot("abc")
    assert sandbox.request("DELETE", "/sandbox/snapshots/%61bc").json() == {"name": "abc"}
    assert sandbox.request("GET", "/sandbox/health").json() == {"status": "ok"}
    with pytest.raises(RuntimeError, match="POST /sandbox/payments/x/pay: .*could not be found"):
        sandbox.pay("x")
""",
    )


def test_without_a_port_a_client_of_asyncio_uses_the_application(pytester: pytest.Pytester) -> None:
    """On whatever loop it runs, while the sandbox keeps its own."""
    passes(
        pytester,
        SHOP
        + """
import asyncio
import httpx2
from komoju import AsyncKomoju

async def pay(sandbox):
    transport = httpx2.ASGITransport(app=sandbox.app)
    async with AsyncKomoju(sandbox.secret_key, base_url=sandbox.base_url, transport=transport) as komoju:
        orders = await asyncio.gather(
            *(komoju.payments.create(amount=1000, currency="JPY", payment_details=LAWSON) for _ in range(20))
        )
        sandbox.pay(orders[0].id)
        return {(await komoju.payments.show(made.id)).status for made in orders}

def test_it(komoju_sandbox_app):
    received = komoju_sandbox_app.webhooks
    for _ in range(2):
        assert asyncio.run(pay(komoju_sandbox_app)) == {"authorized", "captured"}
        assert received.wait_for("payment.captured")
""",
    )


def test_without_a_port_what_the_caller_gives_is_used_where_the_caller_is(pytester: pytest.Pytester) -> None:
    """Locks and events of asyncio belong to one loop."""
    passes(
        pytester,
        """
import asyncio

SCOPE = {"type": "http", "method": "POST", "path": "/sandbox/reset", "query_string": b"", "headers": []}

async def call(app):
    here, seen = asyncio.get_running_loop(), []

    async def receive():
        seen.append(asyncio.get_running_loop() is here)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        seen.append(asyncio.get_running_loop() is here)

    await app(SCOPE, receive, send)
    return seen

def test_it(komoju_sandbox_app):
    assert asyncio.run(call(komoju_sandbox_app.app)) == [True, True, True]
""",
    )


def test_without_a_port_the_application_can_be_started_by_others(pytester: pytest.Pytester) -> None:
    """It has started long since."""
    passes(
        pytester,
        """
import asyncio

async def live(app):
    coming = iter(["lifespan.startup", "lifespan.shutdown"])
    sent = []

    async def receive():
        return {"type": next(coming)}

    async def send(message):
        sent.append(message["type"])

    await app({"type": "lifespan"}, receive, send)
    return sent

def test_it(komoju_sandbox_app):
    assert asyncio.run(live(komoju_sandbox_app.app)) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert komoju_sandbox_app.now()
""",
    )


def test_parallel_workers_have_a_sandbox_each(pytester: pytest.Pytester) -> None:
    passes(
        pytester,
        SHOP
        + """
@pytest.mark.parametrize("attempt", range(8))
def test_it(sandbox, shop, attempt):
    assert list(shop.payments.list()) == []
    order(shop)
    assert len(sandbox.control("GET", "worlds")["data"]) == 2
""",
        *("-n", "2"),
        passed=8,
    )


def test_parallel_workers_share_the_one_that_the_environment_names(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With or without the path of the API."""
    with RunningSandbox(Settings(open_keys=True, clock=None)) as running:
        monkeypatch.setenv("KOMOJU_SANDBOX_URL", running.base_url.removesuffix("/api/v1") + "/")
        module = (
            SHOP
            + f"""
@pytest.mark.parametrize("attempt", range(8))
def test_it(sandbox, shop, attempt):
    assert sandbox.base_url == "{running.base_url}"
    assert list(shop.payments.list()) == []
    order(shop)
    assert sandbox.now() == "2017-01-04T07:52:34Z"
"""
        )
        passes(pytester, module, "-n", "2", "-o", "komoju_sandbox_clock=2017-01-04T07:52:34Z", passed=8)
        assert running.control("GET", "worlds")["data"] == [{"name": "main"}]


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (
            "komoju_sandbox_clock=yesterday",
            "komoju_sandbox_clock: 'yesterday' is not a time such as 2017-01-04T07:52:34Z",
        ),
        (
            "komoju_sandbox_clock=2017-01-04",
            "komoju_sandbox_clock: '2017-01-04' is not a time such as 2017-01-04T07:52:34Z",
        ),
        ("komoju_sandbox_clock=1917-01-04T00:00:00Z", "komoju_sandbox_clock: PUT /sandbox/clock: *now*"),
    ],
)
def test_a_wrong_time_is_named(pytester: pytest.Pytester, option: str, message: str) -> None:
    """In one line, without a traceback."""
    pytester.makepyfile("def test_it(komoju_sandbox): ...")
    result = pytester.runpytest("-o", option)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([message])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*pytest_plugin.py*")


def test_a_sandbox_that_is_not_there_or_lets_nobody_in_is_named(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to start."""
    pytester.makepyfile("def test_it(komoju_sandbox): ...")
    with RunningSandbox() as closed:
        for url, reason in ((closed.base_url, "User authorization failed."), ("http://127.0.0.1:9/api/v1", "*refused")):
            monkeypatch.setenv("KOMOJU_SANDBOX_URL", url)
            result = pytester.runpytest()
            result.assert_outcomes(errors=1)
            result.stdout.fnmatch_lines([f"{url} is no sandbox * (*{reason}*). Start one: komoju-sandbox --open-keys"])


def test_where_the_extra_is_missing_the_fixture_says_so_and_all_else_runs(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(komoju_sandbox): ...\ndef test_other(): ...")
    pytester.makeconftest(
        "from komoju_sandbox import pytest_plugin\npytest_plugin.find_spec = lambda name: None",
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=1, passed=1)
    result.stdout.fnmatch_lines(
        ["the sandbox needs jinja2, jsonschema_rs, starlette, uvicorn. *pip install 'komoju*sandbox*'"]
    )


def test_it_costs_nothing_where_it_is_not_used(pytester: pytest.Pytester) -> None:
    """It is loaded with everything else: it brings three small modules, and none of those that do the work."""
    pytester.makepyfile(
        """
import sys

def test_it():
    ours = {name for name in sys.modules if name.partition(".")[0] in {"komoju", "komoju_sandbox"}}
    assert ours == {"komoju_sandbox", "komoju_sandbox.command", "komoju_sandbox.pytest_plugin"}
    assert not {"starlette", "uvicorn", "jsonschema_rs", "jinja2", "httpx2"} & set(sys.modules)
"""
    )
    pytester.runpytest_subprocess("-p", "no:schemathesis").assert_outcomes(passed=1)


def test_what_can_be_configured_is_listed(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--help")
    result.stdout.fnmatch_lines(["*komoju_sandbox_clock (string):*", "*komoju_sandbox_seed (string):*"])


def test_the_fixtures_are_listed_with_what_they_give(pytester: pytest.Pytester) -> None:
    result = pytester.runpytest("--fixtures")
    result.stdout.fnmatch_lines(["komoju_sandbox -- *", "*Give a sandbox on a free port that holds nothing yet."])
