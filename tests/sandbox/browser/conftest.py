"""Real Chromium before a real sandbox. Whatever a test does, nothing may leave this machine or go wrong on a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.browser import DESKTOP, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    OpenTab = Callable[..., Page]

__all__ = ["Shop", "chromium", "open_tab", "shop"]

START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
KEY = "Basic a29tb2p1LW1hcnQ6"
PERSON = {"given_name": "太郎", "family_name": "山田", "given_name_kana": "タロウ", "family_name_kana": "ヤマダ"}
DETAILS: dict[str, Any] = {
    "konbini": {"type": "konbini", "store": "lawson"},
    "pay_easy": {"type": "pay_easy", **PERSON},
    "bank_transfer": {"type": "bank_transfer", **PERSON},
}


class Shop:
    """A merchant's server and the sandbox that it calls."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        self.origin = sandbox.base_url.removesuffix("/api/v1")

    def create(self, payment_type: str = "konbini", **body: Any) -> Any:
        """Make a payment of 1000 yen."""
        sent = {"amount": 1000, "currency": "JPY", "payment_details": DETAILS[payment_type], **body}
        return self.call("POST", "/payments", sent)

    def show(self, payment_id: str) -> Any:
        return self.call("GET", f"/payments/{payment_id}")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the API; gives the reply."""
        url = urlsplit(self.sandbox.base_url)
        connection = HTTPConnection(url.netloc)
        headers = {"Authorization": KEY, "Content-Type": "application/json"}
        connection.request(method, url.path + path, None if body is None else json.dumps(body), headers)
        reply = json.loads(connection.getresponse().read())
        connection.close()
        return reply


@pytest.fixture
def shop() -> Iterator[Shop]:
    """Run a sandbox whose time stands still."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1")) as sandbox:
        yield Shop(sandbox)


@pytest.fixture
def open_tab(chromium: Browser) -> Iterator[OpenTab]:
    """Open tabs, each as in a browser of its own. What they ask for has to be on this machine, and without error."""
    tabs: list[Page] = []
    wrong: list[str] = []

    def watch(page: Page) -> None:
        page.on("console", lambda said: wrong.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"a dialog: {dialog.message}"))
        page.on("request", lambda sent: wrong.append(sent.url) if urlsplit(sent.url).hostname != "127.0.0.1" else None)

    def make(url: str, **options: Any) -> Page:
        context = chromium.new_context(**{"viewport": DESKTOP, **options})
        page = context.new_page()
        watch(page)
        page.goto(url)
        tabs.append(page)
        return page

    yield make
    for page in tabs:
        page.context.close()
    assert wrong == []
