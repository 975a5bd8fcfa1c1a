"""What later answers rest on because of earlier ones: a choice stays in what was made by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from komoju_sandbox.storage import Database
    from komoju_sandbox.trail import Trail

ALL_PAYMENTS = "payments"
"""The subject of lists that any payment could be in."""
ALL_CUSTOMERS = "customers"
"""The same of customers."""
ALL_EVENTS = "events"
"""The same of events."""
OF_ONE = "SELECT source FROM grounds WHERE subject = ?"
OF_ALL = "SELECT DISTINCT source FROM grounds WHERE subject IN ({})"
KEEP = "INSERT INTO grounds (subject, source) VALUES (?, ?) ON CONFLICT DO NOTHING"


class Grounds:
    """The choices by subject: the id of a resource, or another name that those who keep and recall agree on.

    Everything is read and written inside a transaction of the database.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, subject: str, choices: Iterable[str]) -> None:
        """Have answers about the subject rest on these choices from now on."""
        for choice in choices:
            self._database.execute(KEEP, (subject, choice))

    def recall(self, subject: str, trail: Trail) -> None:
        """Say on the trail what an answer about the subject rests on."""
        for row in self._database.execute(OF_ONE, (subject,)):
            trail.rests_on(row[0])

    def recall_all(self, subjects: list[str], trail: Trail) -> None:
        """As `recall`, for an answer about all of them."""
        if subjects:
            statement = OF_ALL.format(", ".join("?" * len(subjects)))
            trail.rests_on(*(row[0] for row in self._database.execute(statement, subjects)))

    def clear(self) -> None:
        """Forget every subject."""
        self._database.execute("DELETE FROM grounds")
