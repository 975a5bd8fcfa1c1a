"""Idempotency keys: one call is carried out once, and its reply is given again to the same call."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from komoju_sandbox.clock import epoch
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.findings import CompiledSchema

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from komoju_sandbox.calls import Call, Handler
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Catalogue
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database
    from komoju_sandbox.trail import Trail

FIND = "SELECT caller, request, status, body, sources FROM replies WHERE key = ?"
HAS = "SELECT 1 FROM replies WHERE key = ? AND caller = ?"
KEEP = "INSERT INTO replies (caller, key, created, request, status, body, sources) VALUES (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key as one merchant's API key uses it."""

    caller: str
    """Stands for the API key, so that nobody gets the reply to somebody else's call."""
    text: str


class KeyHeader:
    """The header of an operation that carries a key."""

    def __init__(self, contract: Contract, parameter: JsonObject) -> None:
        self.name: str = parameter["name"]
        schema = {"type": "object", "properties": {self.name: parameter["schema"]}}
        self._schema = CompiledSchema(contract, schema)

    def read(self, sent: list[str], caller: str) -> IdempotencyKey | None:
        """Read the values of the header. Raises `invalid_parameter` for two of them, or for a wrong one."""
        if not sent:
            return None
        text = sent[0]
        if len(sent) > 1 or any(self._schema.faults({self.name: text})):
            raise ApiError("invalid_parameter", self.name, source="choice: idempotency-key-form")
        return IdempotencyKey(caller, text)


class RunningKeys:
    """The keys of calls that have arrived and whose reply has not been handed over yet."""

    def __init__(self, errors: Catalogue) -> None:
        self._errors = errors
        self._keys: set[IdempotencyKey] = set()

    @contextmanager
    def hold(self, key: IdempotencyKey) -> Generator[None]:
        """Keep other calls with this key out of the block: they are refused with 409."""
        if key in self._keys:
            raise self._errors.outside(409)
        self._keys.add(key)
        try:
            yield
        finally:
            self._keys.discard(key)


class KeptReplies:
    """The replies to calls with a key, in the same database and transaction as what the calls did."""

    def __init__(self, database: Database, lifecycle: JsonObject) -> None:
        self._database = database
        self._life = timedelta(hours=lifecycle["idempotency"]["hours"])
        self._source: str = lifecycle["idempotency"]["source"]

    def once(self, key: IdempotencyKey, operation_id: str, handler: Handler) -> Handler:
        """Carry the operation out only if the key is new, else give its first reply again.

        Raises `unprocessable_entity` when the key belongs to another request. What the handler raises
        is not kept, since nothing was done then.
        """

        def answer(call: Call) -> Reply:
            call.trail.rests_on(self._source)
            request = _fingerprint(operation_id, call)
            kept = self._kept(key, call.trail)
            if kept is None:
                reply = handler(call)
                self._keep(key, call, request, reply)
                return reply
            if kept[0] != request:
                raise ApiError("unprocessable_entity", source="choice: idempotency-other-request")
            return _again(call.trail, *kept[1:])

        return answer

    def _kept(self, key: IdempotencyKey, trail: Trail) -> tuple[str, int, str, str] | None:
        """Find what is kept under the key: what was asked, and what was answered and on what it rests."""
        found = {row[0]: row[1:] for row in self._database.execute(FIND, (key.text,))}
        if found.keys() - {key.caller}:
            trail.rests_on("choice: idempotency-scope")
        return found.get(key.caller)

    def has(self, key: IdempotencyKey) -> bool:
        """Tell whether a reply is kept under the key."""
        return self._database.execute(HAS, (key.text, key.caller)).fetchone() is not None

    def forget_due(self, now: datetime) -> None:
        """Forget the replies whose last second has passed."""
        self._database.execute("DELETE FROM replies WHERE created < ?", (epoch(now - self._life),))

    def clear(self) -> None:
        """Forget every reply."""
        self._database.execute("DELETE FROM replies")

    def _keep(self, key: IdempotencyKey, call: Call, request: str, reply: Reply) -> None:
        body, sources = json.dumps(reply.body, ensure_ascii=False), json.dumps(sorted(call.trail.sources))
        row = (key.caller, key.text, epoch(call.now), request, reply.status, body, sources)
        self._database.execute(KEEP, row)


def _again(trail: Trail, status: int, body: str, sources: str) -> Reply:
    trail.rests_on(*json.loads(sources))
    reply = Reply(status, json.loads(body), {})
    if reply.refused:
        trail.rests_on("choice: idempotency-what-is-kept")
    return reply


def _fingerprint(operation_id: str, call: Call) -> str:
    """Tell requests apart without keeping what they say: card numbers are in it."""
    said = [operation_id, call.path, call.query, call.body]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
