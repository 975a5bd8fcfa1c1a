"""Payments and tokens in the database of a world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from komoju_sandbox.clock import epoch
from komoju_sandbox.grounds import Grounds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

TOTAL = "SELECT payments FROM world"
COUNT = "SELECT count(*) FROM payments "
ORDER_EXISTS = "SELECT 1 FROM payments WHERE external_order_num = ? LIMIT 1"
BODIES = "SELECT body FROM payments "
NEWEST = " ORDER BY created DESC, number DESC LIMIT :limit OFFSET :offset"
ADD = """
    INSERT INTO payments (id, created, expires_after, status, currency, external_order_num, body)
    VALUES (:id, :created, :expires_after, :status, :currency, :external_order_num, :body)
"""
REPLACE = """
    UPDATE payments
    SET status = :status, body = :body, expires_after = CASE WHEN :expires THEN expires_after END
    WHERE id = :id
"""


class Store:
    """Everything is read and written inside a transaction of the database."""

    def __init__(self, database: Database, on_earlier_expiry: Callable[[], None]) -> None:
        self._database = database
        self._on_earlier_expiry = on_earlier_expiry
        self.grounds = Grounds(database)
        """What answers about these payments and tokens rest on."""

    def clear(self) -> None:
        """Forget every payment and token."""
        self.grounds.clear()
        self._database.execute("DELETE FROM payments")
        self._database.execute("DELETE FROM tokens")
        self._database.execute("UPDATE world SET payments = 0")

    def add_payment(self, payment: JsonObject, created: datetime, expires: datetime | None) -> None:
        """Keep a new payment; `expires` is its last second, if it can expire at all.

        Tells when it is going to be the next payment to expire.
        """
        if expires is not None:
            next_expiry = self.next_expiry()
            if next_expiry is None or epoch(expires) < next_expiry:
                self._on_earlier_expiry()
        row = {
            "id": payment["id"],
            "created": epoch(created),
            "expires_after": None if expires is None else epoch(expires),
            "status": payment["status"],
            "currency": payment["currency"],
            "external_order_num": _plain(payment["external_order_num"]),
            "body": json.dumps(payment, ensure_ascii=False),
        }
        self._database.execute(ADD, row)
        self._database.execute("UPDATE world SET payments = payments + 1")

    def replace_payment(self, payment: JsonObject, *, expires: bool) -> None:
        """Keep a payment that changed; `expires` says whether it can still expire."""
        row = {
            "id": payment["id"],
            "status": payment["status"],
            "expires": expires,
            "body": json.dumps(payment, ensure_ascii=False),
        }
        self._database.execute(REPLACE, row)

    def payment(self, payment_id: str) -> JsonObject | None:
        """Find the payment with this id."""
        row = self._one("SELECT body FROM payments WHERE id = ?", payment_id)
        return None if row is None else _object(row[0])

    def has_order(self, external_order_num: str) -> bool:
        """Tell whether a payment has this order number."""
        return self._one(ORDER_EXISTS, json.dumps(external_order_num)) is not None

    def due(self, now: datetime) -> list[JsonObject]:
        """Find the payments whose last second has passed, oldest deadline first."""
        rows = self._database.execute(
            "SELECT body FROM payments WHERE expires_after < ? ORDER BY expires_after, number",
            (epoch(now),),
        )
        return [_object(row[0]) for row in rows]

    def next_expiry(self) -> int | None:
        """Tell the first second in which a payment is to expire."""
        # Without the condition no index would be used, and this is asked after every change.
        last = self._database.execute("SELECT min(expires_after) FROM payments WHERE expires_after IS NOT NULL")
        second: int | None = last.fetchone()[0]
        return None if second is None else second + 1

    def count(self, filters: Mapping[str, str | int]) -> int:
        """Count the payments that pass the filters. Without any, that takes no longer for many than for few."""
        where, values = _where(filters)
        row = self._database.execute(COUNT + where if where else TOTAL, values).fetchone()
        return int(row[0])

    def page(self, filters: Mapping[str, str | int], *, offset: int, limit: int) -> list[JsonObject]:
        """Read the payments that pass the filters, newest first."""
        where, values = _where(filters)
        places = {**values, "offset": offset, "limit": limit}
        return [_object(row[0]) for row in self._database.execute(BODIES + where + NEWEST, places)]

    def put_token(self, token_id: str, created: datetime, details: JsonObject) -> None:
        """Keep the details behind a new token."""
        self._database.execute(
            "INSERT INTO tokens (id, created, details) VALUES (?, ?, ?)",
            (token_id, epoch(created), json.dumps(details, ensure_ascii=False)),
        )

    def token(self, token_id: str) -> JsonObject | None:
        """Find the details behind an unused token."""
        row = self._one("SELECT details FROM tokens WHERE id = ?", token_id)
        return None if row is None else _object(row[0])

    def forget_tokens(self, before: datetime) -> None:
        """Forget the tokens that were made before that second."""
        self._database.execute("DELETE FROM tokens WHERE created < ?", (epoch(before),))

    def spend_token(self, token_id: str) -> None:
        """Use a token up: the details behind it are gone."""
        self._database.execute("DELETE FROM tokens WHERE id = ?", (token_id,))

    def _one(self, query: str, key: str) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._database.execute(query, (key,)).fetchone()
        return row


CONDITIONS = {
    "status": "status = :status",
    "currency": "currency = :currency",
    "external_order_num": "external_order_num = :external_order_num",
    "start": "created >= :start",
    "end": "created <= :end",
}


def _where(filters: Mapping[str, str | int]) -> tuple[str, dict[str, str | int | None]]:
    """Write the condition of these filters, and the values in it."""
    values: dict[str, str | int | None] = dict(filters)
    if "external_order_num" in filters:
        values["external_order_num"] = _plain(str(filters["external_order_num"]))
    conditions = [CONDITIONS[name] for name in filters]
    return ("WHERE " + " AND ".join(conditions) if conditions else ""), values


def _plain(text: str | None) -> str | None:
    """Write a text of the merchant so that every database can hold it: PostgreSQL has no NUL character."""
    return None if text is None else json.dumps(text)


def _object(text: str) -> JsonObject:
    found: JsonObject = json.loads(text)
    return found
