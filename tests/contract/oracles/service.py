"""The second opinion: the sandbox. What it says of state and money is no opinion about the shape."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from komoju_sandbox.in_process import InProcess, InProcessSandbox

from tests.contract.contract import base_path
from tests.contract.judge import Judge
from tests.contract.laws import Answer, Sent
from tests.contract.oracles.meaning import Verdict
from tests.contract.oracles.requests import QUERY, Request
from tests.contract.raw import basic
from tests.contract.target import START
from tests.contract.watched import example
from tests.contract.wire import JSON

NUMBERS = count(1)
OF_SHAPE = {"bad_request", "missing_parameter", "invalid_parameter", "invalid_payment_type", "invalid_currency"}
"""The codes that may say that a request is not of the right shape. Some of them may also speak of state."""
BEGINNINGS = {"refundPayment": "credit-card", "capturePayment": "credit-card-authorize"}


class Service:
    """A world of its own in a sandbox, with one payment, one customer and their events."""

    def __init__(self, line: InProcess, operation: str) -> None:
        self.key = f"sk_oracle_{next(NUMBERS)}"
        self.world = InProcessSandbox(line, self.key, START)
        self.world.begin()
        self.line = line
        self.judge = Judge(self.key, None, lambda: START)
        beginning = BEGINNINGS.get(operation, "net-cash-short")
        made = self._ask("POST", "/payments", example(f"payments-{beginning}"))
        customer = self._ask("POST", "/customers", example("customers-without-details"))
        event = self._ask("GET", "/events", None)["data"][0]
        self.ids = {"payment_id": made["id"], "customer_id": customer["id"], "event_id": event["id"]}

    def opinion(self, request: Request) -> Verdict:
        """Send the request, and tell whether its shape was refused, by the code of the refusal."""
        path = request.operation.path.format(**self.ids)
        query = request.content.decode() if request.kind == QUERY else ""
        kind, content = ("", b"") if request.kind == QUERY else (request.kind, request.content)
        sent = Sent(request.operation.method, path, query, self._headers(kind), content)
        answer = self._send(sent)
        verdict = self.judge.judge(sent, answer)
        error = answer.error
        if answer.status < 300:
            return Verdict(accepted=True, reason=str(answer.status))
        reason = f"{answer.status} {error}"
        by_state = verdict.allowed and (error.get("code"), error.get("param")) in verdict.expected.refusals
        return Verdict(by_state or error["code"] not in OF_SHAPE, reason)

    def _headers(self, kind: str) -> dict[str, str]:
        return {"authorization": basic(self.key)} | ({"content-type": kind} if kind else {})

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        content = b"" if body is None else json.dumps(body).encode()
        sent = Sent(method, path, "", self._headers(JSON), content)
        answer = self._send(sent)
        assert self.judge.judge(sent, answer).findings == ()
        return answer.body

    def _send(self, sent: Sent) -> Answer:
        target = f"{base_path()}{sent.path}" + (f"?{sent.query}" if sent.query else "")
        found = self.line.send(sent.method, target, sent.headers, sent.content)
        return Answer(found.status, found.headers, found.content)
