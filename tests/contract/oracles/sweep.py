"""Every member of the documented requests once in every wrong way: what drawing alone may pass by."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from tests.contract.bodies import Twice, is_plain, written
from tests.contract.contract import Operation, resolve
from tests.contract.faults import NO_BODY
from tests.contract.oracles.mutations import edges, near, spots
from tests.contract.oracles.requests import QUERY, Request
from tests.contract.wire import JSON


def swept(operation: Operation, kind: str) -> Iterator[Request]:
    """Give each documented request, and each of its members changed, doubled or left out, once per payment type."""
    schema = operation.query if kind == QUERY else operation.body or NO_BODY
    done: set[tuple[object, str]] = set()
    for shown in _shown(operation):
        yield _request(operation, kind, shown)
        for number, spot in enumerate(spots(schema, shown)):
            for name, value in spot.held.items():
                place = (spot.held.get("type"), f"{number} {name}")
                if place not in done:
                    done.add(place)
                    ways = [*near(value), *edges(spot.members.get(name, {})), Twice(value, value)]
                    for other in ways:
                        yield _request(operation, kind, _changed(schema, shown, number, {**spot.held, name: other}))
                    rest = {key: inner for key, inner in spot.held.items() if key != name}
                    yield _request(operation, kind, _changed(schema, shown, number, rest))


def _shown(operation: Operation) -> Iterator[dict[str, Any]]:
    content = operation.said.get("requestBody", {}).get("content", {JSON: {}})[JSON]
    for example in content.get("examples", {}).values():
        yield resolve(example)["value"]
    if operation.method == "GET":
        words = {name: resolve(said) for name, said in operation.query["properties"].items()}
        yield {name: _word(said) for name, said in words.items()}


def _word(schema: dict[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    return "2017-01-04T00:00:00Z" if schema.get("format") == "date-time" else schema.get("default", "123")


def _changed(schema: dict[str, Any], shown: dict[str, Any], number: int, held: dict[str, Any]) -> dict[str, Any]:
    tree = copy.deepcopy(shown)
    spot = list(spots(schema, tree))[number]
    spot.held.clear()
    spot.held.update(held)
    return tree


def _request(operation: Operation, kind: str, tree: dict[str, Any]) -> Request:
    return Request(operation, kind, written(kind, tree), tree if is_plain(tree) else None)
