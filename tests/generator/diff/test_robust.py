"""A document that is no good is refused in a sentence, or compared; the report neither stops nor stays empty."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff import compare
from generator.diff.reader import repr_of
from generator.diff.sound import fault
from generator.pipe import Contract, read_contract
from tests.generator.diff.documents import JSON
from tests.values import ANYTHING, ROOT


@cache
def small() -> JSON:
    contract = read_contract(ROOT / "tests" / "generator" / "small")
    assert isinstance(contract, Contract)
    return contract.bundle.document


def members(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return sorted(value)
    return list(range(len(value))) if isinstance(value, list) else []


@st.composite
def spoilt(draw: st.DrawFn) -> JSON:
    """Draw the small document with anything at all in the place of some part."""
    edited = copy.deepcopy(small())
    here: Any = edited
    key = draw(st.sampled_from(members(here)))
    while members(here[key]) and draw(st.integers(0, 7)):
        here = here[key]
        key = draw(st.sampled_from(members(here)))
    # A version alone is no change.
    old = here[key]
    here[key] = draw(ANYTHING.filter(lambda value: value != old))
    return edited


@settings(max_examples=40, deadline=None, derandomize=True)
@given(spoilt())
def test_anything_in_the_place_of_a_part_is_refused_or_reported_both_ways(edited: JSON) -> None:
    edited.setdefault("info", {})
    if isinstance(edited["info"], dict):
        edited["info"]["version"] = small()["info"]["version"]
    if fault(edited) is None and repr_of(edited) != repr_of(small()):
        assert compare(small(), edited).entries
        assert compare(edited, small()).entries
