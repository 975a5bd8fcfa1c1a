"""A transport that remembers: what the client sent, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import httpx2

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Exchange:
    """One request and its reply."""

    method: str
    path: str
    content_type: str | None
    content: bytes
    status: int
    reply: bytes

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of a form, decoded."""
        return parse_qsl(self.content.decode(), keep_blank_values=True, strict_parsing=True) if self.content else []


class Recorder(httpx2.BaseTransport):
    """Sends everything on and keeps a record of it, oldest first."""

    def __init__(self, inner: httpx2.BaseTransport | None = None) -> None:
        self.inner = inner or httpx2.HTTPTransport()
        self.seen: list[Exchange] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        content = request.read()
        response = self.inner.handle_request(request)
        reply = response.read()
        self.seen.append(
            Exchange(
                request.method,
                request.url.raw_path.decode().removeprefix("/api/v1"),
                request.headers.get("content-type"),
                content,
                response.status_code,
                reply,
            )
        )
        return response

    def close(self) -> None:
        self.inner.close()

    @property
    def last(self) -> Exchange:
        """The newest exchange."""
        return self.seen[-1]


def arguments_of(body: dict[str, Any]) -> dict[str, Any]:
    """Turn the body of an example into the arguments of a call: the details become a model, the rest stays."""
    from komoju.models import payment_details

    details = body.get("payment_details")
    if not isinstance(details, dict):
        return body
    return {**body, "payment_details": payment_details.PAYMENT_DETAILS_REQUEST.decode(details, "payment_details")}
