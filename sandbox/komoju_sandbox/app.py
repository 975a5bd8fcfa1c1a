"""The ASGI application: one route per path of the document, and the control calls beside it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from komoju_sandbox.contract import load_contract
from komoju_sandbox.control import control_routes
from komoju_sandbox.errors import ApiError
from komoju_sandbox.http import PathEndpoint, respond
from komoju_sandbox.idempotency import KeyHeader
from komoju_sandbox.pages.guard import Guard
from komoju_sandbox.pages.routes import page_routes
from komoju_sandbox.pages.world_desk import WorldDesks
from komoju_sandbox.reading import RequestReader
from komoju_sandbox.settings import Settings
from komoju_sandbox.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from contextlib import ExitStack

    from starlette.requests import Request
    from starlette.responses import Response

    from komoju_sandbox.errors import Reply
    from komoju_sandbox.idempotency import IdempotencyKey
    from komoju_sandbox.openapi import Operation


def create_app(settings: Settings | None = None) -> Starlette:
    """Build a sandbox as an ASGI application; `app.state.worlds` is what is behind it.

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

    app = Starlette(
        routes=[
            *api_routes(worlds),
            *control_routes(worlds),
            *page_routes(WorldDesks(worlds), worlds.rules, Guard.of(worlds.settings)),
        ],
        exception_handlers={HTTPException: not_found, Exception: failed},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.worlds = worlds
    return app


def api_routes(worlds: Worlds) -> list[Route]:
    """Route the paths of the document."""
    contract = worlds.rules.contract
    by_path: dict[str, dict[str, ApiMethod]] = {}
    for operation in contract.operations:
        by_path.setdefault(operation.path, {})[operation.method] = ApiMethod(worlds, operation)
    return [
        Route(
            contract.base_path + path,
            PathEndpoint(worlds.rules.errors, contract.limits.body_bytes, methods),
        )
        for path, methods in by_path.items()
    ]


class ApiMethod:
    """One operation over HTTP: let in, read, check, carry out."""

    def __init__(self, worlds: Worlds, operation: Operation) -> None:
        contract = worlds.rules.contract
        self._worlds = worlds
        self._errors = worlds.rules.errors
        self._operation = operation
        self._reader = RequestReader(contract, operation, contract.limits)
        self._header = None if operation.key_header is None else KeyHeader(contract, operation.key_header)

    def __call__(self, request: Request, raw: bytes | None, until_sent: ExitStack) -> Reply:
        """Answer the request; its idempotency key is held until the reply has been sent. Raises `ApiError`."""
        world, caller = self._worlds.admit(request.headers.get("authorization"), self._operation.schemes)
        if raw is None:
            raise self._errors.outside(413)
        key = self._key(request, caller)
        if key is not None:
            until_sent.enter_context(world.running.hold(key))
        query, body = self._reader.read(request, raw)
        return world.answer(self._operation.operation_id, dict(request.path_params), query, body, key)

    def _key(self, request: Request, caller: str) -> IdempotencyKey | None:
        if self._header is None:
            return None
        return self._header.read(request.headers.getlist(self._header.name), caller)
