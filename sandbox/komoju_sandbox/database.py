"""Opens the database: one made anew, or one that an earlier run of the sandbox made."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

APPLICATION_ID = 0x4B4F4D4F
SCHEMA_VERSION = 3
SCHEMA = f"""
BEGIN;
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
CREATE TABLE replies (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    created INTEGER NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (caller, key)
) WITHOUT ROWID;
CREATE INDEX replies_due ON replies (created);
CREATE TABLE webhooks (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    events TEXT NOT NULL
);
CREATE TABLE events (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    type TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE deliveries (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    webhook TEXT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due INTEGER
);
CREATE INDEX deliveries_waiting ON deliveries (webhook, due) WHERE due IS NOT NULL;
CREATE INDEX deliveries_due ON deliveries (due) WHERE due IS NOT NULL;
CREATE TABLE attempts (
    number INTEGER PRIMARY KEY,
    delivery TEXT NOT NULL,
    sent INTEGER NOT NULL,
    status INTEGER,
    error TEXT
);
CREATE INDEX attempts_of ON attempts (delivery);
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
COMMIT;
"""


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


def open_database(path: Path | None) -> sqlite3.Connection:
    """Open the file, made anew when it is not there, or a database in memory.

    Raises `StoreError` when it cannot be read and written, or is not one of the sandbox.
    """
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"cannot use the database {path}: there is no directory {path.parent}.")
    try:
        connection = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
    except sqlite3.Error as error:
        raise _unusable(path, str(error)) from error
    try:
        problem = _prepare(connection)
    except sqlite3.Error as error:
        problem = str(error)
    if problem is not None:
        connection.close()
        raise _unusable(path, problem)
    return connection


def _prepare(connection: sqlite3.Connection) -> str | None:
    """Make the tables, or check those that are there. Returns what is wrong with the database."""
    connection.execute("PRAGMA synchronous = NORMAL")
    owner = (_pragma(connection, "application_id"), _pragma(connection, "user_version"))
    if owner == (0, 0) and _pragma(connection, "schema_version") == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA)
        return None
    if owner != (APPLICATION_ID, SCHEMA_VERSION):
        return "it was not made by this version of the sandbox"
    found = " ".join(str(_pragma(connection, "quick_check(1)")).split())
    if found != "ok":
        return f"it is damaged ({found})"
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return None


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _unusable(path: Path | None, reason: str) -> StoreError:
    return StoreError(f"cannot use the database {path}: {reason}. Name another file, or delete it.")
