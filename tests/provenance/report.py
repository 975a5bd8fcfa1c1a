"""What is documented, where it stands, and which tests prove it; and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.provenance import ledger
from tests.provenance.collecting import Citations
from tests.provenance.ledger import Fact


@dataclass(frozen=True)
class Report:
    """The ledger and the citations, side by side."""

    citations: Citations
    choices: dict[str, dict[str, Any]]
    """The choices of `spec/choices.yaml`."""

    @cached_property
    def tests(self) -> dict[str, list[str]]:
        """The tests that cite each fact."""
        found: dict[str, set[str]] = {name: set() for name in ledger.facts()}
        for cite, tests in self.citations.facts.items():
            fact = ledger.meant_by(cite)
            if fact is not None:
                found[fact.name] |= tests
        return {name: sorted(tests) for name, tests in found.items()}

    @property
    def unproved(self) -> list[str]:
        """The facts that no test cites."""
        return [name for name, tests in self.tests.items() if not tests]

    @property
    def astray(self) -> list[str]:
        """The cites that name no fact, or no choice."""
        facts = [str(cite) for cite in self.citations.facts if ledger.meant_by(cite) is None]
        return sorted([*facts, *(set(self.citations.choices) - set(self.choices))])

    @property
    def uncited_choices(self) -> list[str]:
        """The choices that no test cites, without those that say why no answer rests on them."""
        return [n for n, row in self.choices.items() if n not in self.citations.choices and "beside" not in row]

    @property
    def uncited_as_choices(self) -> list[str]:
        """The facts whose choice is not cited by any of their tests."""
        both = {(fact.name, name) for cite, name in self.citations.both if (fact := ledger.meant_by(cite))}
        return [
            f"{fact.name} ({name})"
            for fact in ledger.facts().values()
            for name in fact.choices
            if (fact.name, name) not in both
        ]

    @property
    def gaps(self) -> dict[str, list[str]]:
        """All that is missing, by what it is."""
        return {
            "facts without a test": self.unproved,
            "cites of nothing": self.astray,
            "choices without a test": self.uncited_choices,
            "facts whose choice none of their tests cites": self.uncited_as_choices,
        }

    def as_json(self) -> dict[str, Any]:
        """Everything, for a program."""
        sections = [
            {"title": section.title, "facts": [self._row(fact) for fact in section.facts]}
            for section in ledger.sections()
        ]
        choices = {
            name: {
                "tests": sorted(self.citations.choices.get(name, ())),
                **{key: row[key] for key in ("choice", "beside") if key in row},
            }
            for name, row in self.choices.items()
        }
        return {"text": vars(ledger.text()), "sections": sections, "choices": choices, "gaps": self.gaps}

    def as_text(self) -> Iterator[str]:
        """Everything, line by line for a person."""
        for section in ledger.sections():
            yield f"## {section.title}"
            for fact in section.facts:
                yield f"{fact.name:>8}  {fact.says}"
                yield from (f"          {note}" for note in self._notes(fact))
            yield ""
        yield "## Choices"
        for name, row in self.choices.items():
            yield f"{name}: {len(self.citations.choices.get(name, ()))} tests" + _aside(row)
        yield ""
        for what, names in self.gaps.items():
            yield f"{what}: {', '.join(names) or 'none'}"
        cited = sum(map(bool, self.tests.values()))
        yield f"{cited} of {len(self.tests)} facts are proved by tests that cite them"

    def _row(self, fact: Fact) -> dict[str, Any]:
        rest = {"nowhere": fact.nowhere} if fact.nowhere else {}
        lines = {"first": fact.lines[0], "last": fact.lines[-1]}
        ties = {"choices": fact.choices, "against": fact.against, "tests": self.tests[fact.name]}
        return {"name": fact.name, "lines": lines, "says": fact.says, "places": fact.places, **rest, **ties}

    def _notes(self, fact: Fact) -> Iterator[str]:
        yield from (f"at {place}" for place in fact.places)
        if fact.nowhere:
            yield f"nowhere: {fact.nowhere}"
        yield from (f"choice {name}: {self.choices[name]['choice']}" for name in fact.choices if name in self.choices)
        yield from (f"against {other}: {ledger.facts()[other].says}" for other in fact.against)
        yield from (f"by {test}" for test in self.tests[fact.name] or ["nothing"])


def _aside(row: dict[str, Any]) -> str:
    return f" (beside every answer: {row['beside']})" if "beside" in row else ""
