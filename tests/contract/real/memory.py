"""What a server has drawn for an item it has to say again, as long as our sandbox does. Other values are compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.real.drift import Difference, Kind, Place, Told
from tests.contract.real.story import Exchange, Story


class Memory:
    """The items of one story, as both servers showed them last."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[dict[Place, Any], dict[Place, Any]]] = {}

    def differences(self, told: Told) -> Iterator[Difference]:
        """Find what the server takes back, and remember what it says now."""
        name, theirs = _item(*told.theirs)
        same, ours = _item(*told.ours)
        _, again = _item(*told.again)
        if not name or name != same:
            return
        before = self._last.get(name)
        self._last[name] = theirs, ours
        for place in [place for place in ours if place in theirs and ours[place] != again[place]] if before else ():
            then_theirs, then_ours = (known.get(place) for known in before or ())
            if ours[place] == then_ours and theirs[place] != then_theirs:
                yield Difference(Kind.VALUE, place, "as before", theirs[place], theirs[place])


def _item(exchange: Exchange, story: Story) -> tuple[str | None, dict[Place, Any]]:
    body = exchange.answer.body if exchange.answer else None
    known = isinstance(body, dict) and isinstance(body.get("id"), str)
    return (story.names.get(body["id"]), dict(_leaves(body, ()))) if known else (None, {})


def _leaves(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*place, number))
    else:
        yield place, value
