"""What of the outbox is due, in which order it leaves, and when it is tried again."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING

from komoju_sandbox.attempts import keep_attempt
from komoju_sandbox.clock import epoch
from komoju_sandbox.letter import Letter
from komoju_sandbox.mischief import Mischief
from komoju_sandbox.outbox import DELIVERED, FAILED, PENDING

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.letter import Attempt
    from komoju_sandbox.storage import Database
    from komoju_sandbox.webhooks import Webhooks

WAITING = """
    SELECT id FROM webhooks
    WHERE EXISTS (SELECT 1 FROM deliveries WHERE webhook = webhooks.id AND due <= ?)
    ORDER BY number
"""
NEXT = """
    SELECT deliveries.id, tries, held, url, secret, mischief, type, body
    FROM deliveries JOIN webhooks ON webhooks.id = webhook JOIN events ON events.id = event
    WHERE webhook = ? AND due <= ? ORDER BY due, rank, deliveries.number LIMIT 1
"""
NEXT_DUE = "SELECT min(due) FROM deliveries WHERE due > ?"
TAKE = "UPDATE deliveries SET taken = ? WHERE id = ?"
TAKEN = "SELECT taken FROM deliveries WHERE id = ? AND ? IN (taken, overtaken)"
SETTLE = "UPDATE deliveries SET status = ?, tries = tries + 1, due = ?, rank = 0, taken = NULL WHERE id = ?"


class Dispatch:
    """The courier's side of the outbox. Everything is read and written inside a transaction of the world."""

    def __init__(self, database: Database, lifecycle: JsonObject, webhooks: Webhooks) -> None:
        self._database = database
        self._webhooks = webhooks
        said = lifecycle["webhooks"]
        self._success = range(said["success"]["first_status"], said["success"]["last_status"] + 1)
        self._pauses: list[int] = said["retries"]["after_seconds"]

    def waiting(self, now: datetime) -> list[str]:
        """List the webhooks with deliveries that are due."""
        return [row[0] for row in self._database.execute(WAITING, (epoch(now),))]

    def take(self, webhook_id: str, now: datetime) -> Letter | None:
        """Take the first delivery that is due: new ones in the order of their events, then those to be tried again."""
        row = self._database.execute(NEXT, (webhook_id, epoch(now))).fetchone()
        if row is None:
            return None
        delivery_id, tries, held, url, secret, kept, event_type, body = row
        taken = secrets.token_hex(16)
        self._database.execute(TAKE, (taken, delivery_id))
        mischief = Mischief.read(kept)
        posts, rest = mischief.plan()
        if rest != mischief:
            self._webhooks.set_mischief(webhook_id, rest)
        if tries == 0:
            posts = [json.loads(held) + tricks for tricks in posts]
        return Letter(delivery_id, tries, taken, url, json.loads(secret), event_type, body, posts)

    def next_due(self, now: datetime) -> int | None:
        """Tell the first second after now in which a delivery is due."""
        row = self._database.execute(NEXT_DUE, (epoch(now),)).fetchone()
        second: int | None = row[0]
        return second

    def keep(self, letter: Letter, attempts: list[Attempt], sent: datetime) -> bool:
        """Keep what came of a try, and tell whether it succeeded; one that got through is enough.

        Another one follows while there are any left, or when it was asked for meanwhile. Nothing is kept of a try that
        the world does not know any more.
        """
        row = self._database.execute(TAKEN, (letter.delivery_id, letter.taken)).fetchone()
        if row is None:
            return False
        for attempt in attempts:
            keep_attempt(self._database, letter.delivery_id, attempt, sent)
        arrived = any(attempt.answer is not None and attempt.answer.status in self._success for attempt in attempts)
        if row[0] == letter.taken:
            self._settle(letter, sent, arrived=arrived)
        return arrived

    def _settle(self, letter: Letter, sent: datetime, *, arrived: bool) -> None:
        if arrived:
            status, due = DELIVERED, None
        elif letter.tries < len(self._pauses):
            status, due = PENDING, epoch(sent) + self._pauses[letter.tries]
        else:
            status, due = FAILED, None
        self._database.execute(SETTLE, (status, due, letter.delivery_id))
