"""Clients that keep a connection waiting are cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable

HEAD_SECONDS = 10
"""How long the head of a request may take from its first byte, or from the beginning of its connection."""
BODY_SECONDS = 30
"""How long its body may take, as long as it goes on."""
REPLY_SECONDS = 30
"""How long the client may take to read a reply, as long as it goes on."""
STALL_SECONDS = 10
"""How long nothing of a body, or of a reply, may get on."""

Part: TypeAlias = Literal["head", "body", "reply"]


class Connection(Protocol):
    """What uvicorn's connections tell of themselves, whatever reads HTTP there."""

    transport: asyncio.Transport
    client: tuple[str, int] | None
    """The other end."""
    timeout_keep_alive_task: asyncio.TimerHandle | None
    """Set between two requests: uvicorn itself ends such a connection."""
    cycle: Any
    """The last request that has begun, if one has: with `body`, what of it has not been taken yet, `more_body` and
    `response_complete`."""
    flow: Any
    """With `read_paused`, while the server does not want more."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """What a connection waits for."""

    part: Part
    request: object
    """The request that it belongs to, or the one before."""
    piece: object
    size: int
    """With `piece`, what changes whenever the client does something."""
    begun: float = 0.0
    moved: float = 0.0

    def since(self, before: _Waiting | None, now: float) -> _Waiting:
        """Continue what was seen before, if it is the same."""
        begun = moved = now
        if before is not None and before.part == self.part and before.request is self.request:
            begun = before.begun
            if before.piece is self.piece and before.size == self.size:
                moved = before.moved
        return _Waiting(self.part, self.request, self.piece, self.size, begun, moved)

    def is_over(self, now: float) -> bool:
        """Tell whether it has taken too long."""
        most = {"head": HEAD_SECONDS, "body": BODY_SECONDS, "reply": REPLY_SECONDS}[self.part]
        return now - self.begun > most or now - self.moved > STALL_SECONDS


class Patience:
    """Looks at the connections from time to time, which costs the requests nothing."""

    def __init__(self) -> None:
        self._seen: dict[Connection, _Waiting] = {}

    def look(self, connections: Iterable[Connection], now: float) -> None:
        """Cut off who has been waited for too long, by a clock that runs evenly."""
        seen: dict[Connection, _Waiting] = {}
        for connection in connections:
            waiting = _waiting(connection)
            if waiting is not None:
                seen[connection] = waiting.since(self._seen.get(connection), now)
        self._seen = seen
        for connection, waiting in seen.items():
            if waiting.is_over(now):
                connection.transport.abort()


def _waiting(connection: Connection) -> _Waiting | None:
    """Tell what a connection waits for; null while the server is at work, and between two requests."""
    cycle, unread = connection.cycle, connection.transport.get_write_buffer_size()
    if unread or connection.transport.is_closing():
        return _Waiting("reply", cycle, None, unread)
    if connection.timeout_keep_alive_task is not None:
        return None
    if cycle is None or cycle.response_complete:
        return _Waiting("head", cycle, None, 0)
    if cycle.more_body and not connection.flow.read_paused:
        return _Waiting("body", cycle, cycle.body, len(cycle.body))
    return None
