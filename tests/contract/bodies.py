"""How the tests write bodies, right and wrong ones, in both content types: the one writer of brackets among them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from tests.contract.wire import JSON


@dataclass(frozen=True)
class Raw:
    """Stands for a value by its characters, which may be no JSON at all."""

    text: str


@dataclass(frozen=True)
class Twice:
    """Stands for a member that is given two times."""

    first: Any
    second: Any


def written(kind: str, tree: Any) -> bytes:
    """Write a tree down by plain rules, whether or not it can be read again."""
    return (_json(tree) if kind == JSON else "&".join(_pairs(tree))).encode()


def fits_form(body: dict[str, Any]) -> bool:
    """Tell whether brackets can carry a body: no null, no empty object, no name that is empty or has a bracket."""
    members = [(name, inner) for value in body.values() if isinstance(value, dict) for name, inner in value.items()]
    if None in body.values() or {} in body.values() or any(inner is None for _, inner in members):
        return False
    return not any(name == "" or {"[", "]"} & set(name) for name, _ in members)


def is_plain(tree: Any) -> bool:
    """Tell whether a tree holds nothing but JSON values."""
    if isinstance(tree, dict):
        return all(map(is_plain, tree.values()))
    if isinstance(tree, list):
        return all(map(is_plain, tree))
    return not isinstance(tree, Raw | Twice)


def _json(value: Any) -> str:
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, list):
        return f"[{','.join(map(_json, value))}]"
    if isinstance(value, dict):
        return f"{{{','.join(_member(name, inner) for name, inner in value.items())}}}"
    return json.dumps(value)


def _member(name: str, value: Any) -> str:
    if isinstance(value, Twice):
        return f"{_member(name, value.first)},{_member(name, value.second)}"
    return f"{json.dumps(name)}:{_json(value)}"


def _pairs(value: Any, name: str = "") -> Iterator[str]:
    """Write members in brackets, as deep as they go. Brackets have no words for an empty object or list."""
    match value:
        case Twice(first, second):
            yield from _pairs(first, name)
            yield from _pairs(second, name)
        case dict():
            for member, inner in value.items():
                yield from _pairs(inner, f"{name}[{member}]" if name else member)
        case list():
            for inner in value:
                yield from _pairs(inner, f"{name}[]")
        case _:
            yield f"{quote_plus(name, errors='surrogatepass')}={quote_plus(_text(value), errors='surrogatepass')}"


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Raw(text):
            return text
        case _:
            return str(value)
