"""What the tests of the client share: the document, replies from it, and clients that talk to a stub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from komoju import Komoju

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

from tests.values import document


class Stub(httpx2.BaseTransport):
    """Answers each request with the next of the replies given, the last one for ever, and keeps the requests."""

    def __init__(self, *replies: httpx2.Response | Exception) -> None:
        self.replies = list(replies)
        self.requests: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return httpx2.Response(reply.status_code, headers=reply.headers, content=reply.content)


@pytest.fixture(scope="session")
def example() -> Callable[[str], dict[str, Any]]:
    """Give the value of an example of the document by its name."""
    return lambda name: document()["components"]["examples"][name]["value"]


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no pause last: keep the seconds instead."""
    kept: list[float] = []
    monkeypatch.setattr("komoju._runtime.http.time.sleep", kept.append)
    return kept


@pytest.fixture
def client() -> Iterator[Callable[..., Komoju]]:
    """Make clients that talk to a transport, and close them in the end."""
    made: list[Komoju] = []

    def make(transport: httpx2.BaseTransport, **options: Any) -> Komoju:
        made.append(Komoju("sk_test", transport=transport, **options))
        return made[-1]

    yield make
    for komoju in made:
        komoju.close()
