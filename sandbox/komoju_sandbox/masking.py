"""Writes down what was sent so that anybody may read it: what is sensitive is masked, and so is what nobody knows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.wire import Body

MASK = "***"
SHORTEST = 4
"""Shorter values are masked in their own place, but not looked for in others."""
NUMBER, SECRET = "number", "secret"
SHOWN_CHARACTERS, SHOWN_SHARE = 4, 3
"""Of a `number` the last characters stay, but never more than this part of it."""
DETAILS = "payment_details"
"""Where a text is the id of a token."""
READABLE = "/[]@:,;!$'()*~"
_NAME = re.compile(r"[A-Za-z][A-Za-z_-]{0,39}")


class Masker:
    """Knows the members of the document's objects, and which of them are sensitive."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._kinds: dict[str, str] = {}
        self._shown: set[str] = set()
        self._free: set[str] = set()
        for schema in (*contract.schemas.values(), *(operation.query for operation in contract.operations)):
            self._learn(schema)

    def write(self, sent: Body, secrets: Sequence[str] = ()) -> str:
        """Write a body, or the parameters of a query, in the encoding that it came in.

        No sensitive value is in it, nor any of the `secrets`.
        """
        scrub = _Scrubber([*secrets, *self._secrets(sent.tree)])
        tree = self._members(sent.tree, scrub, free=False)
        return _as_form(tree) if sent.is_form else json.dumps(tree, ensure_ascii=False, default=str)

    def _learn(self, schema: JsonObject) -> None:
        for branch in self._contract.alternatives(schema):
            for name, said in branch.get("properties", {}).items():
                kind = self._contract.resolve(said).get("x-sensitive")
                if kind is None:
                    self._shown.add(name)
                else:
                    self._kinds[name] = kind
                if any(inner.get("additionalProperties") for inner in self._contract.alternatives(said)):
                    self._free.add(name)

    def _kind(self, name: str, value: JsonValue) -> str | None:
        if name == DETAILS and isinstance(value, str):
            return SECRET
        return self._kinds.get(name)

    def _secrets(self, tree: dict[str, JsonValue]) -> Iterator[str]:
        for name, value in tree.items():
            if self._kind(name, value) is not None:
                yield from _texts(value)
            elif isinstance(value, dict):
                yield from self._secrets(value)

    def _members(self, tree: dict[str, JsonValue], scrub: _Scrubber, *, free: bool) -> JsonObject:
        """Mask the members of an object. A `free` one has names of the merchant's own."""
        masked: JsonObject = {}
        for name, value in tree.items():
            kind = self._kind(name, value)
            if kind is not None:
                masked[name] = scrub(_mask(kind, value))
            elif name in self._shown:
                masked[name] = self._shown_value(value, scrub, free=free or name in self._free)
            elif free:
                masked[scrub(name)] = self._shown_value(value, scrub, free=True)
            else:
                masked[scrub(name) if _NAME.fullmatch(name) else MASK] = MASK
        return masked

    def _shown_value(self, value: JsonValue, scrub: _Scrubber, *, free: bool) -> JsonValue:
        if isinstance(value, dict):
            return self._members(value, scrub, free=free)
        if isinstance(value, list):
            return MASK
        return scrub(value) if isinstance(value, str) else scrub.number(value)


class _Scrubber:
    """Takes secrets out of whatever else is shown."""

    def __init__(self, secrets: list[str]) -> None:
        # The longest first: a part of it may be a secret too.
        self._secrets = sorted({text for text in secrets if len(text) >= SHORTEST}, key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Mask the secrets in a text, or all of it where that makes a new one."""
        clean = text
        for secret in self._secrets:
            clean = clean.replace(secret, MASK)
        if clean is not text and any(secret in clean for secret in self._secrets):
            return MASK
        return clean

    def number(self, value: JsonValue) -> JsonValue:
        """Mask a value that is no text when a secret is in it."""
        text = str(value)
        return value if self(text) == text else MASK


def _mask(kind: str, value: JsonValue) -> str:
    if kind != NUMBER or not isinstance(value, str):
        return MASK
    shown = min(SHOWN_CHARACTERS, len(value) // SHOWN_SHARE)
    return MASK + value[len(value) - shown :]


def _texts(value: JsonValue) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    else:
        yield str(value)


def _as_form(tree: dict[str, JsonValue]) -> str:
    pairs: list[str] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            pairs += [_pair(f"{name}[{member}]", inner) for member, inner in value.items()]
        else:
            pairs.append(_pair(name, value))
    return "&".join(pairs)


def _pair(name: str, value: JsonValue) -> str:
    return f"{quote(name, READABLE)}={quote(str(value), READABLE)}"
