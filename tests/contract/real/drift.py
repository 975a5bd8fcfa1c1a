"""Where the answer of a server differs from ours. What two sandboxes of ours draw differently may differ everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.contract.laws import Answer
from tests.contract.real.plain import plain, shape
from tests.contract.real.story import Exchange, Story

HEADERS = ("content-type", "www-authenticate")
"""The headers of replies that the contract speaks of."""
Place = tuple[str | int, ...]


class Kind(StrEnum):
    """How two answers can differ, from what a client notices most to what it notices least."""

    SILENCE = "no answer"
    LAW = "broken law"
    STATUS = "other status"
    CODE = "other code"
    MISSING = "missing member"
    VALUE = "other value"
    EXTRA = "extra member"
    ORDER = "other order of members"
    HEADER = "other header"
    WORDING = "other wording"


OF_ERRORS = {("error", "code"): Kind.CODE, ("error", "message"): Kind.WORDING}


@dataclass(frozen=True)
class Difference:
    """One difference, in plain words."""

    kind: Kind
    place: Place
    ours: Any = None
    theirs: Any = None
    answered: Any = None
    """What the server answered at that place, where `theirs` only describes it."""


@dataclass(frozen=True)
class Told:
    """One step of a story, as it was told to the server and twice to us, with other draws."""

    theirs: tuple[Exchange, Story]
    ours: tuple[Exchange, Story]
    again: tuple[Exchange, Story]

    def differences(self) -> list[Difference]:
        """Find all."""
        theirs, ours = self.theirs[0].answer, self.ours[0].answer
        if theirs is None or ours is None:
            return [Difference(Kind.SILENCE, (), ours and _first_line(ours))]
        if theirs.status != ours.status:
            return [Difference(Kind.STATUS, (), _first_line(ours), _first_line(theirs), plain(*self.theirs))]
        if theirs.body is None and ours.body is not None:
            return [*_headers(theirs, ours), Difference(Kind.VALUE, (), "JSON", "no JSON")]
        bodies = _differences(plain(*self.theirs), plain(*self.ours), plain(*self.again), ())
        return [*_headers(theirs, ours), *bodies]


def _first_line(answer: Answer) -> str:
    said = {name: answer.error[name] for name in ("code", "param") if answer.error.get(name)}
    return " ".join([str(answer.status), *map(str, said.values())])


def _headers(theirs: Answer, ours: Answer) -> Iterator[Difference]:
    for name in HEADERS:
        here, there = (answer.headers.get(name, "").partition(";")[0] or None for answer in (ours, theirs))
        if here and here != there:
            yield Difference(Kind.HEADER, (name,), here, there, there)


def _differences(theirs: Any, ours: Any, again: Any, place: Place) -> Iterator[Difference]:
    if isinstance(theirs, dict) and isinstance(ours, dict):
        yield from _of_objects(theirs, ours, again, place)
    elif isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours):
        for number, (one, other, drawn) in enumerate(zip(theirs, ours, again, strict=True)):
            yield from _differences(one, other, drawn, (*place, number))
    elif isinstance(theirs, list) and isinstance(ours, list):
        yield Difference(Kind.VALUE, place, f"{len(ours)} items", f"{len(theirs)} items", theirs)
    elif ours == again and (theirs != ours or type(theirs) is not type(ours)):
        yield Difference(OF_ERRORS.get(place, Kind.VALUE), place, ours, theirs, theirs)
    elif ours != again and shape(theirs) != shape(ours):
        yield Difference(Kind.VALUE, place, shape(ours), shape(theirs), theirs)


def _of_objects(
    theirs: dict[str, Any], ours: dict[str, Any], again: dict[str, Any], place: Place
) -> Iterator[Difference]:
    for name in ours:
        if name not in theirs:
            yield Difference(Kind.MISSING, (*place, name), ours[name])
    for name, value in theirs.items():
        if name not in ours:
            yield Difference(Kind.EXTRA, (*place, name), None, value, value)
    here, there = [name for name in ours if name in theirs], [name for name in theirs if name in ours]
    if here != there:
        yield Difference(Kind.ORDER, place, ", ".join(here), ", ".join(there), there)
    for name in here:
        yield from _differences(theirs[name], ours[name], again[name], (*place, name))
