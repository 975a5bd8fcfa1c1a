"""A world in SQLite: one connection, called inline."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from komoju_sandbox.storage import StoreError
from komoju_sandbox.storage.schema import VERSION, statements

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from pathlib import Path

APPLICATION_ID = 0x4B4F4D4F
BUSY_SECONDS = 60
"""How long a process waits for the transaction of another one."""


class SqliteDatabase:
    """A database over an open connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Carry a statement out."""
        return self.connection.execute(statement, values)

    def fill(self, content: bytes) -> None:
        """Make a database in memory what `serialize` gave."""
        self.connection.deserialize(content)
        _tune(self.connection)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Commit what the block did, or undo all of it when it raises."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()


def open_memory() -> SqliteDatabase:
    """Open an empty database in memory."""
    database = SqliteDatabase(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False))
    database.fill(_empty())
    return database


@cache
def _empty() -> bytes:
    """Make the tables once: each world in memory begins as a copy."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _prepare(connection)
    made = connection.serialize()
    connection.close()
    return made


def open_sqlite(path: Path) -> SqliteDatabase:
    """Open the file, made anew when it is not there.

    Raises `StoreError` when it cannot be read and written, or is not one of the sandbox.
    """
    if not path.parent.is_dir():
        raise StoreError(f"cannot use the database {path}: there is no directory {path.parent}.")
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    except sqlite3.Error as error:
        raise _unusable(path, str(error)) from error
    try:
        problem = _prepare(connection)
    except sqlite3.Error as error:
        problem = str(error)
    if problem is not None:
        connection.close()
        raise _unusable(path, problem)
    return SqliteDatabase(connection)


def _prepare(connection: sqlite3.Connection) -> str | None:
    """Make the tables, or check those that are there. Returns what is wrong with the database."""
    _tune(connection)
    if _owner(connection) == (0, 0) and _pragma(connection, "schema_version") == 0:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        problem = _make_or_check(connection)
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
    return problem


def _tune(connection: sqlite3.Connection) -> None:
    # A killed process loses nothing by it, only a machine without power does.
    connection.execute("PRAGMA synchronous = OFF")
    # Some builds would otherwise write zeros over all that a reset forgets.
    connection.execute("PRAGMA secure_delete = OFF")


def _make_or_check(connection: sqlite3.Connection) -> str | None:
    owner = _owner(connection)
    if owner == (0, 0) and _pragma(connection, "schema_version") == 0:
        for statement in statements(number="INTEGER PRIMARY KEY", integer="INTEGER"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    elif owner != (APPLICATION_ID, VERSION):
        return "it was not made by this version of the sandbox"
    else:
        found = " ".join(str(_pragma(connection, "quick_check(1)")).split())
        if found != "ok":
            return f"it is damaged ({found})"
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return None


def _owner(connection: sqlite3.Connection) -> tuple[int, int]:
    return _pragma(connection, "application_id"), _pragma(connection, "user_version")


def _pragma(connection: sqlite3.Connection, name: str) -> Any:
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def _unusable(path: Path, reason: str) -> StoreError:
    return StoreError(f"cannot use the database {path}: {reason}. Name another file, or delete it.")
