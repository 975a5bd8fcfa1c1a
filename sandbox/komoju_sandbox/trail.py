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

    __slots__ = ("facts", "sources")

    def __init__(self) -> None:
        self.sources: set[str] = set()
        """What the answer rests on beside the documentation: `choice: NAME`, `later: WHAT` or `era: WHAT`."""
        self.facts: set[Fact] = set()
        """What was met."""

    @property
    def choices(self) -> set[str]:
        """What the answer rests on that no source says."""
        return {source for source in self.sources if source.startswith(CHOICE)}

    def rests_on(self, *sources: str) -> None:
        """Say what decided, as `x-source` says it. What is documented needs no mention."""
        self.sources.update(source for source in sources if not source.startswith(DOCUMENTED))

    def meets(self, kind: str, name: str) -> None:
        """Say what was met."""
        self.facts.add((kind, name))
