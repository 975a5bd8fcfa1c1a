"""What came in and what it met, written behind the answers: a kill may lose the last of it, never a payment."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from komoju_sandbox.journal import LAST, Journal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from komoju_sandbox.journal import Entry
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database
    from komoju_sandbox.trail import Fact

ROWS_WAITING = 64
SECONDS_WAITING = 0.05
"""So many requests, or so long, until what waits is written. Whoever reads does not wait."""
ALL = "SELECT kind, name FROM met"
MEET = "INSERT INTO met (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING"


class Traffic:
    """The traffic of one world: its journal, and the facts that its coverage is made of.

    Facts outlast a reset and the return to a copy, as test suites do both between tests.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)
        self._entries: list[Entry] = []
        self._facts: list[Fact] = []
        self._known: set[Fact] = set()
        self._timer: asyncio.TimerHandle | None = None

    def prepare(self) -> None:
        """Read what an earlier run has met, inside a transaction."""
        self._known.update(self._read())

    def note(self, entry: Entry) -> None:
        """Have a request written into the journal."""
        self._entries.append(entry)
        if len(self._entries) >= ROWS_WAITING:
            self.write()
        else:
            self._wait()

    def see(self, facts: Iterable[Fact]) -> None:
        """Have facts written that are new."""
        for fact in facts:
            if fact not in self._known:
                self._known.add(fact)
                self._facts.append(fact)
                self._wait()

    def met(self) -> set[Fact]:
        """Tell every fact of this world, those of other processes included."""
        self.write()
        with self._database.transaction():
            self._known.update(self._read())
        return set(self._known)

    def seen_here(self) -> set[Fact]:
        """Tell the facts that this process knows, also when the database is closed."""
        return set(self._known)

    def requests(self, limit: int, before: int = LAST) -> list[JsonObject]:
        """Read entries of the journal with a smaller number than `before`, newest first."""
        self.write()
        with self._database.transaction():
            return self._journal.page(limit, before)

    def write(self) -> None:
        """Write what waits, outside a transaction."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        entries, self._entries = self._entries, []
        facts, self._facts = self._facts, []
        if entries or facts:
            with self._database.transaction():
                self._write_facts(facts)
                if entries:
                    self._journal.keep(entries)

    def clear(self) -> None:
        """Forget every request, inside a transaction. What was met stays."""
        self._entries.clear()
        self._journal.clear()

    def remember(self) -> None:
        """Write what was met into a database that is an older copy, inside a transaction."""
        self._write_facts(self._known)

    def _read(self) -> list[Fact]:
        return [(kind, name) for kind, name in self._database.execute(ALL)]

    def _write_facts(self, facts: Iterable[Fact]) -> None:
        for fact in facts:
            self._database.execute(MEET, fact)

    def _wait(self) -> None:
        if self._timer is None:
            with suppress(RuntimeError):
                self._timer = asyncio.get_running_loop().call_later(SECONDS_WAITING, self.write)
