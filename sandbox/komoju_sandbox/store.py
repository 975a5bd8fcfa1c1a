"""Payments and tokens in SQLite: one connection, called inline, one transaction per request."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from komoju_sandbox.json_types import JsonObject

MEMORY = ":memory:"
APPLICATION_ID = 0x4B4F4D4F
SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE payments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    expires_after INTEGER,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    external_order_num TEXT,
    body TEXT NOT NULL
);
CREATE INDEX payments_newest ON payments (created, number);
CREATE INDEX payments_due ON payments (expires_after) WHERE expires_after IS NOT NULL;
CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    details TEXT NOT NULL
);
"""
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


class StoreError(Exception):
    """The database cannot be opened or is not one of the sandbox."""


class Store:
    """The sandbox's memory. Everything is read and written inside `transaction`."""

    def __init__(self, path: str = MEMORY) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except sqlite3.Error as error:
            raise _unusable(path, error) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self.close()
            raise _unusable(path, error) from error
        except StoreError:
            self.close()
            raise

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
        return None if row is None else (EPOCH + timedelta(seconds=row[0]), _object(row[1]))

    def spend_token(self, token_id: str) -> None:
        """Use a token up: the details behind it are gone."""
        self._connection.execute("DELETE FROM tokens WHERE id = ?", (token_id,))

    def _one(self, query: str, key: str) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._connection.execute(query, (key,)).fetchone()
        return row

    def _pragma(self, name: str) -> Any:
        return self._connection.execute(f"PRAGMA {name}").fetchone()[0]

    def _prepare(self) -> None:
        owner = (self._pragma("application_id"), self._pragma("user_version"))
        if owner == (APPLICATION_ID, SCHEMA_VERSION):
            self._refuse_damage()
        elif owner == (0, 0) and self._pragma("schema_version") == 0:
            self._create()
        else:
            raise StoreError(
                f"{self._path} is not a database of this version of the sandbox. "
                "Name another file, or delete it to start afresh."
            )
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._refuse_read_only()

    def _create(self) -> None:
        if self._path != MEMORY:
            self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(
            f"BEGIN; {SCHEMA}PRAGMA application_id = {APPLICATION_ID};PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;"
        )

    def _refuse_read_only(self) -> None:
        with self.transaction():
            self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _refuse_damage(self) -> None:
        found = " ".join(self._pragma("quick_check(1)").split())
        if found != "ok":
            raise StoreError(f"the database {self._path} is damaged ({found}). Name another file, or delete it.")


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, rounded down; exact for every year."""
    return (moment - EPOCH) // timedelta(seconds=1)


def open_store(path: Path | None) -> Store:
    """Open the file, made anew when it is not there, or a store in memory."""
    if path is None:
        return Store()
    if not path.parent.is_dir():
        raise StoreError(f"cannot use the database {path}: there is no directory {path.parent}")
    return Store(str(path))


def _unusable(path: str, error: sqlite3.Error) -> StoreError:
    return StoreError(f"cannot use the database {path}: {error}. Name another file, or delete it.")


def _object(text: str) -> JsonObject:
    found: JsonObject = json.loads(text)
    return found
