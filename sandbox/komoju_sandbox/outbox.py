"""Events and their deliveries, in the same database and transaction as the changes that they tell of."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from komoju_sandbox.attempts import keep_attempt
from komoju_sandbox.clock import epoch, stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.letter import Letter
from komoju_sandbox.mischief import Mischief

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.letter import Attempt
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.storage import Database
    from komoju_sandbox.webhooks import Webhooks

AT_ONCE = 0
"""When a first attempt is due: earlier than everything by any clock, also one that a restart has set back."""
PENDING, DELIVERED, FAILED, DROPPED = "pending", "delivered", "failed", "dropped"
KEPT = 10_000
"""How many deliveries of a world are kept, the latest. Older ones go once they do not wait any more.

Events stay, as the payments do that they tell of: both are the merchant's, and the API lists them.
"""

EVENT_EXISTS = "SELECT 1 FROM events WHERE id = ?"
DELIVERY_EXISTS = "SELECT 1 FROM deliveries WHERE id = ?"
PUT = "INSERT INTO deliveries (id, webhook, event, status, tries, due, rank, held) VALUES (?, ?, ?, ?, 0, ?, ?, ?)"
WINDOW = """
    SELECT due, min(rank) FROM deliveries
    WHERE webhook = ? AND due >= ? AND rank <> 0 GROUP BY due ORDER BY due LIMIT 1
"""
AGAIN = """
    UPDATE deliveries
    SET status = ?, tries = 0, due = ?, rank = 0, held = '[]', overtaken = COALESCE(taken, overtaken), taken = NULL
    WHERE webhook IN (SELECT id FROM webhooks)
"""
THIS_ONE = " AND id = ?"
SINCE = " AND event IN (SELECT id FROM events WHERE created >= ?)"
TO_WEBHOOK = " AND webhook = ?"
OF_STATUS = " AND status = ?"
FORGET = "DELETE FROM deliveries WHERE due IS NULL AND number <= (SELECT max(number) FROM deliveries) - ?"
FORGET_ATTEMPTS = """
    DELETE FROM attempts WHERE delivery IN (
        SELECT id FROM deliveries WHERE due IS NULL AND number <= (SELECT max(number) FROM deliveries) - ?
    )
"""
WAITING = """
    SELECT id FROM webhooks
    WHERE EXISTS (SELECT 1 FROM deliveries WHERE webhook = webhooks.id AND due <= ?)
    ORDER BY number
"""
NEXT = """
    SELECT deliveries.id, tries, held, url, secret, mischief, type, body
    FROM deliveries JOIN webhooks ON webhooks.id = webhook JOIN events ON events.id = event
    WHERE webhook = ? AND due <= ? ORDER BY due, rank, deliveries.number LIMIT 1
"""


class Outbox:
    """Everything here is read and written inside a transaction of the world."""

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

    def take(self, webhook_id: str, now: datetime) -> Letter | None:
        """Take the first delivery that is due: new ones in the order of their events, then those to be tried again."""
        row = self._database.execute(NEXT, (webhook_id, epoch(now))).fetchone()
        if row is None:
            return None
        delivery_id, tries, held, url, secret, kept, event_type, body = row
        taken = secrets.token_hex(16)
        self._database.execute("UPDATE deliveries SET taken = ? WHERE id = ?", (taken, delivery_id))
        mischief = Mischief.read(kept)
        posts, rest = mischief.plan()
        if rest != mischief:
            self._webhooks.set_mischief(webhook_id, rest)
        if tries == 0:
            posts = [json.loads(held) + tricks for tricks in posts]
        return Letter(delivery_id, tries, taken, url, json.loads(secret), event_type, body, posts)

    def next_due(self, now: datetime) -> int | None:
        """Tell the first second after now in which a delivery is due."""
        row = self._database.execute("SELECT min(due) FROM deliveries WHERE due > ?", (epoch(now),)).fetchone()
        second: int | None = row[0]
        return second

    def keep(self, letter: Letter, attempts: list[Attempt], sent: datetime) -> bool:
        """Keep what came of a try, and tell whether it succeeded; one that got through is enough.

        Another one follows while there are any left, or when it was asked for meanwhile. Nothing is kept of a try that
        the world does not know any more.
        """
        row = self._database.execute(
            "SELECT taken FROM deliveries WHERE id = ? AND ? IN (taken, overtaken)", (letter.delivery_id, letter.taken)
        ).fetchone()
        if row is None:
            return False
        for attempt in attempts:
            keep_attempt(self._database, letter.delivery_id, attempt, sent)
        arrived = any(attempt.answer is not None and attempt.answer.status in self._success for attempt in attempts)
        if row[0] == letter.taken:
            self._settle(letter, sent, arrived=arrived)
        return arrived

    def _settle(self, letter: Letter, sent: datetime, *, arrived: bool) -> None:
        if arrived:
            status, due = DELIVERED, None
        elif letter.tries < len(self._pauses):
            status, due = PENDING, epoch(sent) + self._pauses[letter.tries]
        else:
            status, due = FAILED, None
        self._database.execute(
            "UPDATE deliveries SET status = ?, tries = tries + 1, due = ?, rank = 0, taken = NULL WHERE id = ?",
            (status, due, letter.delivery_id),
        )

    def resend(self, delivery_id: str) -> None:
        """Make a delivery due again, with all its retries. Raises `not_found`, also when its webhook is gone."""
        if not self._database.execute(AGAIN + THIS_ONE, (PENDING, AT_ONCE, delivery_id)).rowcount:
            raise ApiError("not_found")
        self._on_due()

    def resend_since(self, since: int, webhook_id: str | None, *, only_failed: bool) -> int:
        """Make due again what tells of events from that second on, in their order; tells how many deliveries."""
        statement = AGAIN + SINCE
        values: list[str | int] = [PENDING, AT_ONCE, since]
        if webhook_id is not None:
            statement += TO_WEBHOOK
            values.append(webhook_id)
        if only_failed:
            statement += OF_STATUS
            values.append(FAILED)
        self._on_due()
        return self._database.execute(statement, values).rowcount

    def drop(self, webhook_id: str) -> None:
        """Give up what is still to be delivered to a webhook."""
        self._database.execute(
            "UPDATE deliveries SET status = ?, due = NULL, taken = NULL, overtaken = NULL"
            " WHERE webhook = ? AND due IS NOT NULL",
            (DROPPED, webhook_id),
        )

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
            self._put_delivery(webhook_id, event_id, now)
        if webhook_ids:
            self._forget_old()

    def _put_delivery(self, webhook_id: str, event_id: str, now: datetime) -> None:
        delivery_id = self._free_id(DELIVERY_EXISTS)
        mischief = self._webhooks.mischief(webhook_id)
        due, rank = self._place(mischief, webhook_id, delivery_id, epoch(now)) if mischief.holds_back else (AT_ONCE, 0)
        held = json.dumps(mischief.wait_tricks)
        self._database.execute(PUT, (delivery_id, webhook_id, event_id, PENDING, due, rank, held))

    def _place(self, mischief: Mischief, webhook_id: str, delivery_id: str, now: int) -> tuple[int, int]:
        """Tell when a delivery that is held back leaves, and its rank among those of the same second."""
        ready = now + mischief.delay_seconds
        if mischief.reorder is None:
            return ready, 0
        row = self._database.execute(WINDOW, (webhook_id, ready)).fetchone()
        due, lowest = row or (ready + mischief.window_seconds, 0)
        return due, mischief.rank(delivery_id, lowest)

    def _forget_old(self) -> None:
        """Let the oldest deliveries go where there are too many, never one that waits."""
        self._database.execute(FORGET_ATTEMPTS, (KEPT,))
        self._database.execute(FORGET, (KEPT,))

    def _free_id(self, taken: str) -> str:
        drawn = self._draw.resource_id()
        while self._database.execute(taken, (drawn,)).fetchone():
            drawn = self._draw.resource_id()
        return drawn
