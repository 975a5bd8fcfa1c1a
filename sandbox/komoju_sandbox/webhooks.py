"""The merchant's webhooks: where events are to be sent, and which of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from komoju_sandbox.clock import epoch, moment, stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.mischief import Mischief

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.contract import Contract
    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

_SHOWN = "SELECT id, created, url, events FROM webhooks"


class Webhooks:
    """Keeps the webhooks. Nothing that it returns holds a secret."""

    def __init__(self, database: Database, contract: Contract, draw: Draw) -> None:
        self._database = database
        self._draw = draw
        greeting = contract.lifecycle["webhooks"]["ping"]["event"]
        # A ping is sent without being wanted.
        self._types = [name for name in contract.event_types if name != greeting]

    def add(self, sent: JsonObject, now: datetime) -> JsonObject:
        """Register a webhook, for every event unless `events` lists some.

        Raises `invalid_parameter` for an address to which nothing can be sent.
        """
        if not _can_be_sent_to(sent["url"]):
            raise ApiError("invalid_parameter", "url")
        webhook_id = self._draw.resource_id()
        while self.knows(webhook_id):
            webhook_id = self._draw.resource_id()
        events = [name for name in self._types if name in sent.get("events", self._types)]
        self._database.execute(
            "INSERT INTO webhooks (id, created, url, secret, events, mischief) VALUES (?, ?, ?, ?, ?, ?)",
            (webhook_id, epoch(now), sent["url"], json.dumps(sent["secret"]), json.dumps(events), Mischief().written()),
        )
        return self.show(webhook_id)

    def show(self, webhook_id: str) -> JsonObject:
        """Show a webhook. Raises `not_found`."""
        row = self._row(webhook_id)
        if row is None:
            raise ApiError("not_found")
        return _shown(*row)

    def knows(self, webhook_id: str) -> bool:
        """Tell whether a webhook is registered."""
        return self._row(webhook_id) is not None

    def registered(self) -> list[JsonObject]:
        """Show all webhooks, oldest first."""
        return [_shown(*row) for row in self._database.execute(f"{_SHOWN} ORDER BY number")]

    def remove(self, webhook_id: str) -> JsonObject:
        """Forget a webhook and return what it was. Raises `not_found`."""
        removed = self.show(webhook_id)
        self._database.execute("DELETE FROM webhooks WHERE id = ?", (webhook_id,))
        return removed

    def wanting(self, event_type: str) -> list[str]:
        """List the ids of the webhooks that want events of this type, oldest first."""
        rows = self._database.execute("SELECT id, events FROM webhooks ORDER BY number")
        return [webhook_id for webhook_id, events in rows if event_type in json.loads(events)]

    def mischief(self, webhook_id: str) -> Mischief:
        """Tell what is done to the deliveries of a webhook. Raises `not_found`."""
        row = self._database.execute("SELECT mischief FROM webhooks WHERE id = ?", (webhook_id,)).fetchone()
        if row is None:
            raise ApiError("not_found")
        return Mischief.read(row[0])

    def set_mischief(self, webhook_id: str, mischief: Mischief) -> None:
        """Have this done to the deliveries of a webhook, and nothing else."""
        self._database.execute("UPDATE webhooks SET mischief = ? WHERE id = ?", (mischief.written(), webhook_id))

    def clear(self) -> None:
        """Forget every webhook."""
        self._database.execute("DELETE FROM webhooks")

    def _row(self, webhook_id: str) -> tuple[str, int, str, str] | None:
        row: tuple[str, int, str, str] | None = self._database.execute(
            f"{_SHOWN} WHERE id = ?", (webhook_id,)
        ).fetchone()
        return row


def _shown(webhook_id: str, created: int, url: str, events: str) -> JsonObject:
    return {"id": webhook_id, "url": url, "events": json.loads(events), "created_at": stamp(moment(created))}


def _can_be_sent_to(url: str) -> bool:
    """Tell a URL with a host, and without a password that would show in lists."""
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return has_host and "@" not in parts.netloc
