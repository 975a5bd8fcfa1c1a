"""A desk in memory for the pages to show, and a browser of sorts that asks for them in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.errors import ApiError
from komoju_sandbox.guard import LOOPBACK, Guard
from komoju_sandbox.pages.routes import page_routes
from komoju_sandbox.pages.source import Keys
from komoju_sandbox.rules import Rules
from starlette.applications import Starlette

from tests.sandbox.pages.reading import Page
from tests.values import document

Json = dict[str, Any]
HOST = "127.0.0.1:8410"


def example(name: str, **changes: Any) -> Json:
    """Give a documented payment, with some of it changed; what `details` holds goes into its details."""
    payment: Json = document()["components"]["examples"][f"payments-{name}-response"]["value"]
    details = {**payment["payment_details"], **changes.pop("details", {})}
    return {**payment, "payment_details": details, **changes}


@dataclass
class FakeDesk:
    """A world in memory. What is done to it is written down."""

    name: str = "main"
    keys: Keys | None = field(default_factory=lambda: Keys("komoju-mart", "komoju-mart-publishable"))
    found: dict[str, Json] = field(default_factory=dict)
    told: dict[str, list[Json]] = field(default_factory=dict)
    asked: list[Json] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    registered: list[Json] = field(default_factory=list)
    waiting: list[Json] = field(default_factory=list)
    kinds: list[str] = field(default_factory=lambda: ["card_declined", "cut_after_commit"])
    time: Json = field(default_factory=lambda: {"now": "2017-01-04T07:52:34Z", "mode": "real", "next_due": None})
    done: list[tuple[Any, ...]] = field(default_factory=list)
    marks: list[str] = field(default_factory=lambda: ["a"])

    def add(self, *payments: Json) -> None:
        self.found |= {payment["id"]: payment for payment in payments}

    def mark(self) -> str:
        return self.marks.pop(0) if len(self.marks) > 1 else self.marks[0]

    def clock(self) -> Json:
        return self.time

    def payments(self, limit: int) -> list[Json]:
        return list(self.found.values())[:limit]

    def payment(self, payment_id: str) -> Json:
        if payment_id not in self.found:
            raise ApiError("not_found")
        return self.found[payment_id]

    def history(self, payment_id: str) -> list[Json]:
        return self.told.get(payment_id, [])

    def requests(self, limit: int) -> list[Json]:
        return self.asked[:limit]

    def deliveries(self, limit: int) -> list[Json]:
        return self.sent[:limit]

    def webhooks(self) -> list[Json]:
        return self.registered

    def faults(self) -> list[Json]:
        return self.waiting

    def fault_kinds(self) -> list[str]:
        return self.kinds

    async def pay(self, payment_id: str) -> None:
        self.payment(payment_id)
        self.done.append(("pay", payment_id))

    async def resend(self, delivery_id: str) -> None:
        self.done.append(("resend", delivery_id))

    async def advance(self, by: timedelta | None) -> None:
        self.done.append(("advance", by))

    async def freeze(self) -> None:
        self.done.append(("freeze",))

    async def run_on(self) -> None:
        self.done.append(("run_on",))

    async def add_fault(self, sent: Json) -> None:
        if sent["do"] not in self.kinds:
            raise ApiError("invalid_parameter", "do")
        self.done.append(("add_fault", sent))

    async def remove_fault(self, fault_id: str) -> None:
        self.done.append(("remove_fault", fault_id))


class FakeDesks:
    """Some worlds. Without a `key` everybody may look."""

    def __init__(self, *desks: FakeDesk) -> None:
        self.desks = {desk.name: desk for desk in desks}
        self.key: str | None = None

    def names(self) -> list[str]:
        return list(self.desks)

    def named(self, name: str) -> FakeDesk:
        found = self.desks.get(name or next(iter(self.desks)))
        if found is None:
            raise ApiError("not_found")
        return found

    def holding(self, payment_id: str) -> FakeDesk:
        for desk in self.desks.values():
            if payment_id in desk.found:
                return desk
        raise ApiError("not_found")

    def admit(self, authorization: str | None) -> None:
        if self.key is not None and authorization != self.key:
            raise ApiError("unauthorized", headers={"WWW-Authenticate": "Basic"})


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def page(self) -> Page:
        assert self.headers["content-type"] == "text/html; charset=utf-8"
        return Page(self.content.decode())


class Browser:
    """Asks an application for pages, as a browser on this machine does."""

    def __init__(self, app: Any, runner: asyncio.Runner) -> None:
        self.app = app
        self._runner = runner

    def get(self, target: str, **headers: str) -> Answer:
        return self.send("GET", target, headers=headers)

    def page(self, target: str) -> Page:
        answer = self.get(target)
        assert answer.status == 200
        return answer.page

    def post(self, target: str, body: bytes = b"", **headers: str) -> Answer:
        return self.send("POST", target, body, headers)

    def press(self, target: str, label: str, **fields: str) -> Answer:
        """Press the button with that label on a page, and follow where it leads."""
        form = self.page(target).form(label)
        assert form.method == "post"
        form.fields |= fields
        own = {"sec_fetch_site": "same-origin", "origin": f"http://{HOST}"}
        answer = self.post(form.action, form.body, **own)
        return self.get(answer.headers["location"]) if answer.status == 303 else answer

    def send(self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        sent: list[Any] = []
        named = {"host": HOST, **{name.replace("_", "-"): value for name, value in (headers or {}).items()}}
        url = urlsplit(target)
        scope = {
            "type": "http",
            "method": method,
            "scheme": "http",
            "server": ("127.0.0.1", 8410),
            "path": unquote(url.path),
            "raw_path": url.path.encode(),
            "root_path": "",
            "query_string": url.query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        self._runner.run(self.app(scope, receive, send))
        got = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], got, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture(scope="session")
def rules() -> Rules:
    """Read the document."""
    return Rules.of(load_contract())


@pytest.fixture
def desk() -> FakeDesk:
    """Set up an empty world."""
    return FakeDesk()


@pytest.fixture
def open_pages(rules: Rules, runner: asyncio.Runner) -> Callable[..., Browser]:
    """Put pages in front of desks."""

    def make(*desks: FakeDesk, guard: Guard | None = None, key: str | None = None) -> Browser:
        source = FakeDesks(*desks)
        source.key = key
        return Browser(Starlette(routes=page_routes(source, rules, guard or Guard(LOOPBACK))), runner)

    return make


@pytest.fixture
def browser(open_pages: Callable[..., Browser], desk: FakeDesk) -> Browser:
    """Open the pages of that world."""
    return open_pages(desk)
