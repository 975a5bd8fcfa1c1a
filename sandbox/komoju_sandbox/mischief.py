"""Mischief: what the sandbox does to the deliveries of a webhook on purpose, so that a receiver shows what it is worth.

Delay and disorder are for deliveries that are new; everything else is done to whatever is posted. Nothing of it is left
to chance: what is drawn is drawn from the delivery's id, which repeats with the seed.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject

Order: TypeAlias = Literal["drawn", "reversed"]
Trick: TypeAlias = Literal["delay", "reorder", "duplicate", "concurrent", "wrong_signature", "altered_body"]
Times: TypeAlias = int | Literal[True]
"""How often, or always."""

WINDOW_SECONDS = 60
RANK_LETTERS = 8
"""How much of an id makes a rank: few enough for an integer of 64 bits."""


@dataclass(frozen=True, slots=True)
class Mischief:
    """What is done to the deliveries of one webhook."""

    duplicates: int = 0
    """How often each post is repeated, under the same delivery id."""
    concurrent: bool = False
    """Whether the repeated posts go out at the same moment."""
    reorder: Order | None = None
    """How new deliveries leave that have gathered in one window: the last one first, or in a drawn order."""
    window_seconds: int = WINDOW_SECONDS
    """How long a window stays open after the first delivery in it, in the sandbox's time."""
    delay_seconds: int = 0
    """How long new deliveries are held back, in the sandbox's time."""
    wrong_signature: Times = 0
    """How many more posts are signed with another secret; true: all."""
    altered_body: Times = 0
    """How many more bodies are changed after they were signed; true: all."""

    @classmethod
    def read(cls, kept: str) -> Mischief:
        """Read what `written` wrote."""
        return cls(**json.loads(kept))

    def written(self) -> str:
        """Write it down for the database."""
        return json.dumps(self.shown())

    def shown(self) -> JsonObject:
        """Show all of it, with what is left of the counts."""
        return asdict(self)

    @property
    def holds_back(self) -> bool:
        """Tell whether new deliveries have to wait."""
        return self.reorder is not None or self.delay_seconds > 0

    @property
    def wait_tricks(self) -> list[Trick]:
        """Name what a new delivery suffers before it leaves."""
        tricks: list[Trick] = []
        if self.delay_seconds:
            tricks.append("delay")
        if self.reorder is not None:
            tricks.append("reorder")
        return tricks

    def rank(self, delivery_id: str, lowest: int) -> int:
        """Give a new delivery its place in a window whose lowest rank so far is `lowest`; never 0."""
        if self.reorder == "drawn":
            return 1 + int(delivery_id[:RANK_LETTERS], 36)
        return min(lowest, 0) - 1

    def plan(self) -> tuple[list[list[Trick]], Mischief]:
        """Tell what is done to each post of one attempt, and what is left of the mischief then."""
        rest = self
        posts: list[list[Trick]] = []
        for copy in range(1 + self.duplicates):
            tricks: list[Trick] = []
            if copy:
                tricks.append("duplicate")
            if self.concurrent and self.duplicates:
                tricks.append("concurrent")
            if rest.wrong_signature:
                tricks.append("wrong_signature")
            if rest.altered_body:
                tricks.append("altered_body")
            rest = replace(
                rest, wrong_signature=_one_less(rest.wrong_signature), altered_body=_one_less(rest.altered_body)
            )
            posts.append(tricks)
        return posts, rest


def altered(body: str) -> str:
    """Change what an event says: its metadata."""
    event = json.loads(body)
    event["data"]["metadata"] = {"altered": "after it was signed"}
    return json.dumps(event, ensure_ascii=False, separators=(",", ":"))


def _one_less(times: Times) -> Times:
    return times if times is True else max(times - 1, 0)
