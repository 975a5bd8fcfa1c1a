"""What the pages read of a world: the newest payments, what has happened to each, and whether anything has changed."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

PAYMENTS = "SELECT body FROM payments ORDER BY created DESC, number DESC LIMIT ?"
PAYMENT = "SELECT body FROM payments WHERE id = ?"
EVENTS = "SELECT body FROM events WHERE resource = ? ORDER BY number"
TRACES = (
    "SELECT frozen_at, ahead, payments FROM world",
    "SELECT id FROM events ORDER BY number DESC LIMIT 1",
    "SELECT count(*), max(id) FROM webhooks",
    "SELECT max(number) FROM attempts",
    "SELECT count(*), max(id), sum(used) FROM faults",
    "SELECT max(number) FROM requests",
    "SELECT count(*), sum(due) FROM deliveries WHERE due IS NOT NULL",
)
"""Every change of a world leaves another answer to one of these."""


class Glance:
    """Everything is read inside a transaction of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def payments(self, limit: int) -> list[JsonObject]:
        """Show the newest payments, newest first."""
        return [json.loads(row[0]) for row in self._database.execute(PAYMENTS, (limit,))]

    def payment(self, payment_id: str) -> JsonObject | None:
        """Show a payment, null where there is none."""
        row = self._database.execute(PAYMENT, (payment_id,)).fetchone()
        return None if row is None else json.loads(row[0])

    def history(self, resource_id: str) -> list[JsonObject]:
        """Tell the events of a resource, oldest first: `type` and `created_at`."""
        events: list[JsonObject] = [json.loads(row[0]) for row in self._database.execute(EVENTS, (resource_id,))]
        return [{"type": event["type"], "created_at": event["created_at"]} for event in events]

    def mark(self) -> str:
        """Give a text that is another one whenever something has changed."""
        found = [self._database.execute(trace).fetchone() for trace in TRACES]
        return sha256(repr(found).encode()).hexdigest()[:16]
