"""The client's end of the line, where a judge listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from itertools import permutations
from urllib.parse import urlsplit

import httpx2

from tests.contract.judge import Judge
from tests.contract.laws import Answer, Sent

Exchange = tuple[Sent, Answer]


class Judged(httpx2.BaseTransport):
    """Shows every exchange to a judge."""

    def __init__(self, base_path: str) -> None:
        self.inner = httpx2.HTTPTransport()
        self.base_path = base_path
        self.judge: Judge | None = None
        self.findings: list[str] = []
        self.answers: list[Answer] = []
        self._unjudged: list[Exchange] | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = urlsplit(str(request.url))
        sent = Sent(
            request.method,
            url.path.removeprefix(self.base_path),
            url.query,
            {name.lower(): value for name, value in request.headers.items()},
            request.read(),
        )
        response = self.inner.handle_request(request)
        answer = Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, response.read())
        self.answers.append(answer)
        if self._unjudged is not None:
            self._unjudged.append((sent, answer))
        else:
            self.show(sent, answer)
        return response

    def show(self, sent: Sent, answer: Answer) -> None:
        """Have an exchange judged, as if it happened now."""
        if self.judge:
            self.findings += self.judge.judge(sent, answer).findings

    @contextmanager
    def unjudged(self) -> Iterator[list[Exchange]]:
        """Keep the exchanges of the block from the judge, and give them."""
        self._unjudged = []
        try:
            yield self._unjudged
        finally:
            self._unjudged = None

    def close(self) -> None:
        self.inner.close()


def in_some_order(judge: Judge, together: Sequence[Exchange], then: Sequence[Exchange]) -> Judge | None:
    """Find an order of calls made together in which the contract allows every answer, and what was seen afterwards.

    Gives the judge who has seen them in that order, null when there is none: then two calls got into each other's way.
    """
    for order in permutations(together):
        witness = deepcopy(judge)
        if not any(witness.judge(*exchange).findings for exchange in (*order, *then)):
            return witness
    return None
