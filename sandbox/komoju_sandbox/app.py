"""The ASGI application: one route per path of the document, and the control calls beside it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from komoju_sandbox.api import ApiMethod, ApiRefusal
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control import control_routes
from komoju_sandbox.errors import ApiError
from komoju_sandbox.guard import Guard
from komoju_sandbox.http import PathEndpoint, not_allowed, respond
from komoju_sandbox.misbehaviour import CutsConnections, Misbehaviour, Pauses
from komoju_sandbox.pages.routes import page_routes
from komoju_sandbox.pages.world_desk import WorldDesks
from komoju_sandbox.settings import Settings
from komoju_sandbox.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp

    from komoju_sandbox.http import Method


class _Application(Starlette):
    def build_middleware_stack(self) -> ASGIApp:
        """Put what cuts connections around everything that answers."""
        return CutsConnections(super().build_middleware_stack())


def create_app(settings: Settings | None = None) -> Starlette:
    """Build a sandbox as an ASGI application; `app.state.worlds` is what is behind it.

    A call of the application raises `ConnectionCutError` where a fault cuts the connection. `app.state.pauses.stop()`
    ends the waiting that faults ask for.
    Raises `SettingsError`, `StoreError` or `ContractError` when it cannot be set up.
    """
    worlds = Worlds(load_contract(), settings or Settings())

    async def not_found(_: Request, __: Exception) -> Response:
        return respond(worlds.rules.errors.reply(ApiError("not_found")))

    async def failed(_: Request, __: Exception) -> Response:
        return respond(worlds.rules.errors.reply(ApiError("internal_server_error")))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with worlds.working():
            yield

    pauses = Pauses()
    app = _Application(
        routes=[
            *api_routes(worlds, Misbehaviour(pauses)),
            *control_routes(worlds),
            *page_routes(WorldDesks(worlds), worlds.rules, Guard.of(worlds.settings)),
        ],
        exception_handlers={HTTPException: not_found, Exception: failed},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.worlds = worlds
    app.state.pauses = pauses
    return app


def api_routes(worlds: Worlds, misbehaviour: Misbehaviour) -> list[Route]:
    """Route the paths of the document, and the rest of its base path to a refusal."""
    contract, errors = worlds.rules.contract, worlds.rules.errors
    by_path: dict[str, dict[str, Method]] = {}
    for operation in contract.operations:
        by_path.setdefault(operation.path, {})[operation.method] = ApiMethod(worlds, operation, misbehaviour)

    def route(path: str, methods: dict[str, Method], refusal: ApiError) -> Route:
        endpoint = PathEndpoint(errors, contract.limits.body_bytes, methods, ApiRefusal(worlds, refusal))
        return Route(contract.base_path + path, endpoint)

    return [
        *(route(path, methods, not_allowed(errors, methods)) for path, methods in by_path.items()),
        route("/{unknown:path}", {}, ApiError("not_found")),
    ]
