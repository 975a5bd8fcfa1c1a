"""What a rule of the report is, and the register that rules enter when they are defined.

A rule has an id that never changes, a severity, a sentence that says what happened, and a sentence that
says what to do. Where requests and responses differ, two rules are defined together, as a twin.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

LONGEST = 60


class Severity(IntEnum):
    """How much a change asks of somebody who relies on the old document; the larger, the more."""

    DOCS = 0
    SAFE = 1
    RISKY = 2
    BREAKING = 3

    def __str__(self) -> str:
        return self.name.lower()


DOCS, SAFE, RISKY, BREAKING = Severity


class Direction(Enum):
    """Which way a value travels, seen from the client.

    A client sends requests and reads responses. What a webhook delivers is read too, so it is a response
    here, and the answer to it is a request.
    """

    REQUEST = "request"
    RESPONSE = "response"

    @property
    def opposite(self) -> "Direction":
        """Give the other way."""
        return Direction.RESPONSE if self is Direction.REQUEST else Direction.REQUEST


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of change. `says` is a template of what happened, `advice` what to do about it."""

    id: str
    severity: Severity
    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a rule found: where it stood, where it stands, and what happened."""

    rule: Rule
    old: str | None
    new: str | None
    text: str

    @property
    def place(self) -> str:
        """Give the JSON pointer in the new document, or in the old one for what is gone."""
        return (self.old if self.new is None else self.new) or ""


Changes = Iterator[Change]
RULES: dict[str, Rule] = {}


def rule(name: str, severity: Severity, says: str, advice: str) -> Rule:
    """Define a rule and enter it into the register."""
    if name in RULES:
        raise ValueError(f"two rules are called {name}")
    RULES[name] = Rule(name, severity, says, advice)
    return RULES[name]


@dataclass(frozen=True, slots=True)
class Twin:
    """The same change in requests and in responses, where it means different things."""

    request: Rule
    response: Rule

    def __getitem__(self, direction: Direction) -> Rule:
        return self.request if direction is Direction.REQUEST else self.response


def twin(name: str, says: str, request: tuple[Severity, str], response: tuple[Severity, str]) -> Twin:
    """Define `request-NAME` and `response-NAME`, each with its severity and its advice."""
    return Twin(
        rule(f"request-{name}", request[0], says, request[1]), rule(f"response-{name}", response[0], says, response[1])
    )


def change(rule: Rule, old: str | None, new: str | None, /, **words: Any) -> Change:
    """Apply a rule: values in `words` are shown as JSON, texts that are names as they are."""
    return Change(rule, old, new, rule.says.format(**words))


def shown(value: Any) -> str:
    """Write a value for a sentence: as JSON, and not longer than a line bears."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return f"`{text if len(text) <= LONGEST else text[: LONGEST - 3] + '...'}`"


def listed(values: Any) -> str:
    """Write several values for a sentence, in a stable order."""
    return ", ".join(sorted(shown(value) for value in values))
