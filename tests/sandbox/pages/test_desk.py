"""The desk shows a world, and each of its buttons does what it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from tests.sandbox.pages.conftest import Browser, FakeDesk, example
from tests.sandbox.pages.samples import FAULT, REQUEST, WEBHOOK, full_desk

LAWSON, BANK = "4wwkq1vpwgzl1cgkz3excvfmy", "ettoo9dqwc02f0tburwfif0ha"


@pytest.fixture
def full(open_pages: Callable[..., Browser]) -> tuple[Browser, FakeDesk]:
    """Open a desk with one of everything."""
    desk = full_desk()
    return open_pages(desk), desk


def test_an_empty_desk_says_how_to_begin(browser: Browser) -> None:
    """With the address, the documented keys, and calls that run as they stand."""
    page = browser.page("/")
    assert "Nothing has happened yet" in page.text
    assert "Base URL http://127.0.0.1:8410/api/v1" in page.text
    assert "Secret key komoju-mart " in page.text
    assert "Publishable key komoju-mart-publishable " in page.text
    assert "curl -X POST http://127.0.0.1:8410/api/v1/payments \\ -u komoju-mart: \\ -d amount=1000" in page.text
    assert "curl -X POST http://127.0.0.1:8410/sandbox/webhooks" in page.text
    assert "/docs" in page.links


def test_keys_that_are_secret_are_not_shown(open_pages: Callable[..., Browser]) -> None:
    """Calls take them from the environment then."""
    page = open_pages(FakeDesk(keys=None)).page("/")
    assert "komoju-mart" not in page.text
    assert '-u "$KOMOJU_SECRET_KEY:"' in page.text


def test_payments_are_shown_with_what_has_happened_to_them(full: tuple[Browser, FakeDesk]) -> None:
    """Status, sum, type and store, order number, and each event with its time."""
    page = full[0].page("/")
    assert "Nothing has happened yet" not in page.text
    assert "authorized ¥1,080 konbini · lawson order 123 2017-01-04 07:52:35" in page.text
    assert "captured ¥1,080 net_cash order 123" in page.text
    assert page.text.count("payment.authorized 2017-01-04 07:52:35") == 3
    assert f"/ja/instructions/{LAWSON}" in page.links
    assert f"/desk/payments/{LAWSON}" in page.links


def test_requests_are_shown_with_their_answer_and_once_more_as_a_call(full: tuple[Browser, FakeDesk]) -> None:
    """The body as it was kept, masked; and what of the answer was our choice."""
    page = full[0].page("/")
    assert "422 POST /api/v1/payments missing_parameter 2017-01-04 07:52:35" in page.text
    assert "payment_details[number]=************1111" in page.text
    assert "curl -X POST http://127.0.0.1:8410/api/v1/payments" in page.text
    assert "-d 'payment_details[number]=************1111'" in unescape(page.content)
    assert "/docs#choice-luhn" in page.links


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"status": None, "code": None}, "cut off POST"),
        ({"status": 200, "code": None, "body": None, "content_type": None, "method": "GET"}, "200 GET"),
        ({"content_type": "application/json", "body": '{"a": 1}'}, "Content-Type: application/json"),
    ],
)
def test_requests_of_every_kind_can_be_shown(open_pages: Callable[..., Browser], changes: Any, shown: str) -> None:
    """Also those without an answer or a body."""
    assert shown in open_pages(full_desk(request={**REQUEST, **changes})).page("/").text


def test_deliveries_are_shown_with_every_attempt(full: tuple[Browser, FakeDesk]) -> None:
    page = full[0].page("/")
    assert "failed payment.expired" in page.text
    assert "2 attempts" in page.text
    assert "500 2017-01-04 07:53:00" in page.text
    assert "no answer 2017-01-04 07:54:00 connection refused" in page.text
    assert "http://127.0.0.1:9000/hooks" in page.text


def test_a_delivery_whose_webhook_is_gone_cannot_be_resent(open_pages: Callable[..., Browser]) -> None:
    page = open_pages(full_desk(webhook={**WEBHOOK, "id": "x" * 25})).page("/")
    assert "webhook removed" in page.text
    assert "Resend" not in page.text


def test_the_clock_shows_japan_and_utc_and_what_is_due(full: tuple[Browser, FakeDesk]) -> None:
    """And whether it runs."""
    page = full[0].page("/")
    assert "Clock stands still 05:00:00 2017-01-05 in Japan" in page.text
    assert "UTC 2017-01-04 20:00:00" in page.text
    assert "Next due 2017-01-07 15:00:00" in page.text


@pytest.mark.parametrize(
    ("label", "done"),
    [
        ("+ 1 hour", ("advance", timedelta(hours=1))),
        ("+ 1 day", ("advance", timedelta(days=1))),
        ("+ 1 week", ("advance", timedelta(weeks=1))),
        ("To the next thing due", ("advance", None)),
        ("Run on", ("run_on",)),
        ("Resend", ("resend", "d" * 25)),
        ("Remove", ("remove_fault", FAULT["id"])),
        ("Add", ("add_fault", {"operation": None, "do": "card_declined", "times": 3})),
    ],
)
def test_each_button_does_what_it_says(full: tuple[Browser, FakeDesk], label: str, done: Any) -> None:
    """Without a script: a form that leads back to the desk."""
    browser, desk = full
    answer = browser.press("/", label, **({"do": "card_declined", "times": "3"} if label == "Add" else {}))
    assert desk.done == [done]
    assert (answer.status, answer.page.text) == (200, browser.page("/").text)


def test_a_clock_that_runs_can_be_frozen(browser: Browser, desk: FakeDesk) -> None:
    """And has no button for what is due when nothing is."""
    assert "next thing due" not in browser.page("/").text
    assert browser.press("/", "Freeze").status == 200
    assert desk.done == [("freeze",)]


def test_only_what_waits_for_its_payer_has_a_button_to_pay(full: tuple[Browser, FakeDesk]) -> None:
    browser, desk = full
    forms = [form.action for form in browser.page("/").forms if form.label == "Pay"]
    assert forms == [f"/desk/payments/{LAWSON}/pay", f"/desk/payments/{BANK}/pay"]
    browser.press(f"/desk/payments/{BANK}", "Pay it")
    assert desk.done == [("pay", BANK)]


def test_paying_on_the_sheet_of_a_payment_leads_back_to_it(full: tuple[Browser, FakeDesk]) -> None:
    own = {"sec_fetch_site": "same-origin"}
    assert (
        full[0].post(f"/desk/payments/{BANK}/pay", b"from=payment", **own).headers["location"]
        == f"/desk/payments/{BANK}"
    )
    assert full[0].post(f"/desk/payments/{BANK}/pay", b"from=//evil.example", **own).headers["location"] == "/"


def test_a_payment_has_a_sheet_with_all_of_it(full: tuple[Browser, FakeDesk]) -> None:
    """As the API shows it, in its order."""
    page = full[0].page(f"/desk/payments/{LAWSON}")
    assert json.dumps(example("konbini-lawson"), ensure_ascii=False, indent=2) in unescape(page.content)
    assert f"curl http://127.0.0.1:8410/api/v1/payments/{LAWSON}" in page.text
    assert "payment.authorized 2017-01-04 07:52:35" in page.text


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/desk/clock/advance", b"by=year", 422),
        ("/desk/faults", b"do=nonsense&times=1", 422),
        ("/desk/faults", b"do=card_declined&times=many", 422),
        ("/desk/faults", b"do=card_declined&times=-1", 422),
        ("/desk/faults", b"do=card_declined&times=0", 422),
        ("/desk/faults", b"do=card_declined&times=99999", 422),
        ("/desk/payments/x/pay", b"", 404),
        ("/desk/clock/advance?world=nowhere", b"by=day", 404),
    ],
)
def test_what_no_button_sends_is_refused_in_a_page(
    full: tuple[Browser, FakeDesk], path: str, body: bytes, status: int
) -> None:
    """With the words of the API, and the way back."""
    answer = full[0].post(path, body)
    assert answer.status == status
    assert "/" in answer.page.links
    assert full[1].done == []


def test_a_world_keeps_to_itself(open_pages: Callable[..., Browser]) -> None:
    """Its desk shows it alone, and its buttons act on it alone, by the name in the address."""
    main, other = FakeDesk(), FakeDesk(name="a&b", keys=None)
    other.add(example("pay-easy"))
    browser = open_pages(main, other)
    assert "/?world=a%26b" in browser.page("/").links
    assert "pay_easy" not in browser.page("/").text
    assert "pay_easy" in browser.page("/?world=a%26b").text
    assert browser.press("/?world=a%26b", "Pay").status == 200
    assert browser.press("/?world=a%26b", "+ 1 day").page.text.count("pay_easy") == 1
    assert (main.done, [name for name, *_ in other.done]) == ([], ["pay", "advance"])
    assert browser.get("/?world=nowhere").status == 404


def test_the_page_carries_the_mark_of_what_it_shows(browser: Browser, desk: FakeDesk) -> None:
    """A script compares it with what it is told."""
    desk.marks = ["m1"]
    assert 'data-mark="m1"' in browser.page("/").content


def test_every_id_is_there_once(full: tuple[Browser, FakeDesk]) -> None:
    """Labels, headings and the script find parts by them."""
    ids = full[0].page("/").ids
    assert len(ids) == len(set(ids))
