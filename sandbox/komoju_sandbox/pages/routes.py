"""The pages over HTTP: which path leads where."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from komoju_sandbox.errors import ApiError
from komoju_sandbox.pages.changes import changes
from komoju_sandbox.pages.desk_pages import DeskPages
from komoju_sandbox.pages.endpoint import PageEndpoint
from komoju_sandbox.pages.payer_pages import PayerPages

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.guard import Guard
    from komoju_sandbox.pages.endpoint import Form, Handler
    from komoju_sandbox.pages.source import Desks
    from komoju_sandbox.rules import Rules

ASSETS = {
    "pages.css": "text/css",
    "desk.js": "text/javascript",
    "docs.js": "text/javascript",
    "mark.svg": "image/svg+xml",
}
"""The files of the pages, with what they are."""


def page_routes(desks: Desks, rules: Rules, guard: Guard) -> list[Route]:
    """Route all pages. Those of the payer need no key; the desk needs one where the controls do."""
    payer, desk = PayerPages(desks, rules), DeskPages(desks, rules)

    async def told(request: Request, _: Form) -> Response:
        if request.method == "HEAD":
            return Response()
        stopping = getattr(request.app.state, "is_stopping", lambda: False)
        return changes(desk.source(request), stopping)

    gets: dict[str, Handler] = {
        "/": desk.show,
        "/docs": desk.reference,
        "/desk/payments/{payment_id}": desk.show_payment,
        "/desk/changes": told,
        "/pages/{name}": _asset,
        "/{locale}/instructions/{payment_id}": payer.show,
    }
    posts: dict[str, Handler] = {
        "/desk/payments/{payment_id}/pay": desk.pay,
        "/desk/deliveries/{delivery_id}/resend": desk.resend,
        "/desk/clock/advance": desk.advance,
        "/desk/clock/freeze": desk.freeze,
        "/desk/clock/run": desk.run_on,
        "/desk/faults": desk.add_fault,
        "/desk/faults/{fault_id}/remove": desk.remove_fault,
        "/{locale}/instructions/{payment_id}/pay": payer.pay,
    }
    return [
        *(Route(path, PageEndpoint(guard, rules.errors, get=handler)) for path, handler in gets.items()),
        *(Route(path, PageEndpoint(guard, rules.errors, post=handler)) for path, handler in posts.items()),
    ]


async def _asset(request: Request, _: Form) -> Response:
    name = request.path_params["name"]
    if name not in ASSETS:
        raise ApiError("not_found")
    return Response(_content(name), media_type=ASSETS[name])


@cache
def _content(name: str) -> bytes:
    return (Path(__file__).with_name("assets") / name).read_bytes()
