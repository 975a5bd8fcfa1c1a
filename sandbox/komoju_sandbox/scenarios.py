"""Outcomes that a call asks for by a header, in turn: `Komoju-Scenario: card_declined,ok`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from komoju_sandbox.refusals import Refusals
    from komoju_sandbox.storage import Database
    from komoju_sandbox.trail import Trail

TAKEN = "SELECT taken FROM scenarios WHERE operation = ? AND entries = ?"
TAKE = """
    INSERT INTO scenarios (operation, entries, taken) VALUES (?, ?, 1)
    ON CONFLICT (operation, entries) DO UPDATE SET taken = scenarios.taken + 1
"""
MOST_ENTRIES = 100


class ScenarioHeader:
    """Reads the header."""

    def __init__(self, refusals: Refusals) -> None:
        said = refusals.contract.lifecycle["scenarios"]
        self.name: str = said["header"]
        self._success: str = said["success"]
        self._source: str = said["source"]
        self._refusals = refusals

    def read(self, sent: Sequence[str], operation_id: str, trail: Trail) -> list[str]:
        """Read the outcomes, none when there is no header; several headers are one list.

        Raises `invalid_parameter` for a name that is neither a documented code of the operation nor a success.
        """
        if not sent:
            return []
        entries = [name.strip() for name in ",".join(sent).split(",")]
        if len(entries) > MOST_ENTRIES or not all(self._known(name, operation_id) for name in entries):
            raise ApiError("invalid_parameter", self.name, source="choice: scenario-names")
        trail.rests_on(self._source)
        if len(entries) > 1:
            trail.rests_on("choice: scenario-order")
        if not all(name == self._success or self._refusals.is_processors(name) for name in entries):
            trail.rests_on("choice: scenario-codes")
        return entries

    def refusal(self, entry: str | None, operation_id: str) -> ApiError | None:
        """Make the refusal that an outcome stands for; none for a success."""
        return None if entry is None or entry == self._success else self._refusals.make(operation_id, entry)

    def _known(self, name: str, operation_id: str) -> bool:
        return name == self._success or name in self._refusals.operations[operation_id].errors


class Scenarios:
    """Remembers how far each header has come. Everything is read and written inside a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, operation_id: str, entries: Sequence[str]) -> str:
        """Take the outcome of the next call of an operation with these outcomes. The last one holds from then on."""
        place = (operation_id, ",".join(entries))
        row = self._database.execute(TAKEN, place).fetchone()
        self._database.execute(TAKE, place)
        return entries[min(row[0] if row else 0, len(entries) - 1)]

    def forget(self) -> None:
        """Let every header begin again."""
        self._database.execute("DELETE FROM scenarios")
