"""The request journal: what was asked of the API and how it was answered, as anybody may read it."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

from komoju_sandbox.auth import credentials
from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.masking import MASK, Masker
from komoju_sandbox.trail import CHOICE, Trail
from komoju_sandbox.wire import Body, parse_body, parse_form

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.api import Exchange
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.storage import Database

ROWS = 1000
"""How many requests of a world are kept."""
BODY_BYTES = 4096
"""How much of a body is kept, after masking."""
CUT = "…"
UNKNOWN = "other"
MEDIA_TYPES = ("application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/plain")
"""The content types that are named. A header can hold anything."""
KEEP = "INSERT INTO requests (entry) VALUES (?)"
FORGET = "DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?"
READ = "SELECT number, entry FROM requests WHERE number < ? ORDER BY number DESC LIMIT ?"
_NOT_SHOWN = re.compile(r"\((more than )?[0-9]+ (unreadable )?bytes\)")
_WORD = re.compile(r"[a-z_]{1,40}")


class Scribe:
    """Writes entries of the journal."""

    def __init__(self, contract: Contract, keys: list[str]) -> None:
        """`keys` are masked wherever they stand, as is that of the caller."""
        self._keys = keys
        self._limits = contract.limits
        self._masker = Masker(contract)
        self._id = re.compile(contract.schemas["Id"]["pattern"])

    def entry(self, exchange: Exchange, reply: Reply | None, now: datetime) -> JsonObject:
        """Write down a request to the API and its answer; without one it was lost before it was handled."""
        request, operation = exchange.request, exchange.operation
        key, _ = credentials(request.headers.get("authorization", ""))
        secrets = [key.decode(errors="replace"), *self._keys]
        content_type = request.headers.get("content-type")
        return {
            "at": stamp(now),
            "method": request.method,
            "path": self._path(request.scope, secrets),
            "operation": None if operation is None else operation.operation_id,
            "status": None if reply is None else reply.status,
            "code": reply.body["error"]["code"] if reply is not None and reply.refused else None,
            "fault": None if exchange.fault is None else exchange.fault.do,
            "content_type": None if content_type is None else _media_type(content_type),
            "body": self._body(exchange, content_type or "", secrets),
            "choices": sorted(choice.removeprefix(CHOICE) for choice in exchange.trail.choices),
        }

    def _path(self, scope: Any, secrets: list[str]) -> str:
        segments = [self._segment(segment) for segment in scope["path"].split("/")]
        return "/".join(segments) + self._query(scope["query_string"], secrets)

    def _segment(self, segment: str) -> str:
        known = not segment or segment == "v1" or _WORD.fullmatch(segment) or self._id.fullmatch(segment)
        return segment if known else MASK

    def _query(self, raw: bytes, secrets: list[str]) -> str:
        if not raw:
            return ""
        try:
            sent = Body(parse_form(raw, self._limits), is_form=True)
        except ApiError:
            return f"?({len(raw)} unreadable bytes)"
        return "?" + _cut(self._masker.write(sent, secrets))

    def _body(self, exchange: Exchange, content_type: str, secrets: list[str]) -> str | None:
        if exchange.raw is None:
            return f"(more than {self._limits.body_bytes} bytes)"
        if not exchange.raw:
            return None
        sent = exchange.sent
        if sent is None:
            try:
                sent = parse_body(content_type, exchange.raw, self._limits, Trail())
            except ApiError:
                return f"({len(exchange.raw)} unreadable bytes)"
        return _cut(self._masker.write(sent, secrets))


class Journal:
    """The entries of a world. Everything is read and written inside a transaction of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, entries: list[JsonObject]) -> None:
        """Keep entries, and forget the oldest of all where they are too many."""
        for entry in entries:
            self._database.execute(KEEP, (json.dumps(entry),))
        self._database.execute(FORGET, (ROWS,))

    def page(self, before: int, limit: int) -> list[JsonObject]:
        """Read entries with a smaller number than `before`, newest first."""
        rows = self._database.execute(READ, (before, limit)).fetchall()
        return [{"number": number, **json.loads(entry)} for number, entry in rows]

    def clear(self) -> None:
        """Forget every request."""
        self._database.execute("DELETE FROM requests")


def curl(entry: JsonObject, origin: str) -> str:
    """Write the command that sends the request of an entry again, as far as it is shown.

    What is masked has to be filled in. The key is taken from the environment.
    """
    words = ["curl", "-X", entry["method"], origin + entry["path"]]
    command = shlex.join(words) + ' -u "$KOMOJU_SECRET_KEY:"'
    body, content_type = entry["body"], entry["content_type"]
    if body is None or _NOT_SHOWN.fullmatch(body):
        return command
    if content_type == "application/json":
        return f"{command} -H {shlex.quote(f'Content-Type: {content_type}')} -d {shlex.quote(body)}"
    return command + "".join(f" -d {shlex.quote(pair)}" for pair in body.split("&"))


def _media_type(content_type: str) -> str:
    found = content_type.partition(";")[0].strip().lower()
    return found if found in MEDIA_TYPES else UNKNOWN


def _cut(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= BODY_BYTES else raw[:BODY_BYTES].decode(errors="ignore") + CUT
