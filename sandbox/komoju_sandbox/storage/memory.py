"""Worlds in memory: gone when the process ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.storage.sqlite import open_memory

if TYPE_CHECKING:
    from komoju_sandbox.storage.sqlite import SqliteDatabase


class MemoryStorage:
    """A SQLite database in memory for each world, and its bytes for each copy."""

    def __init__(self) -> None:
        self._open: dict[str, SqliteDatabase] = {}
        self._copies: dict[str, dict[str, bytes]] = {}

    def open(self, world: str) -> SqliteDatabase:
        """Open a world, made when it is not there."""
        if world not in self._open:
            self._open[world] = open_memory()
        return self._open[world]

    def worlds(self) -> list[str]:
        """List the worlds that are there."""
        return list(self._open)

    def remove(self, world: str) -> None:
        """Remove a world and its copies."""
        self._open.pop(world).connection.close()
        self._copies.pop(world, None)

    def save(self, world: str, copy: str) -> None:
        """Keep a copy of a world as it is."""
        self._copies.setdefault(world, {})[copy] = self.open(world).connection.serialize()

    def restore(self, world: str, copy: str, into: str) -> None:
        """Make the world `into` what `world` was when it was copied. Raises `KeyError`."""
        self.open(into).fill(self._copies.get(world, {})[copy])

    def copies(self, world: str) -> list[str]:
        """List the copies of a world by name."""
        return sorted(self._copies.get(world, {}))

    def forget(self, world: str, copy: str) -> None:
        """Drop a copy. Raises `KeyError`."""
        del self._copies.get(world, {})[copy]

    def close(self) -> None:
        """Let go of everything."""
        for world in list(self._open):
            self.remove(world)
