"""The request journal: what was asked of the API and how it was answered, as anybody may read it."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Any

from komoju_sandbox.auth import credentials
from komoju_sandbox.clock import epoch, moment, stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.masking import MASK, Masker, as_form
from komoju_sandbox.trail import CHOICE, Trail
from komoju_sandbox.wire import parse_body, parse_form

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.api import Exchange
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.storage import Database

Entry = tuple[int, str, str, str | None, int | None, str | None, str | None, str | None, str, str | None]
"""A row without its number. The choices stand with blanks between them, the masked body in JSON."""
LAST = 2**62
"""Larger than the number of any entry."""
ROWS = 1000
"""How many requests of a world are kept."""
BODY_BYTES = 4096
"""How much of a body is kept, after masking."""
LONGEST_CHARACTER = 4
CUT = "…"
UNKNOWN = "other"
JSON = "application/json"
MEDIA_TYPES = ("application/x-www-form-urlencoded", JSON, "multipart/form-data", "text/plain")
"""The content types that are named. A header can hold anything."""
KEEP = """
    INSERT INTO requests (at, method, path, operation, status, code, fault, content_type, choices, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
FORGET = "DELETE FROM requests WHERE number <= (SELECT max(number) FROM requests) - ?"
READ = """
    SELECT number, at, method, path, operation, status, code, fault, content_type, choices, body
    FROM requests WHERE number < ? ORDER BY number DESC LIMIT ?
"""
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
        self._paths = frozenset(contract.base_path + operation.path for operation in contract.operations)

    def entry(self, exchange: Exchange, reply: Reply | None, now: datetime) -> Entry:
        """Write down a request to the API and its answer; without one it was lost before it was handled."""
        request, operation = exchange.request, exchange.operation
        secrets = self._keys
        if exchange.raw or request.scope["query_string"]:
            key, _ = credentials(request.headers.get("authorization", ""))
            secrets = [key.decode(errors="replace"), *secrets]
        content_type = request.headers.get("content-type")
        return (
            epoch(now),
            request.method,
            self._path(request.scope, secrets),
            None if operation is None else operation.operation_id,
            None if reply is None else reply.status,
            reply.body["error"]["code"] if reply is not None and reply.refused else None,
            None if exchange.fault is None else exchange.fault.do,
            None if content_type is None else _media_type(content_type),
            " ".join(sorted(choice.removeprefix(CHOICE) for choice in exchange.trail.choices)),
            self._body(exchange, content_type or "", secrets),
        )

    def _path(self, scope: Any, secrets: list[str]) -> str:
        path: str = scope["path"]
        if path not in self._paths:
            path = "/".join(self._segment(segment) for segment in path.split("/"))
        return path + self._query(scope["query_string"], secrets)

    def _segment(self, segment: str) -> str:
        known = not segment or segment == "v1" or _WORD.fullmatch(segment) or self._id.fullmatch(segment)
        return segment if known else MASK

    def _query(self, raw: bytes, secrets: list[str]) -> str:
        if not raw:
            return ""
        try:
            tree = parse_form(raw, self._limits)
        except ApiError:
            return f"?({len(raw)} unreadable bytes)"
        return "?" + _cut(as_form(json.loads(self._masker.write(tree, secrets))))

    def _body(self, exchange: Exchange, content_type: str, secrets: list[str]) -> str | None:
        """Write the masked body as JSON: an object to be shown in its own encoding, or a text to be shown as it is."""
        if exchange.raw is None:
            return json.dumps(f"(more than {self._limits.body_bytes} bytes)")
        if not exchange.raw:
            return None
        sent = exchange.sent
        if sent is None:
            try:
                sent = parse_body(content_type, exchange.raw, self._limits, Trail())
            except ApiError:
                return json.dumps(f"({len(exchange.raw)} unreadable bytes)")
        text = self._masker.write(sent.tree, secrets)
        return (
            text
            if len(text) * LONGEST_CHARACTER <= BODY_BYTES
            else json.dumps(_shown(text, is_form=sent.is_form), ensure_ascii=False)
        )


class Journal:
    """The entries of a world. Everything is read and written inside a transaction of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, entries: list[Entry]) -> None:
        """Keep entries, and forget the oldest of all where they are too many."""
        for entry in entries:
            self._database.execute(KEEP, entry)
        self._database.execute(FORGET, (ROWS,))

    def page(self, limit: int, before: int) -> list[JsonObject]:
        """Read entries with a smaller number than `before`, newest first."""
        return [_read(*row) for row in self._database.execute(READ, (before, limit)).fetchall()]

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
    if content_type == JSON:
        return f"{command} -H {shlex.quote(f'Content-Type: {content_type}')} -d {shlex.quote(body)}"
    return command + "".join(f" -d {shlex.quote(pair)}" for pair in body.split("&"))


def _media_type(content_type: str) -> str:
    found = content_type.partition(";")[0].strip().lower()
    return found if found in MEDIA_TYPES else UNKNOWN


def _read(number: int, *entry: Any) -> JsonObject:
    at, method, path, operation, status, code, fault, content_type, choices, body = entry
    return {
        "number": number,
        "at": stamp(moment(at)),
        "method": method,
        "path": path,
        "operation": operation,
        "status": status,
        "code": code,
        "fault": fault,
        "content_type": content_type,
        "body": None if body is None else _shown(body, is_form=content_type != JSON),
        "choices": choices.split(),
    }


def _shown(body: str, *, is_form: bool) -> str:
    """Show a masked body in its own encoding."""
    tree: JsonValue = json.loads(body)
    if isinstance(tree, str):
        return tree
    return _cut(as_form(tree) if is_form and isinstance(tree, dict) else body)


def _cut(text: str) -> str:
    raw = text.encode()
    return text if len(raw) <= BODY_BYTES else raw[:BODY_BYTES].decode(errors="ignore") + CUT
