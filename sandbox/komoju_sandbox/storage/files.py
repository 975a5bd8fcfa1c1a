"""Worlds in SQLite files: the main one in the file that was named, the others in a directory beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from komoju_sandbox.storage import MAIN
from komoju_sandbox.storage.sqlite import open_sqlite

if TYPE_CHECKING:
    from komoju_sandbox.storage.sqlite import SqliteDatabase

SUFFIX = ".sqlite"


class FileStorage:
    """`FILE` is the main world, `FILE.worlds/NAME.sqlite` another one, and `FILE.copies/NAME/` holds its copies."""

    def __init__(self, place: str) -> None:
        self._main = Path(place)
        self._worlds = Path(f"{place}.worlds")
        self._copies = Path(f"{place}.copies")
        self._open: dict[str, SqliteDatabase] = {}

    def open(self, world: str) -> SqliteDatabase:
        """Open a world, made when it is not there. Raises `StoreError`."""
        if world not in self._open:
            path = self._path(world)
            if world != MAIN:
                path.parent.mkdir(exist_ok=True)
            self._open[world] = open_sqlite(path)
        return self._open[world]

    def worlds(self) -> list[str]:
        """List the worlds that are there."""
        main = [MAIN] if self._main.exists() else []
        return main + sorted(path.stem for path in self._worlds.glob(f"*{SUFFIX}"))

    def remove(self, world: str) -> None:
        """Remove a world and its copies."""
        self._open.pop(world).connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._path(world)}{ending}").unlink(missing_ok=True)
        rmtree(self._copies / world, ignore_errors=True)

    def save(self, world: str, copy: str) -> None:
        """Keep a copy of a world as it is."""
        path = self._copy(world, copy)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Made beside, then put in place: a copy is whole or not there.
        made = path.with_suffix(".new")
        made.unlink(missing_ok=True)
        self.open(world).execute("VACUUM INTO ?", (str(made),))
        made.replace(path)

    def restore(self, world: str, copy: str, into: str) -> None:
        """Make the world `into` what `world` was when it was copied. Raises `KeyError`."""
        path = self._copy(world, copy)
        if not path.exists():
            raise KeyError(copy)
        with closing(sqlite3.connect(path)) as source:
            source.backup(self.open(into).connection)

    def copies(self, world: str) -> list[str]:
        """List the copies of a world by name."""
        return sorted(path.stem for path in (self._copies / world).glob(f"*{SUFFIX}"))

    def forget(self, world: str, copy: str) -> None:
        """Drop a copy. Raises `KeyError`."""
        try:
            self._copy(world, copy).unlink()
        except FileNotFoundError as error:
            raise KeyError(copy) from error

    def close(self) -> None:
        """Let go of everything; the files stay."""
        while self._open:
            self._open.popitem()[1].connection.close()

    def _path(self, world: str) -> Path:
        return self._main if world == MAIN else self._worlds / f"{world}{SUFFIX}"

    def _copy(self, world: str, copy: str) -> Path:
        return self._copies / world / f"{copy}{SUFFIX}"
