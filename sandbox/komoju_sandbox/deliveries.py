"""What is shown of deliveries: where they go, how they stand, and every attempt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.attempts import attempts_in_full, attempts_in_short
from komoju_sandbox.clock import moment, stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.outbox import AT_ONCE

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

SHOWN = """
    SELECT deliveries.id, webhook, event, type, status, due
    FROM deliveries JOIN events ON events.id = event
"""
NUMBER = "SELECT number FROM deliveries WHERE id = ?"
BODY = "SELECT body FROM events JOIN deliveries ON events.id = event WHERE deliveries.id = ?"


class Deliveries:
    """Everything here is read inside a transaction of the world."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, limit: int, before: str | None) -> JsonObject:
        """List deliveries, the one of the latest event first, as far as they come after `before` in that order.

        Raises `not_found` when there is no such delivery, or none any more.
        """
        where, values = "", [limit + 1]
        if before is not None:
            row = self._database.execute(NUMBER, (before,)).fetchone()
            if row is None:
                raise ApiError("not_found")
            where, values = "WHERE deliveries.number < ?", [row[0], limit + 1]
        rows = self._database.execute(f"{SHOWN} {where} ORDER BY deliveries.number DESC LIMIT ?", values).fetchall()
        return {"data": [self._in_short(*row) for row in rows[:limit]], "has_more": len(rows) > limit}

    def in_short(self, delivery_id: str) -> JsonObject:
        """Show a delivery as lists do. Raises `not_found`."""
        return self._in_short(*self._find(delivery_id))

    def show(self, delivery_id: str) -> JsonObject:
        """Show a delivery with all that was sent and came back. Raises `not_found`."""
        shown = _heading(*self._find(delivery_id))
        body: str = self._database.execute(BODY, (delivery_id,)).fetchone()[0]
        return {**shown, "attempts": list(attempts_in_full(self._database, delivery_id, body))}

    def _find(self, delivery_id: str) -> tuple[str, str, str, str, str, int | None]:
        row: tuple[str, str, str, str, str, int | None] | None = self._database.execute(
            f"{SHOWN} WHERE deliveries.id = ?", (delivery_id,)
        ).fetchone()
        if row is None:
            raise ApiError("not_found")
        return row

    def _in_short(self, *row: *tuple[str, str, str, str, str, int | None]) -> JsonObject:
        return {**_heading(*row), "attempts": list(attempts_in_short(self._database, row[0]))}


def _heading(delivery_id: str, webhook: str, event: str, event_type: str, status: str, due: int | None) -> JsonObject:
    return {
        "id": delivery_id,
        "webhook": webhook,
        "event": event,
        "type": event_type,
        "status": status,
        "next_attempt_at": None if due is None or due == AT_ONCE else stamp(moment(due)),
    }
