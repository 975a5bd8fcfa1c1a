"""What the document says about a difference: our own answer with that one difference in it is held to the contract.

What was left open once stays so when the server says the same of the same member again.
"""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tests.contract.contract import at_path
from tests.contract.judge import Judge
from tests.contract.laws import Answer, broken
from tests.contract.real.drift import Difference, Kind, Place, Told
from tests.contract.real.memory import Memory
from tests.contract.real.plain import named, raw
from tests.contract.real.story import Story

CONTENT = re.compile(r"(does not fit its schema): b.*", re.DOTALL)
"""What follows is the whole answer, which may be about others."""
FIDELITY = "x-komoju-sandbox-fidelity"


@dataclass(frozen=True)
class Judged:
    """A difference with all that is to be known about it."""

    difference: Difference
    against: tuple[str, ...]
    """How it breaks the document; nothing where the document leaves it open."""
    rests_on: str
    """What our own answer rests on beside the documentation."""


class Court:
    """Follows the story that is told to our own sandbox, and judges the other answers to it."""

    def __init__(self, judge: Judge, story: Story, now: datetime) -> None:
        self.judge, self.story, self.now = judge, story, now
        self.memory = Memory()
        self.left_open: set[tuple[Place, str]] = set()

    def judged(self, told: Told) -> list[Judged]:
        """Judge one step, and remember it."""
        exchange = told.ours[0]
        differences = told.differences()
        places = {difference.place for difference in differences}
        differences += [one for one in self.memory.differences(told) if one.place not in places]
        found = [self._judged(difference, told) for difference in differences]
        if not any(one.against for one in found):
            found += self._of_others(told)
        if exchange.answer:
            ours = self.judge.judge(exchange.sent, exchange.answer).findings
            if ours:
                raise RuntimeError(f"our own sandbox breaks the document: {ours}")
        return found

    def _judged(self, difference: Difference, told: Told) -> Judged:
        exchange = told.ours[0]
        if exchange.answer is None or difference.kind is Kind.SILENCE:
            return Judged(difference, (), "")
        theirs = told.theirs[0].answer or exchange.answer
        changed = self._changed(exchange.answer, difference, theirs.status)
        findings = deepcopy(self.judge).judge(exchange.sent, changed).findings
        said = (_in_item(difference.place), str(difference.theirs))
        if not findings:
            self.left_open.add(said)
        against = () if said in self.left_open else tuple(_brief(finding, self.story) for finding in findings)
        return Judged(difference, against, exchange.answer.headers.get(FIDELITY, ""))

    def _changed(self, ours: Answer, difference: Difference, status: int) -> Answer:
        """Put the difference into our own answer."""
        answered = raw(difference.answered, self.story, self.now)
        if difference.kind is Kind.STATUS:
            return replace(ours, status=status, content=json.dumps(answered).encode())
        if difference.kind is Kind.HEADER:
            headers = {name: text for name, text in ours.headers.items() if name != difference.place[0]}
            return replace(ours, headers=headers | ({difference.place[0]: answered} if answered else {}))
        return replace(ours, content=json.dumps(_with(ours.body, difference, answered, difference.place)).encode())

    def _of_others(self, told: Told) -> list[Judged]:
        """Hold the whole answer to the laws: those of a page count also for what others have made."""
        sent, answer = told.theirs[0].sent, told.theirs[0].answer
        operation = at_path(sent.path)[0].get(sent.method)
        laws = list(broken(operation, answer)) if answer else []
        if not laws:
            return []
        difference = Difference(Kind.LAW, (), "keeps the laws for every answer", "breaks one, as said below")
        return [Judged(difference, tuple(_brief(law, told.theirs[1]) for law in laws), "")]


def _brief(finding: str, story: Story) -> str:
    return named(CONTENT.sub(r"\1", finding), story)


def _in_item(place: Place) -> Place:
    """Leave out where the item itself stands, which may be an event or a list."""
    while place and (place[0] == "data" or isinstance(place[0], int)):
        place = place[1:]
    return place


def _with(body: Any, difference: Difference, answered: Any, place: Place) -> Any:
    """Give the body with the difference at that place of it."""
    if not place:
        return {name: body[name] for name in answered} if difference.kind is Kind.ORDER else answered
    first, *rest = place
    if isinstance(body, list):
        return [
            _with(inner, difference, answered, tuple(rest)) if number == first else inner
            for number, inner in enumerate(body)
        ]
    if not rest and difference.kind is Kind.MISSING:
        return {name: inner for name, inner in body.items() if name != first}
    return {**body, first: _with(body.get(first), difference, answered, tuple(rest))}
