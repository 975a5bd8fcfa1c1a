"""All probes by their names, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.contract.real import customers, documented_calls, lists, moves, refused
from tests.contract.real.story import PUBLISHABLE, SECRET, Story

Probe = Callable[[Story], None]

BUDGET = 300
"""No run sends more requests than this, in all of its sessions together."""


def publishable_key(story: Story) -> None:
    """What the key for the payer's side may do, and may not."""
    story.post("/tokens", story.body("tokens-credit-card"), key=PUBLISHABLE)
    story.get("/payments", key=PUBLISHABLE, per_page=1)
    story.get("/payments", key=SECRET, per_page=1)


def probes(keys: Mapping[str, str]) -> dict[str, Probe]:
    """Give the probes that can be told with these keys."""
    found: dict[str, Probe] = {
        **documented_calls.probes(),
        **refused.PROBES,
        **moves.PROBES,
        **lists.PROBES,
        **customers.PROBES,
    }
    return {**found, "publishable key": publishable_key} if PUBLISHABLE in keys else found
