"""HTTP read by httptools, with the answers that h11 gives. Importing this needs the extra `fast`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from httptools import HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio
    from array import array
    from collections.abc import Sized

    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

OFFER = b"upgrade"


class _Flow(FlowControl):
    """Reads no further while requests wait, or those sent ahead would pile up without end."""

    def __init__(self, transport: asyncio.Transport, waiting: Sized) -> None:
        super().__init__(transport)
        self._waiting = waiting

    def resume_reading(self) -> None:
        """Read on, unless the next request is here already."""
        if not self._waiting:
            super().resume_reading()


class _Parser(HttpRequestParser):
    """Reads a request to become something else, such as HTTP/2, as what it is without: httptools drops its body."""

    def __init__(self, protocol: FastProtocol) -> None:
        super().__init__(protocol)
        self._protocol = protocol
        # As uvicorn has it.
        self.set_dangerous_leniencies(lenient_data_after_close=True)

    def feed_data(self, data: bytes | bytearray | memoryview | array[int]) -> None:
        """Read one piece. Raises what httptools raises."""
        rest = data
        while True:
            try:
                super().feed_data(rest)
            except HttpParserUpgrade as upgrade:
                if not self._protocol.is_offered:
                    raise
                body: int = upgrade.args[0]
                rest = self._protocol.head_without_offer() + bytes(rest[body:])
            else:
                return


class FastProtocol(HttpToolsProtocol):
    """Reads with httptools; a request that it refuses, such as one of an unknown method, is read again by h11.

    Requests that were sent ahead wait as they do with h11, and the one being answered learns when its client goes.
    """

    parser: _Parser

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.parser = _Parser(self)
        self._between_requests = True
        self._unanswered = b""
        """The piece being read, where a request begins with it."""
        self._answering: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection."""
        stream = cast("asyncio.Transport", transport)
        super().connection_made(stream)
        self.flow = _Flow(stream, self.pipeline)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the request that is being answered; uvicorn tells the one that came last."""
        super().connection_lost(exc)
        if self._answering is not None and not self._answering.response_complete:
            self._answering.disconnected = True
            self._answering.message_event.set()

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

    @property
    def is_offered(self) -> bool:
        """Whether the request offers to become something else, which nothing here wants."""
        return self.parser.should_upgrade() and any(name == OFFER for name, _ in self.headers)

    def head_without_offer(self) -> bytes:
        """Write the head of the request again, without the offer."""
        line = b"%s %s HTTP/%s" % (self.parser.get_method(), self.url, self.parser.get_http_version().encode())
        kept = (b"%s: %s" % header for header in self.headers if header[0] != OFFER)
        return b"\r\n".join([line, *kept, b"", b""])

    def on_headers_complete(self) -> None:
        """Begin to answer, unless an earlier request is still being answered."""
        if self.is_offered:
            return
        super().on_headers_complete()
        if not self.pipeline:
            self._answering = self.cycle

    def on_response_complete(self) -> None:
        """Go on to the next request that has come."""
        if self.pipeline:
            self._answering = self.pipeline[-1][0]
        super().on_response_complete()

    def on_message_complete(self) -> None:
        """Note that a request has been read."""
        if self.is_offered:
            return
        self._between_requests = True
        super().on_message_complete()

    def _hand_over(self, data: bytes) -> None:
        self.connections.discard(self)
        slow = H11Protocol(self.config, self.server_state, self.app_state, self.loop)
        slow.connection_made(self.transport)
        self.transport.set_protocol(slow)
        slow.data_received(data)
