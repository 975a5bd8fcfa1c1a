"""The control calls under `/sandbox/`, outside the API: the payer's part, the clock, reset, health."""

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
    from collections.abc import Callable
    from contextlib import ExitStack

    from starlette.requests import Request

    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonValue
    from komoju_sandbox.world import World

    Control: TypeAlias = Callable[[Request, dict[str, JsonValue]], Reply]

SPANS = ("days", "hours", "minutes", "seconds")


def control_routes(world: World) -> list[Route]:
    """Route all control calls. They need the secret key unless the settings leave them open."""

    def health(_: Request, __: dict[str, JsonValue]) -> Reply:
        return ok({"status": "ok"})

    def clock(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.now()

    def advance(_: Request, sent: dict[str, JsonValue]) -> Reply:
        try:
            return world.advance(sum((_span(*item) for item in sent.items()), timedelta()))
        except OverflowError as error:
            raise ApiError("invalid_parameter", next(iter(sent))) from error

    def pay(request: Request, _: dict[str, JsonValue]) -> Reply:
        return world.pay(request.path_params["payment_id"])

    def reset(_: Request, __: dict[str, JsonValue]) -> Reply:
        return world.reset()

    return [
        _route(world, "GET", "/sandbox/health", health),
        _route(world, "GET", "/sandbox/clock", clock),
        _route(world, "POST", "/sandbox/clock/advance", advance),
        _route(world, "POST", "/sandbox/payments/{payment_id}/pay", pay),
        _route(world, "POST", "/sandbox/reset", reset),
    ]


def _route(world: World, method: str, path: str, control: Control) -> Route:
    errors, limits = world.rules.errors, world.contract.limits

    def answer(request: Request, raw: bytes | None, _: ExitStack) -> Reply:
        if not world.open_controls:
            world.keys.admit(request.headers.get("authorization"), frozenset({FULL_ACCESS}))
        if raw is None:
            raise errors.outside(413)
        return control(request, parse_json(raw, limits) if raw else {})

    return Route(path, PathEndpoint(errors, limits.body_bytes, {method: answer}))


def _span(name: str, value: JsonValue) -> timedelta:
    if name not in SPANS or not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ApiError("invalid_parameter", name)
    return timedelta(**{name: value})
