"""The operations on events: what happened, read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.grounds import ALL_EVENTS
from komoju_sandbox.lists import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from komoju_sandbox.grounds import Grounds
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.storage import Database

ONE = "SELECT body, resource, sources FROM events WHERE id = ?"
PAGE = "SELECT body, resource, sources FROM events ORDER BY number DESC LIMIT ? OFFSET ?"


class Events:
    """Reads what the outbox has kept."""

    def __init__(self, rules: Rules, database: Database, grounds: Grounds) -> None:
        self._view = rules.view
        self._database = database
        self._grounds = grounds

    def show(self, call: Call) -> Reply:
        """`showEvent`."""
        rows = self._database.execute(ONE, (call.path["event_id"],)).fetchall()
        if not rows:
            raise ApiError("not_found")
        return ok(self._shown(rows, call)[0])

    def list(self, call: Call) -> Reply:
        """`listEvents`: newest first; a page past the end is empty and has the true total."""
        total = self._database.execute("SELECT count(*) FROM events").fetchone()[0]

        def read(offset: int, limit: int) -> list[JsonObject]:
            return [*self._shown(self._database.execute(PAGE, (limit, offset)).fetchall(), call)]

        self._grounds.recall(ALL_EVENTS, call.trail)
        return ok(self._view.page("EventList", page_of(call, total, read)))

    def _shown(self, rows: Sequence[tuple[str, str | None, str]], call: Call) -> Sequence[JsonObject]:
        """Give events, and say what it rests on that they are told and that their data are these."""
        for _, _, sources in rows:
            call.trail.rests_on(*json.loads(sources))
        self._grounds.recall_all([resource for _, resource, _ in rows if resource is not None], call.trail)
        return [json.loads(body) for body, _, _ in rows]
