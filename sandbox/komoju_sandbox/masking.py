"""Writes down what was sent so that anybody may read it: what is sensitive is masked, and so is what nobody knows."""

from __future__ import annotations

import json
import re
from json.encoder import encode_basestring
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject, JsonValue

MASK = "***"
SHORTEST = 4
"""Shorter values are masked in their own place, but not looked for in others."""
NUMBER = "number"
SHOWN_CHARACTERS, SHOWN_SHARE = 4, 3
"""Of a `number` the last characters stay, but never more than this part of it."""
DETAILS = "payment_details"
"""Where a text is the id of a token."""
READABLE = "/[]@:,;!$'()*~"
_encode = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":")).encode
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
        self._shown -= self._kinds.keys()
        self._written = {name: f"{encode_basestring(name)}:" for name in (*self._shown, *self._kinds)}

    def write(self, tree: dict[str, JsonValue], secrets: Sequence[str] = ()) -> str:
        """Write what was sent as JSON. No sensitive value is in it, nor any of the `secrets`."""
        found = list(secrets)
        text = self._object(tree, found, free=False)
        if any(encode_basestring(secret)[1:-1] in text for secret in found if len(secret) >= SHORTEST):
            return _encode(_Scrubber(found).members(json.loads(text), self._written))
        return text

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

    def _object(self, tree: dict[str, JsonValue], secrets: list[str], *, free: bool) -> str:
        """Write an object, and collect what is sensitive in it. A `free` one has names of the merchant's own."""
        members: list[str] = []
        for name, value in tree.items():
            kind = self._kinds.get(name)
            if kind is not None or (name == DETAILS and isinstance(value, str)):
                secrets += _texts(value)
                members.append(self._written[name] + encode_basestring(_mask(kind, value)))
            elif name in self._shown:
                written = self._value(value, secrets, free=free or name in self._free)
                members.append(self._written[name] + written)
            elif free:
                members.append(f"{encode_basestring(name)}:{self._value(value, secrets, free=True)}")
            else:
                self._value(value, secrets, free=False)
                members.append(f'"{name if _NAME.fullmatch(name) else MASK}":"{MASK}"')
        return f"{{{','.join(members)}}}"

    def _value(self, value: JsonValue, secrets: list[str], *, free: bool) -> str:
        if isinstance(value, str):
            return encode_basestring(value)
        if isinstance(value, dict):
            return self._object(value, secrets, free=free)
        return f'"{MASK}"' if isinstance(value, list) else _encode(value)


class _Scrubber:
    """Takes secrets out of whatever else is shown."""

    def __init__(self, secrets: list[str]) -> None:
        # The longest first: a part of it may be a secret too.
        self._secrets = sorted({text for text in secrets if len(text) >= SHORTEST}, key=len, reverse=True)

    def members(self, tree: dict[str, JsonValue], kept: Container[str]) -> JsonObject:
        """Mask the secrets in the members of an object, and in names that are not the document's."""
        return {
            name if name in kept else self._clean(name): self.members(value, kept)
            if isinstance(value, dict)
            else self._scalar(value)
            for name, value in tree.items()
        }

    def _scalar(self, value: JsonValue) -> JsonValue:
        text = _text(value)
        clean = self._clean(text)
        if clean == text:
            return value
        return clean if isinstance(value, str) else MASK

    def _clean(self, text: str) -> str:
        """Mask the secrets in a text, or all of it where that makes a new one."""
        clean = text
        for secret in self._secrets:
            clean = clean.replace(secret, MASK)
        return MASK if any(secret in clean for secret in self._secrets) else clean


def as_form(tree: dict[str, JsonValue]) -> str:
    """Write what a form said as a form."""
    pairs: list[str] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            pairs += [_pair(f"{name}[{member}]", inner) for member, inner in value.items()]
        else:
            pairs.append(_pair(name, value))
    return "&".join(pairs)


def _mask(kind: str | None, value: JsonValue) -> str:
    if kind != NUMBER or not isinstance(value, str):
        return MASK
    shown = min(SHOWN_CHARACTERS, len(value) // SHOWN_SHARE)
    return MASK + value[len(value) - shown :]


def _texts(value: JsonValue) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [_text(value)]


def _text(value: JsonValue) -> str:
    """Write a value as it is shown."""
    return value if isinstance(value, str) else _encode(value).strip('"')


def _pair(name: str, value: JsonValue) -> str:
    return f"{quote(name, READABLE)}={quote(str(value), READABLE)}"
