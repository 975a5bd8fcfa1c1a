"""A foreign web page can neither read the pages nor press their buttons."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from komoju_sandbox.guard import LOOPBACK, Guard
from komoju_sandbox.pages.endpoint import HEADERS
from komoju_sandbox.settings import Settings

from tests.sandbox.pages.conftest import HOST, Browser, FakeDesk, example

PAGES = [
    "/",
    "/docs",
    "/desk/payments/adgy38l7srnc1cintgbm2m9fo",
    "/en/instructions/adgy38l7srnc1cintgbm2m9fo",
    "/desk/changes",
]
BUTTONS = [
    "/desk/payments/adgy38l7srnc1cintgbm2m9fo/pay",
    "/desk/deliveries/x/resend",
    "/desk/clock/advance",
    "/desk/clock/freeze",
    "/desk/clock/run",
    "/desk/faults",
    "/desk/faults/x/remove",
    "/en/instructions/adgy38l7srnc1cintgbm2m9fo/pay",
]


@pytest.fixture
def desk() -> FakeDesk:
    """Set up a world with a payment."""
    desk = FakeDesk()
    desk.add(example("pay-easy"))
    return desk


FOREIGN = [
    {"sec_fetch_site": "cross-site"},
    {"sec_fetch_site": "same-site"},
    {"sec_fetch_site": "cross-site", "origin": f"http://{HOST}"},
    {"origin": "http://evil.example"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": f"http://{HOST}", "host": "evil.example"},
]
"""How a request looks that a foreign page sends."""


@pytest.mark.parametrize("path", [*PAGES[:-1], "/nowhere/instructions/x", "/?world=x", "/pages/pages.css", "/pages/x"])
def test_every_answer_tells_the_browser_to_run_nothing_foreign(browser: Browser, path: str) -> None:
    """Nor to frame, keep or guess; refusals included."""
    answer = browser.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name.lower()] == value
    assert (answer.headers["x-frame-options"], answer.headers["cache-control"]) == ("DENY", "no-store")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "://" not in policy


@pytest.mark.parametrize("path", PAGES[:-1])
def test_no_page_has_a_style_or_a_script_in_its_text(browser: Browser, path: str) -> None:
    """The policy would forbid it. What it asks for is on this server."""
    page = browser.page(path)
    assert not {tag for tag, _ in page.tags} & {"style", "iframe", "object", "embed", "base"}
    assert not [name for _, names in page.tags for name in names if name == "style" or name.startswith("on")]
    assert not [link for link in page.links if "//" in link]
    for link in page.links:
        if link.startswith("/pages/"):
            assert browser.get(link).status == 200


@pytest.mark.parametrize("host", ["127.0.0.1:8410", "localhost", "LOCALHOST:1", "[::1]:8410", "127.0.0.1"])
def test_the_names_of_this_machine_are_answered(browser: Browser, host: str) -> None:
    assert browser.get("/", host=host).status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8410", "127.0.0.1.evil.example", "localhost@evil.example", "", "[", "10.0.0.1"],
)
@pytest.mark.parametrize("path", [*PAGES, "/pages/pages.css"])
def test_any_other_name_is_refused(browser: Browser, path: str, host: str) -> None:
    """A stranger's name can be made to lead to this machine."""
    answer = browser.get(path, host=host)
    assert answer.status == 403
    assert "komoju-mart" not in answer.page.text


@pytest.mark.parametrize("path", BUTTONS)
@pytest.mark.parametrize("headers", FOREIGN)
def test_no_foreign_page_can_press_a_button(
    browser: Browser, desk: FakeDesk, path: str, headers: dict[str, str]
) -> None:
    """Whatever it sends, nothing is done."""
    assert browser.post(path, b"by=day&do=card_declined&times=1", **headers).status == 403
    assert desk.done == []


@pytest.mark.parametrize(
    "headers", [{"sec_fetch_site": "same-origin"}, {"sec_fetch_site": "none"}, {"origin": f"http://{HOST}"}, {}]
)
def test_own_pages_and_programs_may(browser: Browser, desk: FakeDesk, headers: dict[str, str]) -> None:
    """A program on this machine sends neither header."""
    assert browser.post("/desk/clock/freeze", **headers).status == 303
    assert desk.done == [("freeze",)]


def test_a_sandbox_that_others_reach_has_any_name(open_pages: Callable[..., Browser], desk: FakeDesk) -> None:
    """But its buttons still belong to its own pages."""
    browser = open_pages(desk, guard=Guard(None))
    assert browser.get("/", host="sandbox.shop.example").status == 200
    own = {"host": "sandbox.shop.example", "origin": "https://sandbox.shop.example"}
    assert browser.post("/desk/clock/freeze", **own).status == 303
    assert browser.post("/desk/clock/freeze", host="sandbox.shop.example", origin="http://evil.example").status == 403
    assert browser.post("/desk/clock/freeze", host="", origin="null").status == 403


def test_the_names_follow_from_the_settings() -> None:
    """Those of loopback, and the one that it listens on."""
    assert Guard.of(Settings()).hosts == LOOPBACK
    assert Guard.of(Settings(origin="http://127.0.0.2:8410")).hosts == LOOPBACK | {"127.0.0.2"}
    assert Guard.of(Settings(origin="http://[::1]:8410")).hosts == LOOPBACK
    assert Guard.of(Settings(origin="http://0.0.0.0:8410", open_controls=False)).hosts is None


def test_where_the_desk_needs_a_key_the_payer_does_not(open_pages: Callable[..., Browser], desk: FakeDesk) -> None:
    """The address of the payment is secret enough: only the payer was told it."""
    browser = open_pages(desk, key="Basic a2V5Og==")
    for path in ("/", PAGES[2], "/desk/changes"):
        answer = browser.get(path)
        assert (answer.status, answer.headers["www-authenticate"]) == (401, "Basic")
    for path in BUTTONS[:-1]:
        assert browser.post(path, b"by=day&do=card_declined&times=1").status == 401
    assert desk.done == []
    assert browser.get("/", authorization="Basic a2V5Og==").status == 200
    assert browser.get("/en/instructions/adgy38l7srnc1cintgbm2m9fo").status == 200
    assert browser.post(BUTTONS[-1]).status == 303
    assert desk.done == [("pay", "adgy38l7srnc1cintgbm2m9fo")]


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/", "GET, HEAD"),
        ("DELETE", "/docs", "GET, HEAD"),
        ("GET", BUTTONS[0], "POST"),
        ("PUT", BUTTONS[-1], "POST"),
    ],
)
def test_a_method_that_a_page_does_not_have_is_refused(browser: Browser, method: str, path: str, allowed: str) -> None:
    answer = browser.send(method, path)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("body", [b"by=day&x=" + b"a" * 20_000, b"&".join(b"a%d=1" % number for number in range(30))])
def test_a_form_that_is_far_too_long_is_refused(browser: Browser, desk: FakeDesk, body: bytes) -> None:
    assert browser.post("/desk/clock/advance", body).status == 413
    assert desk.done == []


@pytest.mark.parametrize("body", [b"\xff\xfe", b"by=%ff", b"=&=&;", b"by", b"\x00"])
def test_a_form_that_cannot_be_read_breaks_nothing(browser: Browser, desk: FakeDesk, body: bytes) -> None:
    assert browser.post("/desk/clock/advance", body).status in {303, 422}


@pytest.mark.parametrize("name", ["x.css", "..%2Froutes.py", "%2E%2E", "..", "%2Fetc%2Fpasswd", "pages.css%00"])
def test_only_the_files_of_the_pages_are_served(browser: Browser, name: str) -> None:
    assert browser.get(f"/pages/{name}").status == 404


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/sandbox/reset", b""),
        ("/sandbox/clock/advance", b"days=1"),
        ("/sandbox/webhooks", b"url=http://evil.example/&secret=s"),
    ],
)
def test_no_foreign_page_controls_the_sandbox(
    merchant: Any, runner: asyncio.Runner, path: str, body: bytes, headers: dict[str, str]
) -> None:
    """It could otherwise have every payment sent to itself."""
    form = {"content_type": "application/x-www-form-urlencoded", **headers}
    answer = Browser(merchant.app, runner).post(path, body, **form)
    assert (answer.status, json.loads(answer.content)["error"]["code"]) == (403, "forbidden")
    assert merchant.control("GET", "/clock").body["now"] == "2017-01-04T07:52:34Z"
    assert merchant.control("GET", "/webhooks").body == {"data": []}


def test_a_foreign_name_reads_no_control_call(merchant: Any, runner: asyncio.Runner) -> None:
    """While programs on this machine, and links to a control call, are answered."""
    browser = Browser(merchant.app, runner)
    assert browser.get("/sandbox/requests", host="evil.example").status == 403
    assert browser.get("/sandbox/requests", sec_fetch_site="cross-site").status == 200
    assert (
        browser.post("/sandbox/clock/advance", b"days=1", content_type="application/x-www-form-urlencoded").status
        == 200
    )
