"""HTTP read by httptools, with the answers that h11 gives. Importing this needs the extra `fast`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio

    from uvicorn.config import Config
    from uvicorn.server import ServerState


class FastProtocol(HttpToolsProtocol):
    """Reads with httptools; a request that it refuses, such as one of an unknown method, is read again by h11."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._between_requests = True
        self._unanswered = b""
        """The piece being read, where a request begins with it."""

    def data_received(self, data: bytes) -> None:
        """Read one piece of what the client sends."""
        self._unanswered = data if self._between_requests else b""
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Let h11 read what httptools refused, unless a part of it is already being answered."""
        if self._unanswered and (not self.cycle or self.cycle.response_complete):
            self._hand_over(self._unanswered)
        else:
            super().send_400_response(msg)

    def on_message_begin(self) -> None:
        """Note that a request has begun."""
        self._between_requests = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """Note that a request has been read."""
        self._between_requests = True
        super().on_message_complete()

    def _hand_over(self, data: bytes) -> None:
        self.connections.discard(self)
        slow = H11Protocol(self.config, self.server_state, self.app_state, self.loop)
        slow.connection_made(self.transport)
        self.transport.set_protocol(slow)
        slow.data_received(data)
