"""The payer's pages over HTTP. Who has the address of a payment may see it, and play the payer: it is the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError
from komoju_sandbox.pages.endpoint import back, page
from komoju_sandbox.pages.instructions import WAITING, has_instructions, render_instructions, render_missing
from komoju_sandbox.pages.words import LOCALES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.pages.endpoint import Form
    from komoju_sandbox.pages.source import Desks, DeskSource
    from komoju_sandbox.rules import Rules


class PayerPages:
    """The page that `instructions_url` names, and its button."""

    def __init__(self, desks: Desks, rules: Rules) -> None:
        self._desks = desks
        self._zone = rules.calendar.zone

    async def show(self, request: Request, _: Form) -> Response:
        """Show what the payer has to do; a page with 404 where there is no such payment, language or page of its."""
        locale: str = request.path_params["locale"]
        found = self._find(request)
        if found is None:
            return page(render_missing(locale), 404)
        return page(render_instructions(found[1], locale, self._zone))

    async def pay(self, request: Request, _: Form) -> Response:
        """Play the payer's part, then show what has become of the payment."""
        locale: str = request.path_params["locale"]
        found = self._find(request)
        if found is None:
            return page(render_missing(locale), 404)
        source, payment = found
        if payment["status"] == WAITING:
            await source.pay(payment["id"])
        return back(f"/{locale}/instructions/{payment['id']}")

    def _find(self, request: Request) -> tuple[DeskSource, JsonObject] | None:
        if request.path_params["locale"] not in LOCALES:
            return None
        payment_id: str = request.path_params["payment_id"]
        try:
            source = self._desks.holding(payment_id)
            payment = source.payment(payment_id)
        except ApiError:
            return None
        return (source, payment) if has_instructions(payment) else None
