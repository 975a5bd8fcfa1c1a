"""The control calls under `/sandbox/`, outside the API: the payer's part, the clock, webhooks, reset, health."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from starlette.routing import Route

from komoju_sandbox.auth import FULL_ACCESS
from komoju_sandbox.calls import ok
from komoju_sandbox.errors import ApiError
from komoju_sandbox.http import PathEndpoint
from komoju_sandbox.json_body import parse_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import ExitStack

    from starlette.requests import Request

    from komoju_sandbox.errors import Reply
    from komoju_sandbox.http import Method
    from komoju_sandbox.json_types import JsonValue
    from komoju_sandbox.world import World

    Control: TypeAlias = Callable[[Request, dict[str, JsonValue]], Reply | Awaitable[Reply]]

SPANS = ("days", "hours", "minutes", "seconds")


def control_routes(world: World) -> list[Route]:
    """Route all control calls. They need the secret key unless the settings leave them open."""

    def health(_: Request, __: dict[str, JsonValue]) -> Reply:
        return ok({"status": "ok"})

    def clock(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.now()

    async def advance(_: Request, sent: dict[str, JsonValue]) -> Reply:
        try:
            return await world.advance(sum((_span(*item) for item in sent.items()), timedelta()))
        except OverflowError as error:
            raise ApiError("invalid_parameter", next(iter(sent))) from error

    def pay(request: Request, _: dict[str, JsonValue]) -> Reply:
        return world.pay(request.path_params["payment_id"])

    def reset(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.reset()

    calls: dict[str, dict[str, Control]] = {
        "/sandbox/health": {"GET": health},
        "/sandbox/clock": {"GET": clock},
        "/sandbox/clock/advance": {"POST": advance},
        "/sandbox/payments/{payment_id}/pay": {"POST": pay},
        "/sandbox/reset": {"POST": reset},
        **_webhook_calls(world),
    }
    return [_route(world, path, methods) for path, methods in calls.items()]


def _webhook_calls(world: World) -> dict[str, dict[str, Control]]:
    notices = world.notices

    def add(_: Request, sent: dict[str, JsonValue]) -> Reply:
        return world.carry_out(notices.add, body=sent)

    def webhooks(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.carry_out(notices.list)

    def remove(request: Request, _: dict[str, JsonValue]) -> Reply:
        return world.remove_webhook(request.path_params["webhook_id"])

    def deliveries(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.carry_out(notices.deliveries)

    async def settle(_: Request, __: dict[str, JsonValue]) -> Reply:
        return await world.settle()

    def resend(request: Request, _: dict[str, JsonValue]) -> Reply:
        return world.carry_out(notices.resend, request.path_params)

    return {
        "/sandbox/webhooks": {"GET": webhooks, "POST": add},
        "/sandbox/webhooks/{webhook_id}": {"DELETE": remove},
        "/sandbox/deliveries": {"GET": deliveries},
        "/sandbox/deliveries/settle": {"POST": settle},
        "/sandbox/deliveries/{delivery_id}/resend": {"POST": resend},
    }


def _route(world: World, path: str, methods: dict[str, Control]) -> Route:
    errors, limits = world.rules.errors, world.contract.limits

    def answering(control: Control) -> Method:
        def answer(request: Request, raw: bytes | None, _: ExitStack) -> Reply | Awaitable[Reply]:
            if not world.open_controls:
                world.keys.admit(request.headers.get("authorization"), frozenset({FULL_ACCESS}))
            if raw is None:
                raise errors.outside(413)
            return control(request, parse_json(raw, limits) if raw else {})

        return answer

    answers = {method: answering(control) for method, control in methods.items()}
    return Route(path, PathEndpoint(errors, limits.body_bytes, answers))


def _span(name: str, value: JsonValue) -> timedelta:
    if name not in SPANS or not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ApiError("invalid_parameter", name)
    return timedelta(**{name: value})
