"""What a test does with the webhooks of a world."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from komoju_sandbox.caller import Caller
from komoju_sandbox.mischief import WINDOW_SECONDS
from komoju_sandbox.receiver import WebhookReceiver

if TYPE_CHECKING:
    from collections.abc import Generator

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.mischief import Times

PAGE = 100
"""How many deliveries are asked for at once: the most there can be."""


class WebhookControls(Caller):
    """The control calls for webhooks by name, and a receiver."""

    def __init__(self, secret_key: str, publishable_key: str) -> None:
        super().__init__(secret_key, publishable_key)
        self._receiver: WebhookReceiver | None = None
        self._registered = False

    @property
    def webhooks(self) -> WebhookReceiver:
        """Give a receiver of webhooks on a free port of this machine.

        The first use registers it, and what happens from then on arrives there. So does the first use after `reset`
        and `restore`, which forget what has arrived.
        """
        if self._receiver is None:
            self._receiver = WebhookReceiver()
        if not self._registered:
            if all(webhook["url"] != self._receiver.url for webhook in self.list_webhooks()):
                self.add_webhook(self._receiver.url, self._receiver.secret)
            self._registered = True
        return self._receiver

    def add_webhook(self, url: str, secret: str, events: list[str] | None = None) -> JsonObject:
        """Have events sent to `url`, all or those of these types, signed with `secret`; returns the webhook."""
        wanted = {} if events is None else {"events": events}
        return self.control("POST", "webhooks", {"url": url, "secret": secret, **wanted})

    def remove_webhook(self, webhook_id: str) -> None:
        """Have nothing more sent there."""
        self.control("DELETE", f"webhooks/{webhook_id}")

    def list_webhooks(self) -> list[JsonObject]:
        """List the webhooks, oldest first."""
        found: list[JsonObject] = self.control("GET", "webhooks")["data"]
        return found

    def deliveries(self) -> list[JsonObject]:
        """List what was sent to webhooks or is to be, each with its attempts in short, in the order of the events."""
        found: list[JsonObject] = []
        place = ""
        while True:
            page = self.control("GET", f"deliveries?limit={PAGE}{place}")
            found += page["data"]
            if not page["has_more"]:
                return found[::-1]
            place = f"&before={found[-1]['id']}"

    def delivery(self, delivery_id: str) -> JsonObject:
        """Show a delivery: each attempt with all that was sent and came back."""
        return self.control("GET", f"deliveries/{delivery_id}")

    def resend(self, delivery_id: str) -> None:
        """Have a delivery sent once more."""
        self.control("POST", f"deliveries/{delivery_id}/resend")

    def resend_since(
        self, since: str, webhook_id: str | None = None, status: Literal["failed", "all"] = "failed"
    ) -> int:
        """Have sent once more what tells of events since that ISO time; returns how many deliveries that are.

        `webhook_id` keeps to one webhook; `status` says whether only what has failed goes out, or all.
        """
        asked = {"since": since, "status": status} | ({} if webhook_id is None else {"webhook": webhook_id})
        resent: int = self.control("POST", "deliveries/resend", asked)["resent"]
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
        return self.control("PUT", f"webhooks/{webhook_id}/mischief", asked)

    def mischief(self, webhook_id: str) -> JsonObject:
        """Tell what is done to the deliveries of a webhook, with what is left of the counts."""
        return self.control("GET", f"webhooks/{webhook_id}/mischief")

    def end_mischief(self, webhook_id: str) -> None:
        """Leave a webhook's deliveries alone; those that are held back still leave at their time."""
        self.control("DELETE", f"webhooks/{webhook_id}/mischief")

    def settle(self) -> None:
        """Wait until no delivery is under way. Those that are to be tried again later do not count."""
        self.control("POST", "deliveries/settle")

    def close(self) -> None:
        """End the receiver of webhooks."""
        if self._receiver is not None:
            self._receiver.close()
            self._receiver = None
        self._registered = False

    @contextmanager
    def other_events(self) -> Generator[None]:
        """Let the receiver forget what has arrived, and register again when it is next asked for.

        What is under way arrives first: a delivery that is cut off may have left already.
        """
        if self._registered:
            self.settle()
        yield
        self._registered = False
        if self._receiver is not None:
            self._receiver.forget()
