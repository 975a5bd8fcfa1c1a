"""What a rule is, and the list that rules enter by their decorator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.lint.facts import Facts
from generator.places import Place, SpecError

Faults = Iterator[tuple[str | Place, str]]
"""What a check yields: where (a pointer in the document or a place in a file), and what is wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise of the contract. `reason` says what goes wrong for people when it is broken."""

    id: str
    reason: str
    check: Callable[[Facts], Faults]

    def errors(self, facts: Facts) -> Iterator[SpecError]:
        """Give the places where the rule is broken."""
        for where, message in self.check(facts):
            place = where if isinstance(where, Place) else facts.bundle.place(where)
            yield SpecError(place, self.id, message)


RULES: dict[str, Rule] = {}


def rule(name: str, reason: str) -> Callable[[Callable[[Facts], Faults]], Callable[[Facts], Faults]]:
    """Enter a check into the list of rules."""

    def enter(check: Callable[[Facts], Faults]) -> Callable[[Facts], Faults]:
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = Rule(name, reason, check)
        return check

    return enter
