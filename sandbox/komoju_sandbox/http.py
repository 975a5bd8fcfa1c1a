"""What the API and the control calls share of HTTP: bounded bodies in, envelopes out."""

from __future__ import annotations

from contextlib import ExitStack
from inspect import isawaitable
from typing import TYPE_CHECKING, TypeAlias

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse

from komoju_sandbox.errors import ApiError, Reply

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

    from komoju_sandbox.errors import Catalogue

    Answer: TypeAlias = Reply | ASGIApp

Method: TypeAlias = "Callable[[Request, bytes | None, ExitStack], Answer | Awaitable[Answer]]"
"""Answers a request with this body, or none when it is too large: with a reply, or with what sends one in its own way.

The stack is closed when the reply has been sent.
"""
DRAIN_FACTOR = 16
"""How many limits' worth of a body that is too large are still read, so that its sender gets the answer."""


class PathEndpoint:
    """One path as an ASGI application: every method that it has, and `otherwise` or 405 for the others."""

    def __init__(
        self,
        errors: Catalogue,
        body_limit: int,
        methods: Mapping[str, Method],
        otherwise: Method | None = None,
    ) -> None:
        self._errors = errors
        self._body_limit = body_limit
        self._methods = methods
        self._otherwise = otherwise or self._refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; say nothing to a client that has gone."""
        request = Request(scope, receive)
        try:
            raw = await read_body(request, self._body_limit)
        except ClientDisconnect:
            return
        with ExitStack() as until_sent:
            answer = await self._answer(request, raw, until_sent)
            sender = respond(answer) if isinstance(answer, Reply) else answer
            await sender(scope, receive, send)

    async def _answer(self, request: Request, raw: bytes | None, until_sent: ExitStack) -> Answer:
        try:
            answer = self._methods.get(request.method, self._otherwise)(request, raw, until_sent)
            return await answer if isawaitable(answer) else answer
        except ApiError as error:
            return self._errors.reply(error)

    def _refuse(self, _: Request, __: bytes | None, ___: ExitStack) -> Reply:
        raise not_allowed(self._errors, self._methods)


def not_allowed(errors: Catalogue, methods: Iterable[str]) -> ApiError:
    """Refuse a method that a path does not have."""
    return errors.outside(405, {"Allow": ", ".join(methods)})


async def read_body(request: Request, limit: int) -> bytes | None:
    """Read the body; null when it is larger than `limit`. Raises `ClientDisconnect`."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > limit * DRAIN_FACTOR:
            break
    return b"".join(chunks) if size <= limit else None


def respond(reply: Reply) -> JSONResponse:
    """Render the reply as a response."""
    return JSONResponse(reply.body, reply.status, dict(reply.headers))
