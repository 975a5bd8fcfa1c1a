"""The pages over a real sandbox: what the API and the controls do is seen, and the buttons act on it."""

from __future__ import annotations

import asyncio
import base64
import http.client
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.pages.conftest import Browser
from tests.sandbox.receiver import PATIENCE, Post, Receiver


@pytest.fixture
def real(merchant: Any, runner: asyncio.Runner) -> Browser:
    """Open the pages of that merchant's sandbox."""
    return Browser(merchant.app, runner)


def test_a_payment_arrives_on_the_desk_and_is_paid_there(real: Browser, merchant: Any) -> None:
    """With its history, newest first."""
    first = merchant.pay_with("credit_card").body
    payment = merchant.pay_with("konbini", external_order_num="A-7").body
    page = real.page("/")
    assert page.text.index(payment["id"]) < page.text.index(first["id"])
    assert "authorized ¥1,080 konbini · lawson order A-7" in page.text
    after = real.press("/", "Pay").page
    assert "payment.authorized 2017-01-04 07:52:34 payment.captured 2017-01-04 07:52:34" in after.text
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == "captured"


def test_the_address_in_the_reply_leads_to_the_page_where_it_is_paid(
    open_shop: Callable[..., Any], runner: asyncio.Runner
) -> None:
    """In the language of the payment."""
    merchant = open_shop(origin="http://127.0.0.1:8410")
    payment = merchant.pay_with("pay_easy", locale="ko").body
    url = payment["payment_details"]["instructions_url"]
    assert url == f"http://127.0.0.1:8410/ko/instructions/{payment['id']}"
    browser = Browser(merchant.app, runner)
    paid = browser.press(urlsplit(url).path, "결제한 것으로 처리").page
    assert "결제가 완료되었습니다" in paid.text
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == "captured"


def test_the_deadline_is_seen_to_pass(real: Browser, merchant: Any) -> None:
    """The desk names it, its button goes there, and both pages show it."""
    payment = merchant.pay_with("konbini", locale="en").body
    assert "Next due 2017-01-07 15:00:00" in real.page("/").text
    after = real.press("/", "To the next thing due").page
    assert "expired ¥1,080" in after.text
    assert "UTC 2017-01-07 15:00:00" in after.text
    assert "To the next thing due" not in after.text
    assert "The time to pay has passed" in real.page(f"/en/instructions/{payment['id']}").text


def test_the_clock_moves_stands_and_runs_on(real: Browser, merchant: Any) -> None:
    assert "UTC 2017-01-04 08:52:34" in real.press("/", "+ 1 hour").page.text
    assert "stands still" in real.page("/").text
    assert "stands still" not in real.press("/", "Run on").page.text
    assert merchant.control("GET", "/clock").body["mode"] == "offset"
    assert "stands still" in real.press("/", "Freeze").page.text


def test_the_clock_ends_where_it_must(real: Browser, merchant: Any) -> None:
    """With the words of the API."""
    merchant.advance(days=(date(9000, 1, 1) - date(2017, 1, 4)).days - 1)
    assert real.press("/", "+ 1 week").status == 422


def test_requests_are_shown_masked(real: Browser, merchant: Any) -> None:
    """With their answer, and what it rests on; pages and controls are no requests to the API."""
    merchant.pay_with("credit_card", details={"number": "4123111111111059"})
    merchant.get("/payments/x")
    page = real.page("/")
    assert "404 GET /api/v1/payments/" in page.text
    assert "502 POST /api/v1/payments card_declined 2017-01-04 07:52:34" in page.text
    assert "4123111111111059" not in page.content
    assert "Yamada" not in page.content
    assert "Requests 2" in page.text


@pytest.mark.parametrize(
    ("kind", "operation", "shown"),
    [
        ("card_declined", "createPayment", "card_declined createPayment 2 more"),
        ("maintenance", "", "maintenance every call"),
    ],
)
def test_a_fault_is_added_shown_met_and_removed(
    real: Browser, merchant: Any, kind: str, operation: str, shown: str
) -> None:
    """By the form on the desk."""
    page = real.press("/", "Add", do=kind, operation=operation, times="2").page
    assert shown in page.text
    assert merchant.pay_with("credit_card").status in {502, 503}
    after = real.press("/", "Remove").page
    assert "None: every call does what it should." in after.text
    assert merchant.pay_with("credit_card").status == 200


def test_every_kind_of_fault_that_the_form_offers_can_be_added(real: Browser) -> None:
    """And a kind that it does not offer is refused in a page."""
    content = real.page("/").content
    kinds = [part.split("</option>")[0] for part in content.partition('name="do"')[2].split("<option>")[1:]]
    assert len(kinds) > 30
    for kind in kinds:
        assert real.press("/", "Add", do=kind, operation="", times="1").status == 200
    assert real.post("/desk/faults", b"do=nonsense&times=1").status == 422
    assert real.post("/desk/faults", b"do=card_declined&times=1&operation=nonsense").status == 422


def test_a_delivery_is_shown_and_sent_again() -> None:
    """By a real server to a real webhook, which sees the same event twice."""
    with Receiver() as receiver, RunningSandbox() as sandbox:
        sandbox.add_webhook(receiver.url, "whsec")
        sandbox.settle()
        connection = http.client.HTTPConnection(urlsplit(sandbox.base_url).netloc)
        connection.request("GET", "/")
        page = connection.getresponse().read().decode()
        assert "whsec" not in page
        assert receiver.url in page
        (delivery,) = sandbox.deliveries()
        connection.request("POST", f"/desk/deliveries/{delivery['id']}/resend")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (303, b"")
        connection.close()
        assert len(receiver.wait_for(2)) == 2
        assert receiver.posts[0].raw == receiver.posts[1].raw


CHANGES: dict[str, Callable[[Any, str], Any]] = {
    "a payment": lambda merchant, _: merchant.pay_with("konbini"),
    "a payment that waits": lambda merchant, _: merchant.pay_with("web_money", amount=5000),
    "a payment paid": lambda merchant, payment_id: merchant.control("POST", f"/payments/{payment_id}/pay"),
    "a webhook": lambda merchant, _: merchant.control(
        "POST", "/webhooks", {"url": "http://127.0.0.1:9/", "secret": "s"}
    ),
    "time": lambda merchant, _: merchant.advance(seconds=1),
    "the clock": lambda merchant, _: merchant.control("PUT", "/clock", {"mode": "offset"}),
    "a fault": lambda merchant, _: merchant.control("POST", "/faults", {"do": "cut_before", "operation": "*"}),
    "a request": lambda merchant, _: merchant.get("/payments"),
    "reset": lambda merchant, _: merchant.control("POST", "/reset"),
}


def mark(content: str) -> str:
    """Find the mark on a page."""
    return content.partition('data-mark="')[2].partition('"')[0]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_leaves_another_mark(real: Browser, merchant: Any, change: str) -> None:
    """And looking leaves none."""
    payment_id = merchant.pay_with("konbini").body["id"]
    before = mark(real.page("/").content)
    assert len(before) == 16
    assert mark(real.page("/").content) == before
    CHANGES[change](merchant, payment_id)
    assert mark(real.page("/").content) != before


def test_what_becomes_of_a_delivery_leaves_another_mark_each_time() -> None:
    """When it is asked for again, when it has arrived, and when its webhook goes."""
    go_on = threading.Event()

    def answer(_: Post) -> int:
        return 200 if len(receiver.posts) == 1 or go_on.wait(PATIENCE) else 500

    with Receiver(answer) as receiver, RunningSandbox(Settings(frozen=True)) as sandbox:
        connection = http.client.HTTPConnection(urlsplit(sandbox.base_url).netloc)

        def seen() -> str:
            connection.request("GET", "/")
            return mark(connection.getresponse().read().decode())

        webhook = sandbox.add_webhook(receiver.url, "whsec")
        sandbox.settle()
        marks = [seen()]
        sandbox.resend(sandbox.deliveries()[0]["id"])
        receiver.wait_for(2)
        marks.append(seen())
        go_on.set()
        sandbox.settle()
        marks.append(seen())
        sandbox.remove_webhook(webhook["id"])
        marks.append(seen())
        connection.close()
    assert len(set(marks)) == 4


def test_what_falls_due_without_a_call_is_seen_as_well(real: Browser, merchant: Any) -> None:
    """A page that is opened late does not show what was."""
    payment = merchant.pay_with("konbini", locale="en").body
    world = merchant.app.state.worlds.main
    with world.transaction() as now:
        world.state.clock.set("frozen", now + timedelta(days=30))
    assert "The time to pay has passed" in real.page(f"/en/instructions/{payment['id']}").text


def test_a_private_world_has_a_desk_of_its_own_which_shows_no_key(
    open_shop: Callable[..., Any], runner: asyncio.Runner
) -> None:
    """Its name does not tell the key either."""
    merchant = open_shop(open_keys=True)
    merchant.call(
        "POST",
        "/payments",
        b"amount=5&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson",
        key="sk-mine",
    )
    browser = Browser(merchant.app, runner)
    assert "konbini" not in browser.page("/").text.partition("Payments")[2]
    (link,) = [link for link in browser.page("/").links if link.startswith("/?world=")]
    page = browser.page(link)
    assert "konbini · lawson" in page.text
    assert "sk-mine" not in page.content
    assert "komoju-mart" not in page.text
    assert browser.press(link, "Pay").page.text.count("payment.captured") == 1


def test_keys_of_ones_own_are_not_shown(open_shop: Callable[..., Any], runner: asyncio.Runner) -> None:
    page = Browser(open_shop(secret_key="mine-alone").app, runner).page("/")
    assert "mine-alone" not in page.content
    assert "they are not shown" in page.text


def test_where_others_reach_the_sandbox_the_desk_asks_for_its_key(
    open_shop: Callable[..., Any], runner: asyncio.Runner
) -> None:
    """As a browser can answer."""
    merchant = open_shop(open_controls=False, secret_key="mine-alone")
    browser = Browser(merchant.app, runner)
    refused = browser.get("/")
    assert (refused.status, refused.headers["www-authenticate"]) == (401, 'Basic realm="KOMOJU"')
    basic = "Basic " + base64.b64encode(b"mine-alone:").decode()
    assert browser.get("/", authorization=basic).status == 200


def test_pages_cost_a_sandbox_nothing_until_one_is_asked_for() -> None:
    """The engine of the templates is not loaded for the start."""
    program = "import sys, komoju_sandbox.app as a; a.create_app(); sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_an_open_page_does_not_hold_the_server_up() -> None:
    """It stops at once, although the page would listen on."""
    with RunningSandbox(Settings()) as sandbox:
        connection = http.client.HTTPConnection(urlsplit(sandbox.base_url).netloc)
        connection.request("GET", "/desk/changes")
        answer = connection.getresponse()
        assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert answer.readline() == b"retry: 500\n"
    assert answer.read().count(b"data: ") == 1
    connection.close()
