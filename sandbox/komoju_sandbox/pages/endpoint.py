"""A page over HTTP: guarded, with its headers, and with a page for what goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response

from komoju_sandbox.errors import ApiError
from komoju_sandbox.http import read_body
from komoju_sandbox.pages.render import render

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import Receive, Scope, Send

    from komoju_sandbox.errors import Catalogue
    from komoju_sandbox.guard import Guard

    Form: TypeAlias = Mapping[str, str]
    Handler: TypeAlias = Callable[[Request, Form], Awaitable[Response]]

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Nothing goes to another origin. `no-referrer` would also have browsers send our own forms with `Origin: null`.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every page says to the browser."""
FORM_BYTES = 16384
"""The longest form that a page takes; its own are far shorter."""
FIELDS = 20
WRONG_HOST = (
    "This sandbox does not answer to that name. Open it as http://localhost or under the address it listens on."
)
WRONG_SITE = "This button was pressed by another web site, so nothing was done."


@dataclass(frozen=True, slots=True)
class PageEndpoint:
    """One path as an ASGI application."""

    guard: Guard
    errors: Catalogue
    get: Handler | None = None
    post: Handler | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; say nothing to a client that has gone."""
        request = Request(scope, receive)
        try:
            raw = await read_body(request, FORM_BYTES)
        except ClientDisconnect:
            return
        response = await self._answer(request, raw)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        await response(scope, receive, send)

    async def _answer(self, request: Request, raw: bytes | None) -> Response:
        handlers = {"GET": self.get, "HEAD": self.get, "POST": self.post}
        handler = handlers.get(request.method)
        if not self.guard.knows(request):
            return problem(403, WRONG_HOST)
        if handler is None:
            allowed = ", ".join(method for method, known in handlers.items() if known)
            return problem(405, "A page cannot be asked for that way.", {"Allow": allowed})
        if request.method == "POST" and not self.guard.is_own(request):
            return problem(403, WRONG_SITE)
        form = _read(raw)
        if form is None:
            return problem(413, "The form is too long.")
        try:
            return await handler(request, form)
        except ApiError as error:
            reply = self.errors.reply(error)
            return problem(reply.status, reply.body["error"]["message"], reply.headers)


def page(content: str, status: int = 200) -> Response:
    """Answer with a page."""
    return HTMLResponse(content, status)


def back(path: str) -> Response:
    """Lead from a form back to a page of this sandbox."""
    return Response(status_code=303, headers={"Location": path})


def problem(status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """Say in a page what went wrong."""
    return HTMLResponse(render("problem.html", status=status, message=message), status, dict(headers or {}))


def _read(raw: bytes | None) -> Form | None:
    """Read a form, null when it is too long. Where a field comes twice, the last one counts."""
    if raw is None:
        return None
    try:
        return dict(parse_qsl(raw.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        return None
