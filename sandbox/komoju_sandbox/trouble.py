"""What goes wrong with a call because somebody asked for it: by a fault, or by the header for scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import willing
from komoju_sandbox.fault_forms import CUT_BEFORE
from komoju_sandbox.refusals import refusals_of
from komoju_sandbox.scenarios import ScenarioHeader

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp

    from komoju_sandbox.api import Exchange
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.idempotency import IdempotencyKey
    from komoju_sandbox.misbehaviour import Misbehaviour
    from komoju_sandbox.trail import Trail


class Trouble:
    """The trouble that calls of one operation can meet."""

    def __init__(self, contract: Contract, operation_id: str, misbehaviour: Misbehaviour) -> None:
        self._operation_id = operation_id
        self._misbehaviour = misbehaviour
        self._refusals = refusals_of(contract)
        self._header = ScenarioHeader(self._refusals)

    def pick(self, exchange: Exchange) -> None:
        """Choose the fault. Raises the error that it is, unless that is for a processor to say."""
        fault = exchange.fault = exchange.world.pick_fault(self._operation_id)
        if fault is not None and fault.code is not None and not self._refusals.is_processors(fault.code):
            raise self._refusals.make(self._operation_id, fault.code)

    async def is_lost(self, exchange: Exchange) -> bool:
        """Do what the fault does before the call is handled, and tell whether the call gets lost there."""
        if exchange.fault is None:
            return False
        await self._misbehaviour.before(exchange.fault)
        return exchange.fault.do == CUT_BEFORE

    def entries(self, exchange: Exchange, trail: Trail) -> list[str]:
        """Read the outcomes that the header asks for. Raises `invalid_parameter`."""
        return self._header.read(exchange.request.headers.getlist(self._header.name), self._operation_id, trail)

    def processor(self, exchange: Exchange, entries: list[str], key: IdempotencyKey | None) -> Callable[[], None]:
        """Make the processor that refuses what the fault or the header says. Raises the errors of others."""
        fault, world = exchange.fault, exchange.world
        entry = self._entry(exchange, entries, key) if entries else None
        refusal = self._header.refusal(entry, self._operation_id)
        if refusal is not None and not self._refusals.is_processors(refusal.code):
            raise refusal
        code = None if fault is None else fault.code
        if code is None and refusal is None:
            return willing

        def ask() -> None:
            if fault is not None and code is not None and world.faults.use(fault):
                raise self._refusals.make(self._operation_id, code)
            if refusal is not None:
                raise refusal

        return ask

    def _entry(self, exchange: Exchange, entries: list[str], key: IdempotencyKey | None) -> str | None:
        guess = exchange.world.rules.fidelity.refusal(exchange.trail)
        if guess is not None:
            raise guess
        return exchange.world.scenario_entry(self._operation_id, entries, key)

    async def reply(self, exchange: Exchange, reply: Reply) -> Reply | ASGIApp:
        """Do what the fault does to the reply."""
        if exchange.fault is None:
            return reply
        return await self._misbehaviour.after(exchange.fault, reply)
