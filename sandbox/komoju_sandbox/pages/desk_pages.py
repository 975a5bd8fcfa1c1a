"""The desk over HTTP: what it shows, and what its buttons do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError
from komoju_sandbox.pages.desk import SPANS, Desk, PaymentSheet, Place, render_desk, render_payment
from komoju_sandbox.pages.endpoint import back, page
from komoju_sandbox.pages.reference import render_reference

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.pages.endpoint import Form
    from komoju_sandbox.pages.source import Desks, DeskSource
    from komoju_sandbox.rules import Rules

SHOWN = 50
"""How many of each kind lie on the desk."""
DIGITS = 4
"""How long the number of times may be that a fault shall happen."""
NEXT = "next"
"""What the button sends that moves the clock to the next thing that falls due."""


class DeskPages:
    """What is shown is one world: the one that `world` names in the address, else the main one."""

    def __init__(self, desks: Desks, rules: Rules) -> None:
        self._desks = desks
        self._rules = rules
        self._operations = [operation.operation_id for operation in rules.contract.operations]

    def source(self, request: Request) -> DeskSource:
        """Find the world, for somebody who may see it. Raises `unauthorized`, `forbidden` or `not_found`."""
        self._desks.admit(request.headers.get("authorization"))
        return self._desks.named(request.query_params.get("world", ""))

    async def show(self, request: Request, _: Form) -> Response:
        """Show the desk."""
        source = self.source(request)
        # The mark comes first: what changes between the two is shown again, not missed.
        mark, payments = source.mark(), source.payments(SHOWN)
        return page(
            render_desk(
                Desk(
                    place=self._place(request, source),
                    mark=mark,
                    clock=source.clock(),
                    payments=payments,
                    histories={payment["id"]: source.history(payment["id"]) for payment in payments},
                    requests=source.requests(SHOWN),
                    deliveries=source.deliveries(SHOWN),
                    webhooks=source.webhooks(),
                    faults=source.faults(),
                    fault_kinds=source.fault_kinds(),
                    operations=self._operations,
                )
            )
        )

    async def show_payment(self, request: Request, _: Form) -> Response:
        """Show one payment."""
        source, payment_id = self.source(request), request.path_params["payment_id"]
        sheet = PaymentSheet(
            place=self._place(request, source),
            mark=source.mark(),
            payment=source.payment(payment_id),
            history=source.history(payment_id),
        )
        return page(render_payment(sheet))

    async def reference(self, request: Request, _: Form) -> Response:
        """Show the API reference. It holds nothing of any world."""
        keys = self._desks.named("").keys
        return page(render_reference(self._rules.contract, _origin(request), None if keys is None else keys.secret))

    async def pay(self, request: Request, form: Form) -> Response:
        """Play the payer's part."""
        payment_id = request.path_params["payment_id"]
        await self.source(request).pay(payment_id)
        return _back(request, f"/desk/payments/{payment_id}" if form.get("from") == "payment" else "/")

    async def resend(self, request: Request, _: Form) -> Response:
        """Send a delivery once more."""
        await self.source(request).resend(request.path_params["delivery_id"])
        return _back(request)

    async def advance(self, request: Request, form: Form) -> Response:
        """Move the clock forward."""
        by = form.get("by", NEXT)
        if by != NEXT and by not in SPANS:
            raise ApiError("invalid_parameter", "by")
        await self.source(request).advance(None if by == NEXT else timedelta(**{f"{by}s": 1}))
        return _back(request)

    async def freeze(self, request: Request, _: Form) -> Response:
        """Let the clock stand still."""
        await self.source(request).freeze()
        return _back(request)

    async def run_on(self, request: Request, _: Form) -> Response:
        """Let the clock run on."""
        await self.source(request).run_on()
        return _back(request)

    async def add_fault(self, request: Request, form: Form) -> Response:
        """Have calls meet a fault."""
        times = form.get("times", "1")
        if not (times.isascii() and times.isdigit() and len(times) <= DIGITS and int(times)):
            raise ApiError("invalid_parameter", "times")
        sent: JsonObject = {"operation": form.get("operation") or None, "do": form.get("do", ""), "times": int(times)}
        await self.source(request).add_fault(sent)
        return _back(request)

    async def remove_fault(self, request: Request, _: Form) -> Response:
        """Take a fault back."""
        await self.source(request).remove_fault(request.path_params["fault_id"])
        return _back(request)

    def _place(self, request: Request, source: DeskSource) -> Place:
        origin = _origin(request)
        return Place(
            origin=origin,
            base_url=origin + self._rules.contract.base_path,
            keys=source.keys,
            world=source.name,
            worlds=self._desks.names(),
            zone=self._rules.calendar.zone,
        )


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.headers.get('host', '')}"


def _back(request: Request, path: str = "/") -> Response:
    """Lead back to the page of the button, in the same world."""
    query = request.url.query
    return back(f"{path}?{query}" if query else path)
