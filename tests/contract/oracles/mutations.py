"""Right requests made wrong, or only unusual, at a drawn place."""

from __future__ import annotations

import copy
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.contract.bodies import Raw, Twice, is_plain, written
from tests.contract.contract import Operation, Schema, branches, document, tagged
from tests.contract.faults import NO_BODY
from tests.contract.numbers import with_documented
from tests.contract.oracles.requests import QUERY, Request
from tests.values import values

KINDS: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 1.0, 1.5, "", " ", "0", "true", "auto"),
    *([], [1], {}, {"": ""}, {"a": "b"}, {"a": {}}, {"type": "konbini"}),
)
WORDS = ("JPY", "jpy", "KRW", "ja", "de", "lawson", "web_money", "pending", "savings", "10.5", "2017-02-29T00:00:00Z")
NUMBERS = ("1e0", "1e3", "1e309", "1.0", "1.50", "-0", "0.0", "01", "NaN", "-Infinity", "9" * 20, "+1", "0x1", "1_0")
NAMES = ("colour", "Amount", "timeout", "self", "", " ", "a[b]", "a]", "\ud800", "\u0000", "__class__")
BYTES = (b"&", b"&&amount=1", b"&=1", b"&a[b=1", b"&a%5B%5D=1", b"&a%=1", b"&a=%E9", b"\n", b"{}", b",", b"\xff", b"&a")
DEEP = 9


@dataclass
class Spot:
    """An object in a request, with the schemas of its members, and its schema where that is a union."""

    held: dict[str, Any]
    members: dict[str, Schema]
    union: Schema | None


Mutation = Callable[[st.DrawFn, Spot], None]
"""Changes an object of a request in place."""


@st.composite
def requests(draw: st.DrawFn, operation: Operation, kind: str, fault: Mutation | None) -> Request:
    """Draw a request with this fault, or none, and every second time with another one. Faults may come to nothing."""
    schema = operation.query if kind == QUERY else operation.body or NO_BODY
    tree: Any = draw(values(schema).map(with_documented))
    more = draw(st.lists(st.sampled_from(MUTATIONS), max_size=1)) if fault else []
    for mutate in [fault, *more] if fault else []:
        tree = copy.deepcopy(tree)
        spot = draw(st.sampled_from(list(spots(schema, tree))))
        (mutate if spot.held or spot.members else added)(draw, spot)
    content = written(kind, tree)
    return Request(operation, kind, content, tree if is_plain(tree) else None)


@st.composite
def unreadable(draw: st.DrawFn, operation: Operation, kind: str) -> Request:
    """Draw a request whose bytes were touched."""
    content = draw(requests(operation, kind, None).flatmap(lambda request: disturbed(request.content)))
    if kind == QUERY:
        content = quote_from_bytes(content, safe=string.punctuation).encode()
    return Request(operation, kind, content, None)


@st.composite
def mutated(draw: st.DrawFn, schema: Schema) -> Any:
    """Draw a JSON value that is near to a schema, whether or not it fits."""
    tree = {"value": draw(values(schema))}
    for mutate in draw(st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=2)):
        tree = copy.deepcopy(tree)
        held = list(spots({"type": "object", "properties": {"value": schema}}, tree))
        mutate(draw, draw(st.sampled_from(held)))
    return tree.get("value")


def disturbed(content: bytes) -> st.SearchStrategy[bytes]:
    """Draw bytes that are no longer what was written."""
    whole = st.sampled_from([b"", b"[]", b"null", b'"a"', b"\xef\xbb\xbf" + content, content + content])
    return whole | st.sampled_from(BYTES).map(content.__add__) | st.integers(1, 9).map(lambda cut: content[:-cut])


def spots(schema: Schema, value: dict[str, Any]) -> Iterator[Spot]:
    """List every object of a request, the outermost first."""
    choices = list(branches(schema))
    union = next((choice for choice in choices if "discriminator" in choice), None)
    members: dict[str, Schema] = {}
    for choice in choices:
        listed = tagged(choice, value.get(choice["discriminator"]["propertyName"])) if choice is union else choice
        members |= (listed or {}).get("properties", {})
    yield Spot(value, members, union)
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from spots(members.get(name, {}), inner)


def replaced(draw: st.DrawFn, spot: Spot) -> None:
    """Put something else in the place of a member."""
    if spot.held:
        other = st.sampled_from([*KINDS, *WORDS]) | st.sampled_from(NUMBERS).map(Raw)
        spot.held[_one(draw, spot.held)] = draw(other)


def shifted(draw: st.DrawFn, spot: Spot) -> None:
    """Put something near to it in the place of a member."""
    if spot.held:
        name = _one(draw, spot.held)
        spot.held[name] = draw(st.sampled_from([*near(spot.held[name]), *edges(spot.members.get(name, {}))]))


def dropped(draw: st.DrawFn, spot: Spot) -> None:
    """Leave a member out."""
    if spot.held:
        del spot.held[_one(draw, spot.held)]


def added(draw: st.DrawFn, spot: Spot) -> None:
    """Add a member that stands elsewhere, or nowhere, in the document."""
    spot.held[draw(st.sampled_from(NAMES) | st.sampled_from(_listed()))] = draw(st.sampled_from([*KINDS, *WORDS]))


def filled(draw: st.DrawFn, spot: Spot) -> None:
    """Add a right member, which may be one too many."""
    missing = [name for name in spot.members if name not in spot.held]
    if missing:
        name = draw(st.sampled_from(missing))
        spot.held[name] = draw(values(spot.members[name]).map(with_documented))


def renamed(draw: st.DrawFn, spot: Spot) -> None:
    """Write the name of a member in another way."""
    if spot.held:
        name = _one(draw, spot.held)
        spot.held[draw(st.sampled_from([f"{name} ", f" {name}", name.upper(), f"{name}\n"]))] = spot.held.pop(name)


def doubled(draw: st.DrawFn, spot: Spot) -> None:
    """Give a member two times."""
    if spot.held:
        name = _one(draw, spot.held)
        spot.held[name] = Twice(spot.held[name], draw(st.sampled_from([spot.held[name], "a", {"a": "b"}])))


def nested(draw: st.DrawFn, spot: Spot) -> None:
    """Put a member one or more levels too deep."""
    if spot.held:
        name = _one(draw, spot.held)
        for _ in range(draw(st.sampled_from([1, 2, DEEP]))):
            spot.held[name] = {name: spot.held[name]}


def raised(draw: st.DrawFn, spot: Spot) -> None:
    """Put the members of an object beside it."""
    inner = [name for name, value in spot.held.items() if isinstance(value, dict)]
    if inner:
        spot.held |= spot.held.pop(draw(st.sampled_from(inner)))


def mixed(draw: st.DrawFn, spot: Spot) -> None:
    """Join a branch of a union with another one, under the tag of either, or of none."""
    if spot.union:
        tag = spot.union["discriminator"]["propertyName"]
        tags = st.sampled_from([*spot.union["discriminator"]["mapping"], "paypal", "Konbini", "konbini\n"])
        spot.held |= with_documented(draw(st.just({}) | values(spot.union)))
        spot.held[tag] = draw(tags)


MUTATIONS: tuple[Mutation, ...] = (
    *(replaced, shifted, dropped, added, filled, renamed, doubled, nested, raised, mixed),
)


def _one(draw: st.DrawFn, held: dict[str, Any]) -> str:
    return draw(st.sampled_from(list(held)))


def near(value: Any) -> Iterator[Any]:
    """Give what is like a value, but is not it."""
    match value:
        case bool():
            yield from (str(value), str(value).lower(), int(value), not value)
        case int():
            yield from (str(value), f"0{value}", f" {value}", f"{value}.0", f"{value}.5", float(value), value + 0.5)
            yield from (
                f"+{value}",
                "".join(chr(0xFF10 + int(digit)) for digit in str(abs(value))),
                -value,
                bool(value),
            )
        case str():
            yield from (f"{value} ", f" {value}", f"{value}\n", f"\n{value}", f"{value}\u0000", f"\ufeff{value}")
            yield from (value.upper(), value[:-1], value * 2, f"\ud800{value}", [value], {"": value}, None)
        case dict() | list():
            yield from ([value], str(value), None)
        case Twice():
            yield from (value.first, value.second)
        case _:
            yield from ("", {}, 0)


def edges(schema: Schema) -> Iterator[Any]:
    """Give what stands at the limits of a schema, on both sides."""
    for choice in branches(schema):
        for limit in (choice.get("minimum"), choice.get("maximum")):
            if limit is not None:
                yield from (limit - 1, limit, limit + 1, str(limit - 1), str(limit + 1))
        for length in (choice.get("minLength"), choice.get("maxLength")):
            if length is not None:
                yield from ("1" * max(0, length - 1), "1" * length, "1" * (length + 1), "\U0001f363" * length)
        yield from choice.get("enum", ())


def _listed() -> list[str]:
    """List the names of all members of all requests."""
    schemas = document()["components"]["schemas"].values()
    return sorted({name for schema in schemas for name in schema.get("properties", ())})
