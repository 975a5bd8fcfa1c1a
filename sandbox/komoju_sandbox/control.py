"""The control calls under `/sandbox/`, outside the API: the payer's part, the clock, whole worlds, health."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from starlette.routing import Route

from komoju_sandbox.calls import ok
from komoju_sandbox.clock import parse_instant
from komoju_sandbox.control_document import control_document
from komoju_sandbox.errors import ApiError
from komoju_sandbox.fault_calls import fault_calls
from komoju_sandbox.guard import Guard
from komoju_sandbox.http import PathEndpoint
from komoju_sandbox.reading import RequestReader
from komoju_sandbox.records import record_calls
from komoju_sandbox.webhook_calls import webhook_calls

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import ExitStack
    from datetime import datetime

    from starlette.requests import Request

    from komoju_sandbox.clock import Mode
    from komoju_sandbox.control_document import ControlDocument
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.http import Method
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.world import World
    from komoju_sandbox.worlds import Worlds

    Sent: TypeAlias = JsonObject
    """What was sent, in the query or in the body: no call has both."""
    Control: TypeAlias = Callable[[World, Request, Sent], Reply | Awaitable[Reply]]


def control_routes(worlds: Worlds) -> list[Route]:
    """Route all control calls. Each acts on the world of its secret key, or on the main one when it has none."""
    document = control_document(worlds.rules.contract)

    def show_document(_: World, __: Request, ___: Sent) -> Reply:
        return ok(document.tree)

    calls: dict[str, dict[str, Control]] = {
        "/sandbox/openapi.json": {"GET": show_document},
        **_time_calls(worlds),
        **webhook_calls(),
        **_copy_calls(worlds),
        **_world_calls(worlds),
        **record_calls(worlds),
        **fault_calls(),
    }
    return [_route(worlds, document, path, methods) for path, methods in calls.items()]


def _time_calls(worlds: Worlds) -> dict[str, dict[str, Control]]:
    def clock(world: World, _: Request, __: Sent) -> Reply:
        return world.now()

    async def set_clock(world: World, _: Request, sent: Sent) -> Reply:
        mode: Mode = sent["mode"]
        if mode == "real" and "now" in sent:
            raise ApiError("invalid_parameter", "now")
        return await world.set_clock(mode, _moment(worlds, sent))

    async def advance(world: World, _: Request, sent: Sent) -> Reply:
        try:
            return await world.advance(timedelta(**sent))
        except OverflowError as error:
            raise ApiError("invalid_parameter", next(iter(sent))) from error

    def pay(world: World, request: Request, _: Sent) -> Reply:
        return world.pay(request.path_params["payment_id"])

    return {
        "/sandbox/clock": {"GET": clock, "PUT": set_clock},
        "/sandbox/clock/advance": {"POST": advance},
        "/sandbox/payments/{payment_id}/pay": {"POST": pay},
    }


def _copy_calls(worlds: Worlds) -> dict[str, dict[str, Control]]:
    def copies(world: World, _: Request, __: Sent) -> Reply:
        return ok({"data": [{"name": name} for name in worlds.copies(world)]})

    def save(world: World, _: Request, sent: Sent) -> Reply:
        worlds.save(world, sent["name"])
        return ok({"name": sent["name"]})

    def forget(world: World, request: Request, _: Sent) -> Reply:
        worlds.forget(world, request.path_params["name"])
        return ok({"name": request.path_params["name"]})

    async def restore(world: World, request: Request, _: Sent) -> Reply:
        await worlds.restore(world, request.path_params["name"])
        return world.now()

    async def branch(world: World, request: Request, sent: Sent) -> Reply:
        made = await worlds.branch(world, request.path_params["name"], sent["secret_key"])
        return ok({"name": made.name})

    return {
        "/sandbox/snapshots": {"GET": copies, "POST": save},
        "/sandbox/snapshots/{name}": {"DELETE": forget},
        "/sandbox/snapshots/{name}/restore": {"POST": restore},
        "/sandbox/snapshots/{name}/branch": {"POST": branch},
    }


def _world_calls(worlds: Worlds) -> dict[str, dict[str, Control]]:
    def health(_: World, __: Request, ___: Sent) -> Reply:
        return ok({"status": "ok"})

    def names(_: World, __: Request, ___: Sent) -> Reply:
        return ok({"data": [{"name": name} for name in worlds.names()]})

    async def remove(world: World, _: Request, __: Sent) -> Reply:
        await worlds.remove(world)
        return ok({"name": world.name})

    def reset(world: World, _: Request, __: Sent) -> Reply:
        return world.reset()

    return {
        "/sandbox/health": {"GET": health},
        "/sandbox/worlds": {"GET": names},
        "/sandbox/world": {"DELETE": remove},
        "/sandbox/reset": {"POST": reset},
    }


def _route(worlds: Worlds, document: ControlDocument, path: str, methods: dict[str, Control]) -> Route:
    errors, limits = worlds.rules.errors, worlds.rules.contract.limits
    guard = Guard.of(worlds.settings)

    def answering(method: str, control: Control) -> Method:
        reader = RequestReader(document, document.operation(path, method), limits)

        def answer(request: Request, raw: bytes | None, _: ExitStack) -> Reply | Awaitable[Reply]:
            if not (guard.knows(request) and (request.method == "GET" or guard.is_own(request))):
                raise ApiError("forbidden")
            world = worlds.in_charge(request.headers.get("authorization"))
            if raw is None:
                raise errors.outside(413)
            query, body = reader.read(request, raw)
            return control(world, request, {**query, **body})

        return answer

    answers = {method: answering(method, control) for method, control in methods.items()}
    return Route(path, PathEndpoint(errors, limits.body_bytes, answers))


def _moment(worlds: Worlds, sent: Sent) -> datetime | None:
    if "now" not in sent:
        return None
    try:
        moment = parse_instant(str(sent["now"]))
    except ValueError as error:
        raise ApiError("invalid_parameter", "now") from error
    if not worlds.rules.knows(moment):
        raise ApiError("invalid_parameter", "now")
    return moment
