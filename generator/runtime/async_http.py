"""The one seam to `httpx2`, which is imported at the first call or by `komoju.preload()`.

The blocking twin of this module is derived from it when the client is generated.
"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import DecodeError
from .exchange import Failure, Pause, exchange
from .replies import RawResponse
from .settings import failure
from .shapes import is_object

if TYPE_CHECKING:
    from collections.abc import Generator

    import httpx2

    from .exchange import Call, Send
    from .model import Model
    from .settings import Settings

__all__ = ["AsyncHTTP"]

M = TypeVar("M", bound="Model")


class AsyncHTTP:
    """One pool of connections, made at the first call and shared by all that follow."""

    def __init__(self, settings: Settings, transport: httpx2.AsyncBaseTransport | None) -> None:
        self._settings = settings
        self._transport = transport
        self._pool: httpx2.AsyncClient | None = None
        self._lock = threading.Lock()

    @property
    def base_url(self) -> str:
        """Where the calls go."""
        return self._settings.base_url

    async def call(self, call: Call, model: type[M], timeout: float | None) -> M:
        """Make one call and read its reply as a `model`."""
        reply = await self._run(exchange(call, self._settings.policy), timeout)
        data = reply.json()
        if not is_object(data):
            message = f"{call.operation.id}: expected {model.__name__}, but the body is not an object"
            raise DecodeError(message, response=reply)
        return model.view(data)

    async def close(self) -> None:
        """Close the connections. The next call opens new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            await pool.aclose()

    def ready(self) -> httpx2.AsyncClient:
        """Return the pool; make it when there is none."""
        with self._lock:
            if self._pool is None:
                import httpx2

                self._pool = httpx2.AsyncClient(**self._settings.pool(self._transport))
            return self._pool

    async def _run(self, steps: Generator[Send | Pause, Any, RawResponse], timeout: float | None) -> RawResponse:
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
                outcome = await self._send(step, timeout)

    async def _send(self, step: Send, timeout: float | None) -> RawResponse | Failure:
        pool = self.ready()
        import httpx2

        try:
            reply = await pool.request(
                step.method,
                self._settings.base_url + step.path,
                content=step.content,
                headers=dict(step.headers),
                timeout=self._settings.timeout if timeout is None else timeout,
            )
        except httpx2.RequestError as error:
            return failure(error)
        return RawResponse(reply.status_code, reply.headers, reply.content)
