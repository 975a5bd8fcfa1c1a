# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The one seam to `httpx2`, which is imported at the first call or by `komoju.preload()`.

The blocking twin of this module is derived from it when the client is generated.
"""

from __future__ import annotations

import asyncio
import threading
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

from .exchange import Failure, Pause, exchange
from .replies import ParsedResponse, RawResponse, parsed
from .settings import failure
from .tls import context

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx2

    from .calls import Call, Options, Send
    from .model import Model, Viewer
    from .settings import Settings

__all__ = ["AsyncHTTP", "AsyncPool"]

M = TypeVar("M", bound="Model")


class AsyncPool:
    """The connections, opened at the first call and shared by all clients that come from one another."""

    def __init__(
        self, transport: httpx2.AsyncBaseTransport | None, given: httpx2.AsyncClient | None
    ) -> None:
        self._transport = transport
        self._given = given
        self._made: httpx2.AsyncClient | None = None
        self._lock = threading.Lock()

    def ready(self) -> httpx2.AsyncClient:
        """Return the connections; open them when they are not open."""
        if self._given is not None:
            return self._given
        with self._lock:
            if self._made is None:
                import httpx2

                # A transport brings its own TLS.
                verify = context() if self._transport is None else True
                self._made = httpx2.AsyncClient(
                    transport=self._transport, verify=verify, follow_redirects=False
                )
            return self._made

    async def close(self) -> None:
        """Close what was opened here. A client that the user brought stays open."""
        with self._lock:
            made, self._made = self._made, None
        if made is not None:
            await made.aclose()


class AsyncHTTP:
    """Makes calls with one set of settings over a pool of connections."""

    def __init__(self, settings: Settings, pool: AsyncPool) -> None:
        self.settings: Settings = settings
        self.pool: AsyncPool = pool

    async def call(self, call: Call, viewer: Viewer[M], options: Options) -> ParsedResponse[M]:
        """Make one call and look at its reply through a `viewer`."""
        steps = exchange(call, self.settings.policy_for(options))
        return parsed(await self._run(steps, options), viewer, call.operation.id)

    async def _run(
        self, steps: Generator[Send | Pause, Any, RawResponse], options: Options
    ) -> RawResponse:
        outcome: RawResponse | Failure | None = None
        while True:
            try:
                step = steps.send(outcome)
            except StopIteration as end:
                reply: RawResponse = end.value
                return reply
            if isinstance(step, Pause):
                await asyncio.sleep(step.seconds)
                outcome = None
            else:
                outcome = await self._send(step, options)

    async def _send(self, step: Send, options: Options) -> RawResponse | Failure:
        pool = self.pool.ready()
        headers = self.settings.headers_for(step, options)
        import httpx2

        began = perf_counter()
        try:
            reply = await pool.request(
                step.method,
                self.settings.base_url + step.path,
                content=step.content.value,
                headers=headers.value,
                timeout=self.settings.timeout_for(options),
                # Money goes where it was sent, with the key that it was sent with, whatever the user's own client does.
                follow_redirects=False,
                auth=None,
            )
        except httpx2.RequestError as error:
            return failure(error)
        return RawResponse(reply.status_code, reply.headers, reply.content, perf_counter() - began)
