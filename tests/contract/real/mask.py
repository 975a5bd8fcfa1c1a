"""What may be shown of requests and answers: no key, no personal data, and of a number its last four digits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.contract.contract import document, resolve
from tests.contract.real.plain import named
from tests.contract.real.story import NONE, SECRET, Exchange, Story
from tests.contract.wire import JSON

HIDDEN = "***"
TOKEN = re.compile(r"tok_[0-9a-z]{9,}")
LONGEST = 160
SHORTEST_SECRET = 4
"""A shorter text may stand in an answer by chance."""


@cache
def sensitive() -> dict[str, str]:
    """The kind of each sensitive member, by its name."""
    found: dict[str, str] = {}
    for schema in document()["components"]["schemas"].values():
        for name, said in schema.get("properties", {}).items():
            kind = resolve(said).get("x-sensitive")
            found |= {name: kind} if kind else {}
    return found


def masked(value: Any, name: str | int = "") -> Any:
    """Mask what is sensitive by the names of the members."""
    if isinstance(value, dict):
        return {key: masked(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner, name) for inner in value]
    if name not in sensitive() or value is None:
        return value
    return HIDDEN + str(value)[-4:] if sensitive()[str(name)] == "number" else HIDDEN


def request_line(exchange: Exchange, story: Story) -> str:
    """Show a request: what it says, in which content type, and under which key, by its name."""
    sent = exchange.sent
    told = f"{sent.method} {sent.path}" + (f"?{sent.query}" if sent.query else "")
    if exchange.body is not None:
        kind = "JSON" if sent.headers.get("content-type") == JSON else "form"
        told += f" {kind} {_text(exchange.body)}"
    if exchange.key != SECRET:
        told += " without a key" if exchange.key == NONE else f" with the {exchange.key} key"
    return named(told, story)


def shown(value: Any, name: str | int, story: Story) -> str:
    """Show a value that an answer of the story has under that name."""
    text = _text(masked(value, name))
    secrets = {secret for exchange in story.exchanges for secret in _secrets(exchange.body)}
    for secret in secrets | {key for key in story.keys.values() if key}:
        text = text.replace(secret, HIDDEN)
    text = TOKEN.sub(f"tok_{HIDDEN}", text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (dict, list, bool)) or value is None:
        return json.dumps(masked(value), ensure_ascii=False, default=str)
    return str(value)


def _secrets(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _secrets(inner, key)
    elif name in sensitive() and isinstance(value, str) and len(value) >= SHORTEST_SECRET:
        yield value
