"""What was posted to webhooks and what came back, kept and shown. No secret is in it: requests hold signatures only."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch, moment, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.letter import Attempt
    from komoju_sandbox.storage import Database

KEPT = 40_000
"""How many attempts of a world are kept, the latest."""
ADD = """
    INSERT INTO attempts (delivery, sent, milliseconds, status, error, mischief, request, altered, response)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
IN_SHORT = "SELECT sent, status, error, mischief FROM attempts WHERE delivery = ? ORDER BY number"
IN_FULL = """
    SELECT sent, status, error, mischief, milliseconds, request, altered, response
    FROM attempts WHERE delivery = ? ORDER BY number
"""


def keep_attempt(database: Database, delivery_id: str, attempt: Attempt, sent: datetime) -> None:
    """Keep an attempt, its body only when it is not that of the event; the oldest go where there are too many."""
    envelope, answer = attempt.sent, attempt.answer
    response = None
    if answer is not None:
        response = {"status": answer.status, "headers": answer.headers, "body": answer.text}
    database.execute(
        ADD,
        (
            delivery_id,
            epoch(sent),
            attempt.milliseconds,
            None if answer is None else answer.status,
            attempt.error,
            json.dumps(envelope.tricks),
            json.dumps({"url": envelope.url, "headers": envelope.headers}),
            envelope.body if "altered_body" in envelope.tricks else None,
            json.dumps(response),
        ),
    )
    database.execute("DELETE FROM attempts WHERE number <= (SELECT max(number) FROM attempts) - ?", (KEPT,))


def attempts_in_short(database: Database, delivery_id: str) -> Iterator[JsonObject]:
    """Show when a delivery was tried and how that ended, oldest first."""
    for sent, status, error, mischief in database.execute(IN_SHORT, (delivery_id,)):
        yield _in_short(sent, status, error, mischief)


def attempts_in_full(database: Database, delivery_id: str, body: str) -> Iterator[JsonObject]:
    """Show all that was sent and came back, oldest first; `body` is that of the event."""
    for sent, status, error, mischief, milliseconds, request, altered, response in database.execute(
        IN_FULL, (delivery_id,)
    ):
        yield {
            **_in_short(sent, status, error, mischief),
            "milliseconds": milliseconds,
            "request": {**json.loads(request), "body": body if altered is None else altered},
            "response": json.loads(response),
        }


def _in_short(sent: int, status: int | None, error: str | None, mischief: str) -> JsonObject:
    return {"sent_at": stamp(moment(sent)), "status": status, "error": error, "mischief": json.loads(mischief)}
