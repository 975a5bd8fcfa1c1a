"""Events and their deliveries, in the same database and transaction as the changes that they tell of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch, stamp
from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.mischief import Mischief
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
UNWANTED = "choice: events-listed"
"""What it rests on that an event is listed which no webhook wanted, or a ping."""
FORGET = "DELETE FROM deliveries WHERE due IS NULL AND number <= (SELECT max(number) FROM deliveries) - ?"
FORGET_ATTEMPTS = """
    DELETE FROM attempts WHERE delivery IN (
        SELECT id FROM deliveries WHERE due IS NULL AND number <= (SELECT max(number) FROM deliveries) - ?
    )
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
        self._ping: JsonObject = rules.contract.lifecycle["webhooks"]["ping"]

    def put(self, event_type: str, data: JsonObject, now: datetime, source: str | None = None) -> None:
        """Keep what happened to a payment or a customer, and one delivery for each webhook that wants to know.

        `source` is what it rests on that this is told.
        """
        webhook_ids = self._webhooks.wanting(event_type)
        self._put(event_type, data, now, webhook_ids, [source, None if webhook_ids else UNWANTED])

    def ping(self, webhook_id: str, now: datetime) -> None:
        """Greet a new webhook, whatever it wants to know."""
        self._put(self._ping["event"], self._ping["data"], now, [webhook_id], [UNWANTED, self._ping["source"]])

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

    def _put(
        self, event_type: str, data: JsonObject, now: datetime, webhook_ids: list[str], sources: list[str | None]
    ) -> None:
        event_id = self._free_id(EVENT_EXISTS)
        event = self._view.event({"id": event_id, "type": event_type, "data": data, "created_at": stamp(now)})
        self._database.execute(
            "INSERT INTO events (id, created, type, resource, body, sources) VALUES (?, ?, ?, ?, ?, ?)",
            (
                event_id,
                epoch(now),
                event_type,
                data.get("id"),
                json.dumps(event, ensure_ascii=False, separators=(",", ":")),
                json.dumps([source for source in sources if source is not None]),
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
