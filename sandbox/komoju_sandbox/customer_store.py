"""Customers in the database of a world, with the details that are stored with them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

ADD = "INSERT INTO customers (id, created, body) VALUES (?, ?, ?)"
COUNT = "SELECT count(*) FROM customers"
BODIES = "SELECT body FROM customers"
NEWEST = " ORDER BY created DESC, number DESC LIMIT :limit OFFSET :offset"
CONDITIONS = {"start": "created >= :start", "end": "created <= :end"}


class CustomerStore:
    """Everything is read and written inside a transaction of the database. Details never leave with a customer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def clear(self) -> None:
        """Forget every customer."""
        self._database.execute("DELETE FROM customers")

    def add(self, customer: JsonObject, created: datetime) -> None:
        """Keep a new customer, with whom nothing is stored yet."""
        self._database.execute(ADD, (customer["id"], epoch(created), _text(customer)))

    def replace(self, customer: JsonObject) -> None:
        """Keep a customer that changed."""
        self._database.execute("UPDATE customers SET body = ? WHERE id = ?", (_text(customer), customer["id"]))

    def store(self, customer_id: str, details: JsonObject) -> None:
        """Store details in the place of those that are stored."""
        self._database.execute("UPDATE customers SET details = ? WHERE id = ?", (_text(details), customer_id))

    def find(self, customer_id: str) -> JsonObject | None:
        """Find the customer with this id."""
        return self._read("SELECT body FROM customers WHERE id = ?", customer_id)

    def details(self, customer_id: str) -> JsonObject | None:
        """Find what is stored with a customer."""
        return self._read("SELECT details FROM customers WHERE id = ?", customer_id)

    def remove(self, customer_id: str) -> None:
        """Erase a customer and what is stored."""
        self._database.execute("DELETE FROM customers WHERE id = ?", (customer_id,))

    def count(self, filters: Mapping[str, str | int]) -> int:
        """Count the customers that pass the filters."""
        row = self._database.execute(COUNT + _where(filters), dict(filters)).fetchone()
        return int(row[0])

    def page(self, filters: Mapping[str, str | int], offset: int, limit: int) -> list[JsonObject]:
        """Read the customers that pass the filters, newest first."""
        places = {**filters, "offset": offset, "limit": limit}
        rows = self._database.execute(BODIES + _where(filters) + NEWEST, places)
        return [json.loads(row[0]) for row in rows]

    def _read(self, query: str, customer_id: str) -> JsonObject | None:
        row = self._database.execute(query, (customer_id,)).fetchone()
        found: JsonObject | None = None if row is None or row[0] is None else json.loads(row[0])
        return found


def _where(filters: Mapping[str, str | int]) -> str:
    conditions = [CONDITIONS[name] for name in filters]
    return " WHERE " + " AND ".join(conditions) if conditions else ""


def _text(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False)
