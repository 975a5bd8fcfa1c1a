"""The gate through which every request of the schemathesis runs goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

import requests

from tests.contract.contract import at_path
from tests.contract.judge import Judge, Verdict
from tests.contract.laws import Answer, Sent
from tests.contract.numbers import UndocumentedNumberError, undocumented

Send = Callable[..., requests.Response]


@dataclass
class Gate:
    """Lets documented numbers through only, judges every answer, and writes a line about each exchange."""

    judge: Judge
    base_path: str
    exchanges: Path
    verdicts: WeakKeyDictionary[requests.PreparedRequest, Verdict] = field(default_factory=WeakKeyDictionary)

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
            answer = Answer(response.status_code, _lower(response.headers), response.content)
            verdict = self.judge.judge(sent, answer)
            self.verdicts[request] = verdict
            facts = {"status": answer.status, "code": answer.error.get("code"), "findings": verdict.findings}
            self._record(sent, facts)
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

    def _record(self, sent: Sent, facts: dict[str, Any]) -> None:
        operation = at_path(sent.path)[0].get(sent.method)
        line = {
            "operation": operation.id if operation else None,
            "method": sent.method,
            "path": sent.path,
            "query": sent.query,
            "content_type": sent.headers.get("content-type", ""),
            "content": sent.content.decode("utf-8", "replace"),
            **facts,
        }
        with self.exchanges.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _lower(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.lower(): value.decode("latin-1") if isinstance(value, bytes) else value for name, value in headers.items()
    }
