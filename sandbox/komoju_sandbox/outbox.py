"""Events and their deliveries, in the same database and transaction as the changes that they tell of."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch, moment, stamp
from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.storage import Database
    from komoju_sandbox.webhooks import Webhooks

AT_ONCE = 0
"""When a first attempt is due: earlier than everything by any clock, also one that a restart has set back."""
PENDING, DELIVERED, FAILED, DROPPED = "pending", "delivered", "failed", "dropped"

EVENT_EXISTS = "SELECT 1 FROM events WHERE id = ?"
DELIVERY_EXISTS = "SELECT 1 FROM deliveries WHERE id = ?"
RESEND = """
    UPDATE deliveries SET status = ?, tries = 0, due = ?
    WHERE id = ? AND webhook IN (SELECT id FROM webhooks)
"""
WAITING = """
    SELECT id FROM webhooks
    WHERE EXISTS (SELECT 1 FROM deliveries WHERE webhook = webhooks.id AND due <= ?)
    ORDER BY number
"""
NEXT = """
    SELECT deliveries.id, tries, url, secret, type, body
    FROM deliveries JOIN webhooks ON webhooks.id = webhook JOIN events ON events.id = event
    WHERE webhook = ? AND due <= ? ORDER BY due, deliveries.number LIMIT 1
"""
SHOWN = """
    SELECT deliveries.id, webhook, event, type, status, due
    FROM deliveries JOIN events ON events.id = event
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """A delivery that is due."""

    delivery_id: str
    tries: int
    """How often it has been tried, since it was made or asked for again."""
    url: str
    secret: str = field(repr=False)
    event_type: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: with a status, or with the reason why there is none."""

    status: int | None
    error: str | None


class Outbox:
    """Everything here is read and written inside a transaction of the store."""

    def __init__(
        self, database: Database, rules: Rules, webhooks: Webhooks, draw: Draw, on_due: Callable[[], None]
    ) -> None:
        """`on_due` is told when there is something to deliver at once."""
        self._on_due = on_due
        self._database = database
        self._webhooks = webhooks
        self._view = rules.view
        self._draw = draw
        said = rules.contract.lifecycle["webhooks"]
        self._success = range(said["success"]["first_status"], said["success"]["last_status"] + 1)
        self._pauses: list[int] = said["retries"]["after_seconds"]
        self._ping: JsonObject = said["ping"]

    def put(self, event_type: str, payment: JsonObject, now: datetime) -> None:
        """Keep what happened to a payment, and one delivery for each webhook that wants to know."""
        self._put(event_type, payment, now, self._webhooks.wanting(event_type))

    def ping(self, webhook_id: str, now: datetime) -> None:
        """Greet a new webhook, whatever it wants to know."""
        self._put(self._ping["event"], self._ping["data"], now, [webhook_id])

    def waiting(self, now: datetime) -> list[str]:
        """List the webhooks with deliveries that are due."""
        return [row[0] for row in self._database.execute(WAITING, (epoch(now),))]

    def next(self, webhook_id: str, now: datetime) -> Letter | None:
        """Find the first delivery that is due: new ones in the order of their events, then those to be tried again."""
        row = self._database.execute(NEXT, (webhook_id, epoch(now))).fetchone()
        if row is None:
            return None
        delivery_id, tries, url, secret, event_type, body = row
        return Letter(delivery_id, tries, url, json.loads(secret), event_type, body)

    def next_due(self, now: datetime) -> int | None:
        """Tell the first second after now in which a delivery is due."""
        row = self._database.execute("SELECT min(due) FROM deliveries WHERE due > ?", (epoch(now),)).fetchone()
        second: int | None = row[0]
        return second

    def keep(self, letter: Letter, outcome: Outcome, sent: datetime) -> None:
        """Keep an attempt, and decide whether another one follows; it does when that was asked for meanwhile."""
        self._database.execute(
            "INSERT INTO attempts (delivery, sent, status, error) VALUES (?, ?, ?, ?)",
            (letter.delivery_id, epoch(sent), outcome.status, outcome.error),
        )
        if outcome.status in self._success:
            status, due = DELIVERED, None
        elif letter.tries < len(self._pauses):
            status, due = PENDING, epoch(sent) + self._pauses[letter.tries]
        else:
            status, due = FAILED, None
        self._database.execute(
            "UPDATE deliveries SET status = ?, tries = tries + 1, due = ? WHERE id = ? AND tries = ?",
            (status, due, letter.delivery_id, letter.tries),
        )

    def resend(self, delivery_id: str) -> JsonObject:
        """Make a delivery due again, with all its retries. Raises `not_found`, also when its webhook is gone."""
        found = self._database.execute(RESEND, (PENDING, AT_ONCE, delivery_id))
        if not found.rowcount:
            raise ApiError("not_found")
        self._on_due()
        return self._shown(*self._database.execute(f"{SHOWN} WHERE deliveries.id = ?", (delivery_id,)).fetchone())

    def drop(self, webhook_id: str) -> None:
        """Give up what is still to be delivered to a webhook."""
        self._database.execute(
            "UPDATE deliveries SET status = ?, due = NULL WHERE webhook = ? AND due IS NOT NULL",
            (DROPPED, webhook_id),
        )

    def deliveries(self) -> list[JsonObject]:
        """Show all deliveries with their attempts, in the order of their events."""
        rows = self._database.execute(f"{SHOWN} ORDER BY deliveries.number").fetchall()
        return [self._shown(*row) for row in rows]

    def clear(self) -> None:
        """Forget every event, delivery and attempt."""
        self._database.execute("DELETE FROM attempts")
        self._database.execute("DELETE FROM deliveries")
        self._database.execute("DELETE FROM events")

    def _put(self, event_type: str, data: JsonObject, now: datetime, webhook_ids: list[str]) -> None:
        event_id = self._free_id(EVENT_EXISTS)
        event = self._view.event({"id": event_id, "type": event_type, "data": data, "created_at": stamp(now)})
        self._database.execute(
            "INSERT INTO events (id, created, type, resource, body) VALUES (?, ?, ?, ?, ?)",
            (
                event_id,
                epoch(now),
                event_type,
                data.get("id"),
                json.dumps(event, ensure_ascii=False, separators=(",", ":")),
            ),
        )
        if webhook_ids:
            self._on_due()
        for webhook_id in webhook_ids:
            self._database.execute(
                "INSERT INTO deliveries (id, webhook, event, status, tries, due) VALUES (?, ?, ?, ?, 0, ?)",
                (self._free_id(DELIVERY_EXISTS), webhook_id, event_id, PENDING, AT_ONCE),
            )

    def _free_id(self, taken: str) -> str:
        drawn = self._draw.resource_id()
        while self._database.execute(taken, (drawn,)).fetchone():
            drawn = self._draw.resource_id()
        return drawn

    def _shown(
        self, delivery_id: str, webhook: str, event: str, event_type: str, status: str, due: int | None
    ) -> JsonObject:
        attempts = self._database.execute(
            "SELECT sent, status, error FROM attempts WHERE delivery = ? ORDER BY number", (delivery_id,)
        )
        return {
            "id": delivery_id,
            "webhook": webhook,
            "event": event,
            "type": event_type,
            "status": status,
            "next_attempt_at": None if due is None or due == AT_ONCE else stamp(moment(due)),
            "attempts": [
                {"sent_at": stamp(moment(sent)), "status": answered, "error": error}
                for sent, answered, error in attempts
            ],
        }
