"""What a call meets on the way to its answer: what the answer rests on, and what coverage is to know."""

from __future__ import annotations

Fact = tuple[str, str]
"""A kind of thing and the name of one, such as an operation or an error code."""
OPERATION, STATUS, PAYMENT_TYPE, ERROR_CODE = "operation", "status", "payment_type", "error_code"
TRANSITION, WEBHOOK_EVENT, TEST_NUMBER, RULE = "transition", "webhook_event", "test_number", "choice"
"""The kinds."""
DOCUMENTED = "documented: "
CHOICE = "choice: "


class Trail:
    """The trail of one call. It is filled where things are decided, so that no second list can say otherwise."""

    __slots__ = ("_others", "choices", "facts")

    def __init__(self) -> None:
        self.choices: set[str] = set()
        """What the answer rests on that no source says: `choice: NAME`."""
        self._others: set[str] = set()
        self.facts: set[Fact] = set()
        """What was met."""

    @property
    def sources(self) -> set[str]:
        """All that the answer rests on beside the documentation: choices, `later: WHAT` and `era: WHAT`."""
        return self.choices | self._others

    def rests_on(self, *sources: str) -> None:
        """Say what decided, as `x-source` says it. What is documented needs no mention."""
        for source in sources:
            if source.startswith(CHOICE):
                self.choices.add(source)
            elif not source.startswith(DOCUMENTED):
                self._others.add(source)

    def meets(self, kind: str, name: str) -> None:
        """Say what was met."""
        self.facts.add((kind, name))
