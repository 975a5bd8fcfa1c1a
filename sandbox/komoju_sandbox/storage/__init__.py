"""Where worlds are kept: in memory, in SQLite files, or in PostgreSQL. Each world has a database of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

MAIN = "main"
"""The world of the two keys that the sandbox is started with."""


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Rows(Protocol):
    """What a statement gave."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""
        ...

    def fetchone(self) -> Any:
        """Take the next row, or null."""
        ...

    def fetchall(self) -> list[Any]:
        """Take all rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows that are left."""
        ...


class Database(Protocol):
    """The data of one world. Statements are SQL that all databases understand, with `?` or `:name` for values."""

    def execute(self, statement: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Rows:
        """Carry a statement out. Outside `transaction` there is no saying what it finds."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """Commit what the block did, or undo all of it when it raises.

        No two blocks of one world overlap, whichever process they run in.
        """
        ...


class Storage(Protocol):
    """Keeps worlds by name, and copies of them as they were."""

    def open(self, world: str) -> Database:
        """Open a world, made when it is not there. Raises `StoreError`."""
        ...

    def worlds(self) -> list[str]:
        """List the worlds that are there."""
        ...

    def remove(self, world: str) -> None:
        """Remove a world and its copies."""
        ...

    def save(self, world: str, copy: str) -> None:
        """Keep a copy of a world as it is; an older one of that name is replaced."""
        ...

    def restore(self, world: str, copy: str, into: str) -> None:
        """Make the world `into` what `world` was when it was copied; it must be open. Raises `KeyError`."""
        ...

    def copies(self, world: str) -> list[str]:
        """List the copies of a world by name."""
        ...

    def forget(self, world: str, copy: str) -> None:
        """Drop a copy. Raises `KeyError`."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def open_storage(place: str | None) -> Storage:
    """Open the storage at a PostgreSQL URL or a path of a SQLite file; memory when nothing is given.

    Raises `StoreError` when it cannot be used.
    """
    if place is None:
        from komoju_sandbox.storage.memory import MemoryStorage

        return MemoryStorage()
    if is_postgres(place):
        try:
            from komoju_sandbox.storage.postgres import open_postgres
        except ModuleNotFoundError as error:
            raise StoreError("PostgreSQL needs a package. Install it: pip install 'komoju[postgres]'") from error

        return open_postgres(place)
    from komoju_sandbox.storage.files import FileStorage

    return FileStorage(place)


def is_postgres(place: str) -> bool:
    """Tell the URL of a PostgreSQL database from the path of a file."""
    return place.startswith(("postgresql://", "postgres://"))
