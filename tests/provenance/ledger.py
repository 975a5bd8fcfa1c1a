"""The ledger: what each line of the documentation of January 2017 says, in our own words, and where `spec/` says it.

A fact has the lines that state it as its name: `23`, `135-142` for what takes several lines, and `5a`, `5b` for the
facts of one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME = re.compile(r"(?P<first>[1-9][0-9]*)(?:-(?P<last>[1-9][0-9]*)|[a-z])?")


@dataclass(frozen=True)
class Fact:
    """One thing that the documentation states."""

    name: str
    says: str
    places: tuple[str, ...]
    """Where it stands in `spec/`: a file and a JSON pointer into it."""
    nowhere: str | None
    """Why it stands nowhere."""
    choices: tuple[str, ...]
    """The choices that decide what the fact leaves open, or instead of it."""
    against: tuple[str, ...]
    """Other facts of the documentation that say otherwise."""

    @property
    def lines(self) -> range:
        """The lines that state it."""
        return lines_of(self.name)


@dataclass(frozen=True)
class Section:
    """What stands under one heading of the documentation."""

    title: str
    facts: tuple[Fact, ...]
    plain: dict[str, tuple[range, ...]]
    """The lines that state no fact, by the reason."""


@dataclass(frozen=True)
class Text:
    """The text whose lines are counted."""

    name: str
    lines: int
    sha256: str


def lines_of(name: str) -> range:
    """Read the lines out of a name."""
    found = NAME.fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} names no lines")
    first = int(found["first"])
    return range(first, int(found["last"] or first) + 1)


@cache
def text() -> Text:
    """Tell which text the lines are counted of."""
    return Text(**read(HERE / "documentation.yaml"))


@cache
def sections() -> tuple[Section, ...]:
    """All sections, in the order of the documentation."""
    return tuple(_section(read(path)) for path in sorted((HERE / "ledger").glob("*.yaml")))


@cache
def facts() -> dict[str, Fact]:
    """All facts by their names."""
    return {fact.name: fact for section in sections() for fact in section.facts}


def meant_by(cite: int | str) -> Fact | None:
    """Give the fact that a test cites; null where there is none or where it is not clear which one."""
    if isinstance(cite, str):
        return facts().get(cite)
    found = [fact for fact in facts().values() if cite in fact.lines]
    return found[0] if len(found) == 1 else None


def places(fact: Fact) -> Iterator[tuple[str, Any]]:
    """Give each place of a fact with what stands there; a place that is not there is a `KeyError`."""
    for place in fact.places:
        file, _, pointer = place.partition("#/")
        yield place, _at(read(ROOT / "spec" / file), pointer, place)


def _at(value: Any, pointer: str, place: str) -> Any:
    for part in pointer.split("/") if pointer else ():
        key = part.replace("~1", "/").replace("~0", "~")
        try:
            value = value[int(key)] if isinstance(value, list) else value[key]
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise KeyError(f"{place} is not there") from error
    return value


@cache
def read(path: Path) -> Any:
    """Read a YAML file once."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _section(said: dict[str, Any]) -> Section:
    plain = {reason: tuple(lines_of(str(name)) for name in names) for reason, names in said["plain"].items()}
    return Section(said["section"], tuple(_fact(str(name), row) for name, row in said["facts"].items()), plain)


def _fact(name: str, row: dict[str, Any]) -> Fact:
    return Fact(
        name,
        row["says"],
        _listed(row.get("at")),
        row.get("nowhere"),
        _listed(row.get("choice")),
        _listed(row.get("against")),
    )


def _listed(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else () if value is None else (str(value),)
