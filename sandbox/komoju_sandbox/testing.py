"""A sandbox for tests: a real server on a free port, in a thread of this process."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from dataclasses import replace
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Literal, Self

from komoju_sandbox.app import create_app
from komoju_sandbox.mischief import WINDOW_SECONDS
from komoju_sandbox.server import SandboxServer, listen, origin
from komoju_sandbox.settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.mischief import Times

HOST = "127.0.0.1"
START_SECONDS = 30
PAGE = 100
"""How many deliveries are asked for at once: the most there can be."""


class RunningSandbox:
    """Serves from `with` to its end. `Settings(clock=..., frozen=True, seed=...)` repeats exactly."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self.secret_key = self._settings.secret_key
        self.publishable_key = self._settings.publishable_key
        self._basic = "Basic " + b64encode(f"{self.secret_key}:".encode()).decode()

    def __enter__(self) -> Self:
        ready = threading.Event()
        bound = listen(HOST, 0)
        app = create_app(replace(self._settings, origin=origin(HOST, bound)))
        self._server = SandboxServer(app, ready.set)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [bound]}, daemon=True)
        self._port: int = bound.getsockname()[1]
        self.base_url = origin(HOST, bound) + app.state.worlds.rules.contract.base_path
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()

    def advance(self, **delta: int) -> str:
        """Move the clock by `days`, `hours`, `minutes` and `seconds`; returns the new present."""
        now: str = self._control("POST", "/sandbox/clock/advance", delta)["now"]
        return now

    def pay(self, payment_id: str) -> JsonObject:
        """Play the payer's part; returns the payment."""
        return self._control("POST", f"/sandbox/payments/{payment_id}/pay")

    def add_webhook(self, url: str, secret: str, events: list[str] | None = None) -> JsonObject:
        """Have events sent to `url`, all or those of these types, signed with `secret`; returns the webhook."""
        wanted = {} if events is None else {"events": events}
        return self._control("POST", "/sandbox/webhooks", {"url": url, "secret": secret, **wanted})

    def remove_webhook(self, webhook_id: str) -> None:
        """Have nothing more sent there."""
        self._control("DELETE", f"/sandbox/webhooks/{webhook_id}")

    def deliveries(self) -> list[JsonObject]:
        """List what was sent to webhooks or is to be, each with its attempts in short, in the order of the events."""
        found: list[JsonObject] = []
        place = ""
        while True:
            page = self._control("GET", f"/sandbox/deliveries?limit={PAGE}{place}")
            found += page["data"]
            if not page["has_more"]:
                return found[::-1]
            place = f"&before={found[-1]['id']}"

    def delivery(self, delivery_id: str) -> JsonObject:
        """Show a delivery: each attempt with all that was sent and came back."""
        return self._control("GET", f"/sandbox/deliveries/{delivery_id}")

    def resend(self, delivery_id: str) -> None:
        """Have a delivery sent once more."""
        self._control("POST", f"/sandbox/deliveries/{delivery_id}/resend")

    def resend_since(
        self, since: str, webhook_id: str | None = None, status: Literal["failed", "all"] = "failed"
    ) -> int:
        """Have sent once more what tells of events since that ISO time; returns how many deliveries that are.

        `webhook_id` keeps to one webhook; `status` says whether only what has failed goes out, or all.
        """
        asked = {"since": since, "status": status} | ({} if webhook_id is None else {"webhook": webhook_id})
        resent: int = self._control("POST", "/sandbox/deliveries/resend", asked)["resent"]
        return resent

    def make_mischief(
        self,
        webhook_id: str,
        *,
        duplicates: int = 0,
        concurrent: bool = False,
        reorder: Literal["drawn", "reversed"] | None = None,
        window_seconds: int = WINDOW_SECONDS,
        delay_seconds: int = 0,
        wrong_signature: Times = 0,
        altered_body: Times = 0,
    ) -> JsonObject:
        """Do this to the deliveries of a webhook, instead of what was done before; nothing when nothing is said.

        `duplicates` repeats each post that often, all at the same moment if `concurrent`. `delay_seconds` holds new
        deliveries back, in the sandbox's time. `reorder` holds them back for `window_seconds` after the first of them,
        and then sends the last one first, or in a drawn order. `wrong_signature` and `altered_body` forge that many
        posts, or all of them.
        """
        asked = {
            "duplicates": duplicates,
            "concurrent": concurrent,
            "window_seconds": window_seconds,
            "delay_seconds": delay_seconds,
            "wrong_signature": wrong_signature,
            "altered_body": altered_body,
            **({} if reorder is None else {"reorder": reorder}),
        }
        return self._control("PUT", f"/sandbox/webhooks/{webhook_id}/mischief", asked)

    def mischief(self, webhook_id: str) -> JsonObject:
        """Tell what is done to the deliveries of a webhook, with what is left of the counts."""
        return self._control("GET", f"/sandbox/webhooks/{webhook_id}/mischief")

    def end_mischief(self, webhook_id: str) -> None:
        """Leave a webhook's deliveries alone; those that are held back still leave at their time."""
        self._control("DELETE", f"/sandbox/webhooks/{webhook_id}/mischief")

    def settle(self) -> None:
        """Wait until no delivery is under way. Those that are to be tried again later do not count."""
        self._control("POST", "/sandbox/deliveries/settle")

    def reset(self) -> None:
        """Forget everything, webhooks included; clock and seed start again."""
        self._control("POST", "/sandbox/reset")

    def _control(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        connection = HTTPConnection(HOST, self._port)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, path, sent, {"Content-Type": "application/json", "Authorization": self._basic})
            response = connection.getresponse()
            reply: JsonObject = json.loads(response.read())
        finally:
            connection.close()
        if response.status >= 400:
            raise RuntimeError(f"{method} {path}: {reply['error']['message']}")
        return reply
