"""Which facts the documented calls are, found by the files of `spec/examples/` that the ledger names for them."""

from __future__ import annotations

import pytest

from tests.provenance.cites import choice, documented
from tests.provenance.ledger import facts


def cited_call(path: str, scenario: str) -> list[pytest.MarkDecorator]:
    """Mark a test that proves a documented call and its reply, with the choices that decide what they leave open."""
    wanted = [f"examples{path}/{scenario}.yaml#/{part}" for part in ("request", "response")]
    found = [fact for fact in facts().values() for place in wanted if place in fact.places[:1]]
    assert len(found) == len(wanted), scenario
    return [documented(*(fact.name for fact in found)), choice(*(name for fact in found for name in fact.choices))]
