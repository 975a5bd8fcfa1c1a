"""The gate through which every request of the schemathesis runs goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import requests

from tests.contract.contract import at_path
from tests.contract.exceptions import EXCEPTIONS, Excepted
from tests.contract.judge import Judge, Verdict, key_of_caller
from tests.contract.laws import Answer, Sent
from tests.contract.numbers import UndocumentedNumberError, undocumented

MERCHANT, PAYER, STRANGER = "merchant", "payer", "stranger"
"""Whose key a call had: the secret one, the publishable one, the secret one of another merchant."""
Send = Callable[..., requests.Response]


@dataclass
class Gate:
    """Lets documented numbers through only, judges every answer, and writes a line about each exchange."""

    judge: Judge
    base_path: str
    exchanges: Path
    strangers: Mapping[str, Judge] = field(default_factory=dict)
    """The judges of other merchants, by their keys."""
    verdicts: WeakKeyDictionary[requests.PreparedRequest, Verdict] = field(default_factory=WeakKeyDictionary)
    story: list[str] = field(default_factory=list)
    """What has happened since somebody cleared it, in a line each."""

    def around(self, send: Send) -> Send:
        """Wrap the function that sends. Raises `UndocumentedNumberError` instead of sending what must not be sent."""

        def gated(adapter: Any, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
            sent = self.sent(request)
            if not sent.path:
                # The tool tries what the server takes at all before it begins.
                return send(adapter, request, *args, **kwargs)
            found = undocumented(sent)
            if found:
                self._record(sent, {"refused": found})
                raise UndocumentedNumberError(found)
            response = send(adapter, request, *args, **kwargs)
            self.verdicts[request] = self._judged(sent, response)
            return response

        return gated

    def sent(self, request: requests.PreparedRequest) -> Sent:
        """Take a request apart."""
        url = urlsplit(str(request.url))
        content = request.body or b""
        return Sent(
            str(request.method),
            url.path.removeprefix(self.base_path),
            url.query,
            _lower(request.headers),
            content.encode() if isinstance(content, str) else bytes(content),
        )

    def visited(self, payment_id: str, state: str, *, paid: bool) -> None:
        """Write down that the payer tried to pay."""
        self.story.append(f"the payer of {payment_id} {'pays' if paid else 'cannot pay'}")
        self._write({"visit": {"state": state, "paid": paid}})

    def excepted(self, row: Excepted) -> None:
        """Write down that a finding of the tool was dropped."""
        self._write({"excepted": EXCEPTIONS.index(row)})

    def _judged(self, sent: Sent, response: requests.Response) -> Verdict:
        answer = Answer(response.status_code, _lower(response.headers), response.content)
        key = key_of_caller(sent)
        verdict = self.strangers.get(key or "", self.judge).judge(sent, answer)
        keys = {self.judge.secret_key: MERCHANT, self.judge.publishable_key: PAYER}
        keys |= dict.fromkeys(self.strangers, STRANGER)
        code = answer.error.get("code")
        self.story.append(f"{sent.method} {sent.path} {_text(sent.content)} -> {answer.status} {code or ''}")
        self.story += verdict.findings
        facts: dict[str, Any] = {"by": keys.get(key)}
        facts |= {"status": answer.status, "code": code, "state": verdict.state, "findings": verdict.findings}
        reply = {"headers": dict(answer.headers), "content": _text(answer.content)}
        self._record(sent, {**facts, "reply": reply, "seconds": response.elapsed.total_seconds()})
        return verdict

    def _record(self, sent: Sent, facts: dict[str, Any]) -> None:
        operation = at_path(sent.path)[0].get(sent.method)
        open_headers = {name: value for name, value in sent.headers.items() if name != "authorization"}
        line = {**asdict(sent), "headers": open_headers, "content": _text(sent.content)}
        self._write({"operation": operation.id if operation else None, **line, **facts})

    def _write(self, line: dict[str, Any]) -> None:
        with self.exchanges.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _lower(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.lower(): value.decode("latin-1") if isinstance(value, bytes) else value for name, value in headers.items()
    }
