"""A merchant's end of webhooks, for tests: a server on a free port that checks every signature."""

from __future__ import annotations

import hmac
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_hex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

HOST = "127.0.0.1"
SECONDS = 5.0
POLL_SECONDS = 0.01
FORGED_STATUS = 401


@dataclass(frozen=True)
class WebhookEvent:
    """An event that arrived."""

    raw: bytes = field(repr=False)
    """The body as it came, which the signature is of."""
    headers: dict[str, str] = field(repr=False)
    """Names in lower case."""
    body: JsonObject
    """The body, read."""

    @property
    def type(self) -> str:
        """What happened, such as `payment.captured`."""
        name: str = self.body["type"]
        return name

    @property
    def data(self) -> JsonObject:
        """What it happened to, such as the payment."""
        found: JsonObject = self.body["data"]
        return found


class WebhookReceiver:
    """Takes events until it is closed. One with a wrong signature is answered 401 and kept apart."""

    def __init__(self) -> None:
        self.secret = token_hex(16)
        """What signs the events."""
        self.status = 200
        """What is answered to events from now on; another one than 2xx has them sent again."""
        self._changed = threading.Condition()
        self._events: list[WebhookEvent] = []
        self._taken: dict[str, int] = {}
        self._refused: list[bytes] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(receiver.take(raw, {name.lower(): value for name, value in self.headers.items()}))
                self.end_headers()

            def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self.url = f"http://{HOST}:{self._server.server_port}/"
        """Where events have to be sent."""
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": POLL_SECONDS}, daemon=True
        )
        self._thread.start()

    @property
    def events(self) -> list[WebhookEvent]:
        """List what has arrived, in its order."""
        with self._changed:
            return list(self._events)

    @property
    def refused(self) -> list[bytes]:
        """List the bodies that came with a wrong signature."""
        with self._changed:
            return list(self._refused)

    def wait_for(self, event_type: str, timeout: float = SECONDS) -> WebhookEvent:
        """Give the next event of that type: the first one, then the one after it, and so on.

        Raises `TimeoutError` when none has arrived in that many seconds, and tells what has.
        """
        with self._changed:
            taken = self._taken.get(event_type, 0)
            if not self._changed.wait_for(lambda: len(self._of(event_type)) > taken, timeout):
                arrived = ", ".join(event.type for event in self._events) or "nothing"
                raise TimeoutError(
                    f"no further {event_type} came within {timeout:g} seconds; {arrived} did. "
                    "What happened before the receiver was first asked for is not sent."
                )
            self._taken[event_type] = taken + 1
            return self._of(event_type)[taken]

    def take(self, raw: bytes, headers: dict[str, str]) -> int:
        """Keep what arrived; returns the status to answer."""
        signature = hmac.digest(self.secret.encode(), raw, "sha256").hex()
        genuine = hmac.compare_digest(signature.encode(), headers.get("x-komoju-signature", "").encode())
        with self._changed:
            if genuine:
                self._events.append(WebhookEvent(raw, headers, json.loads(raw)))
            else:
                self._refused.append(raw)
            self._changed.notify_all()
            return self.status if genuine else FORGED_STATUS

    def forget(self) -> None:
        """Forget what has arrived."""
        with self._changed:
            self._events.clear()
            self._taken.clear()
            self._refused.clear()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _of(self, event_type: str) -> list[WebhookEvent]:
        return [event for event in self._events if event.type == event_type]
