"""Payments and tokens in SQLite: one connection, called inline, one transaction per request."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Generator, Mapping

    from komoju_sandbox.json_types import JsonObject

_FILTER = """
    FROM payments
    WHERE (:status IS NULL OR status = :status)
      AND (:currency IS NULL OR currency = :currency)
      AND (:external_order_num IS NULL OR external_order_num = :external_order_num)
      AND (:start IS NULL OR created >= :start)
      AND (:end IS NULL OR created <= :end)
"""
COUNT = "SELECT count(*)" + _FILTER
PAGE = "SELECT body" + _FILTER + "ORDER BY created DESC, number DESC LIMIT :limit OFFSET :offset"
ADD = """
    INSERT INTO payments (id, created, expires_after, status, currency, external_order_num, body)
    VALUES (:id, :created, :expires_after, :status, :currency, :external_order_num, :body)
"""
REPLACE = """
    UPDATE payments
    SET status = :status, body = :body, expires_after = CASE WHEN :expires THEN expires_after END
    WHERE id = :id
"""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Store:
    """The sandbox's memory. Everything is read and written inside `transaction`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @property
    def changes(self) -> int:
        """A number that grows with every row that is written."""
        return self._connection.total_changes

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Commit what the block did, or undo all of it when it raises."""
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:
            yield

    def clear(self) -> None:
        """Forget every payment and token."""
        self._connection.execute("DELETE FROM payments")
        self._connection.execute("DELETE FROM tokens")

    def add_payment(self, payment: JsonObject, created: datetime, expires: datetime | None) -> None:
        """Keep a new payment; `expires` is its last second, if it can expire at all."""
        row = {
            "id": payment["id"],
            "created": epoch(created),
            "expires_after": None if expires is None else epoch(expires),
            "status": payment["status"],
            "currency": payment["currency"],
            "external_order_num": payment["external_order_num"],
            "body": json.dumps(payment, ensure_ascii=False),
        }
        self._connection.execute(ADD, row)

    def replace_payment(self, payment: JsonObject, *, expires: bool) -> None:
        """Keep a payment that changed; `expires` says whether it can still expire."""
        row = {
            "id": payment["id"],
            "status": payment["status"],
            "expires": expires,
            "body": json.dumps(payment, ensure_ascii=False),
        }
        self._connection.execute(REPLACE, row)

    def payment(self, payment_id: str) -> JsonObject | None:
        """Find the payment with this id."""
        row = self._one("SELECT body FROM payments WHERE id = ?", payment_id)
        return None if row is None else _object(row[0])

    def due(self, now: datetime) -> list[JsonObject]:
        """Find the payments whose last second has passed, oldest deadline first."""
        rows = self._connection.execute(
            "SELECT body FROM payments WHERE expires_after < ? ORDER BY expires_after, number",
            (epoch(now),),
        )
        return [_object(row[0]) for row in rows]

    def next_expiry(self) -> int | None:
        """Tell the first second in which a payment is to expire."""
        row = self._connection.execute("SELECT min(expires_after) + 1 FROM payments").fetchone()
        second: int | None = row[0]
        return second

    def count(self, filters: Mapping[str, str | int | None]) -> int:
        """Count the payments that pass the filters."""
        row = self._connection.execute(COUNT, filters).fetchone()
        return int(row[0])

    def page(self, filters: Mapping[str, str | int | None], *, offset: int, limit: int) -> list[JsonObject]:
        """Read the payments that pass the filters, newest first."""
        places = {**filters, "offset": offset, "limit": limit}
        return [_object(row[0]) for row in self._connection.execute(PAGE, places)]

    def put_token(self, token_id: str, created: datetime, details: JsonObject) -> None:
        """Keep the details behind a new token."""
        self._connection.execute(
            "INSERT INTO tokens (id, created, details) VALUES (?, ?, ?)",
            (token_id, epoch(created), json.dumps(details, ensure_ascii=False)),
        )

    def token(self, token_id: str) -> tuple[datetime, JsonObject] | None:
        """Find an unused token: when it was made, and the details behind it."""
        row = self._one("SELECT created, details FROM tokens WHERE id = ?", token_id)
        return None if row is None else (moment(row[0]), _object(row[1]))

    def spend_token(self, token_id: str) -> None:
        """Use a token up: the details behind it are gone."""
        self._connection.execute("DELETE FROM tokens WHERE id = ?", (token_id,))

    def _one(self, query: str, key: str) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(query, (key,)).fetchone()
        return row


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, rounded down; exact for every year."""
    return (moment - EPOCH) // timedelta(seconds=1)


def moment(second: int) -> datetime:
    """Turn `epoch` back."""
    return EPOCH + timedelta(seconds=second)


def _object(text: str) -> JsonObject:
    found: JsonObject = json.loads(text)
    return found
