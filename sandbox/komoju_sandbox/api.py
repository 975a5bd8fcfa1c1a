"""Calls to the API over HTTP, from their arrival to their answer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from komoju_sandbox.check import first_of
from komoju_sandbox.coverage import facts_of
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.idempotency import KeyHeader
from komoju_sandbox.misbehaviour import cut
from komoju_sandbox.reading import RequestReader
from komoju_sandbox.trail import Trail
from komoju_sandbox.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator
    from contextlib import ExitStack

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from komoju_sandbox.faults import Fault
    from komoju_sandbox.idempotency import IdempotencyKey
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.misbehaviour import Misbehaviour
    from komoju_sandbox.openapi import Operation
    from komoju_sandbox.wire import Body
    from komoju_sandbox.world import World
    from komoju_sandbox.worlds import Caller, Worlds

T = TypeVar("T")


@dataclass(slots=True)
class Exchange:
    """A request to the API, and what has become of it so far."""

    request: Request
    raw: bytes | None
    """The body, or none when it is too large."""
    world: World
    operation: Operation | None = None
    caller: str = ""
    """Stands for the key of whoever sent it, once that is known."""
    fault: Fault | None = None
    """What goes wrong with it."""
    sent: Body | None = None
    """What the body says, once it has been read."""
    trail: Trail = field(default_factory=Trail)


class _Answering:
    """What all answers of the API share: what refuses is told in the documented envelope, and what decided is named."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds
        self._rules = worlds.rules

    async def _answer(self, exchange: Exchange, act: Callable[[Exchange], Awaitable[Reply | None]]) -> Reply | ASGIApp:
        """Answer as `act` does; where that gives no reply the request is lost, and its connection cut."""
        reply = await self._judged(exchange, act)
        world = exchange.world
        world.traffic.note(self._worlds.scribe.entry(exchange, reply, world.state.clock.now()))
        world.traffic.see(facts_of(exchange, reply))
        return cut if reply is None else reply

    async def _judged(self, exchange: Exchange, act: Callable[[Exchange], Awaitable[Reply | None]]) -> Reply | None:
        try:
            reply = await act(exchange)
        except ApiError as error:
            exchange.trail.rests_on(*error.sources)
            reply = self._rules.errors.reply(error)
        if reply is None:
            return None
        refusal = self._rules.fidelity.refusal(exchange.trail)
        if refusal is not None:
            return self._rules.errors.reply(refusal)
        return self._rules.fidelity.mark(reply, exchange.trail)

    def _admit(self, exchange: Exchange) -> Caller:
        caller = self._worlds.admit(exchange.request.headers.get("authorization"), exchange.trail)
        exchange.world, exchange.caller = caller.world, caller.digest
        return caller


class ApiRefusal(_Answering):
    """Answers what no operation answers."""

    def __init__(self, worlds: Worlds, refusal: ApiError) -> None:
        super().__init__(worlds)
        self._refusal = refusal

    async def __call__(self, request: Request, raw: bytes | None, _: ExitStack) -> Reply | ASGIApp:
        """Refuse the request, whoever sends it."""
        return await self._answer(Exchange(request, raw, self._worlds.main), self._refuse)

    async def _refuse(self, exchange: Exchange) -> Reply:
        # Whose journal it goes into is all that the key decides.
        with suppress(ApiError):
            exchange.world = self._worlds.admit(exchange.request.headers.get("authorization"), Trail()).world
        raise self._refusal


class ApiMethod(_Answering):
    """One operation: let in, pick the fault, read, check, carry out, and let the reply go wrong if it has to."""

    def __init__(self, worlds: Worlds, operation: Operation, misbehaviour: Misbehaviour) -> None:
        super().__init__(worlds)
        contract = worlds.rules.contract
        self._operation = operation
        self._reader = RequestReader(contract, operation, contract.limits)
        self._trouble = Trouble(contract, operation.operation_id, misbehaviour)
        self._header = None if operation.key_header is None else KeyHeader(contract, operation.key_header)

    async def __call__(self, request: Request, raw: bytes | None, until_sent: ExitStack) -> Reply | ASGIApp:
        """Answer the request; its idempotency key is held until the reply has been sent."""
        exchange = Exchange(request, raw, self._worlds.main, self._operation)
        exchange.trail.rests_on(self._operation.source)
        answer = await self._answer(exchange, lambda exchange: self._handle(exchange, until_sent))
        return await self._trouble.reply(exchange, answer) if isinstance(answer, Reply) else answer

    async def _handle(self, exchange: Exchange, until_sent: ExitStack) -> Reply | None:
        self._admit(exchange).demand(self._operation.schemes)
        self._trouble.pick(exchange)
        if exchange.raw is None:
            raise self._rules.errors.outside(413)
        key = _read(exchange, self._key, self._trouble.entries, self._query, self._body)
        if key is not None:
            until_sent.enter_context(exchange.world.running.hold(key))
        if await self._trouble.is_lost(exchange):
            return None
        return self._carry_out(exchange, key)

    def _carry_out(self, exchange: Exchange, key: IdempotencyKey | None) -> Reply:
        entries = _read(exchange, self._trouble.entries, self._query, self._body)
        ask_processor = self._trouble.processor(exchange, entries, key)
        query = _read(exchange, self._query, self._body)
        body = _read(exchange, self._body)
        path, name = dict(exchange.request.path_params), self._operation.operation_id
        return exchange.world.answer(name, path, query, body, key, exchange.trail, ask_processor)

    def _key(self, exchange: Exchange, _: Trail) -> IdempotencyKey | None:
        if self._header is None:
            return None
        return self._header.read(exchange.request.headers.getlist(self._header.name), exchange.caller)

    def _query(self, exchange: Exchange, trail: Trail) -> JsonObject:
        return self._reader.query(exchange.request, trail)

    def _body(self, exchange: Exchange, trail: Trail) -> JsonObject:
        exchange.sent = self._reader.sent(exchange.request, exchange.raw or b"", trail)
        return self._reader.body(exchange.sent, trail)


def _read(exchange: Exchange, part: Callable[[Exchange, Trail], T], *others: Callable[[Exchange, Trail], object]) -> T:
    """Read a part of the request. Raises its refusal, which may have come before that of another part."""
    try:
        return part(exchange, exchange.trail)
    except ApiError as refusal:
        raise first_of([refusal, *_refusals(exchange, others)]) from refusal


def _refusals(exchange: Exchange, parts: Iterable[Callable[[Exchange, Trail], object]]) -> Iterator[ApiError]:
    for part in parts:
        try:
            part(exchange, Trail())
        except ApiError as refusal:
            yield refusal
