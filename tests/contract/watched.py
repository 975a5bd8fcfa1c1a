"""A caller whose every exchange is judged."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import document
from tests.contract.judge import Judge
from tests.contract.laws import Answer, Sent
from tests.contract.payer import visit
from tests.contract.raw import Caller
from tests.contract.target import START
from tests.contract.wire import JSON

Exchange = tuple[Sent, Answer]
OWN = "own"
"""Stands for the caller's own key."""


def example(name: str) -> dict[str, Any]:
    """Give the request of a scenario of the document, such as `payments-konbini-lawson`."""
    found: dict[str, Any] = document()["components"]["examples"][f"{name}-request"]["value"]
    return found


class Watched:
    """Calls a sandbox that is empty and stands at the start."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.sandbox = sandbox
        self.caller = Caller(sandbox.base_url, sandbox.secret_key)
        self.time = START
        self.judge = Judge(sandbox.secret_key, sandbox.publishable_key, lambda: self.time)

    def ask(self, method: str, path: str, body: Any = None, kind: str = JSON, key: str | None = OWN) -> Exchange:
        """Make a call, and give it with its answer, not judged yet."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        authorization = self.caller.authorization if key == OWN else key
        answer = self.caller.call(method, path, content, kind, {"Authorization": authorization})
        headers = {"authorization": authorization or "", "content-type": kind}
        plain, _, query = path.partition("?")
        return Sent(method, plain, query, headers, content), answer

    def findings(self, exchange: Exchange) -> tuple[str, ...]:
        """Judge an exchange."""
        return self.judge.judge(*exchange).findings

    def right(self, method: str, path: str, body: Any = None) -> Any:
        """Make a call whose answer has to be right, be it a refusal, and give its body."""
        exchange = self.ask(method, path, body)
        assert self.findings(exchange) == (), (method, path, body)
        return exchange[1].body

    def wait(self, **delta: int) -> None:
        """Let time pass."""
        self.time = datetime.fromisoformat(self.sandbox.advance(**delta))

    def pay(self, payment_id: str) -> bool:
        """Play the payer's part, and tell whether the money was taken."""
        return visit(self.judge, self.sandbox.pay, payment_id)
