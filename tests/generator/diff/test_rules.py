"""Every rule fires between the two documents of its pair, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.diff import RULES, compare
from tests.generator.diff.documents import JSON, delivered, read, sent
from tests.generator.diff.pairs import DOCUMENTS, PETS, VALUES

WAYS: list[tuple[str, Callable[..., JSON]]] = [("request", sent), ("response", read), ("response", delivered)]


def fired(old: JSON, new: JSON) -> set[str]:
    return {entry.change.rule.id for entry in compare(old, new).entries}


def full(name: str, direction: str) -> str:
    return name.removeprefix("=") if name.startswith("=") else f"{direction}-{name}"


@pytest.mark.parametrize(("direction", "wrap"), WAYS, ids=["sent", "read", "delivered"])
@pytest.mark.parametrize(("name", "back", "old", "new"), VALUES)
def test_a_change_of_a_value_means_what_its_direction_says(
    direction: str, wrap: Callable[..., JSON], name: str, back: str, old: Any, new: Any
) -> None:
    documents = wrap(old, **PETS), wrap(new, **PETS)

    assert fired(*documents) == {full(name, direction)}
    assert fired(*reversed(documents)) == {full(back, direction)}


@pytest.mark.parametrize(("name", "back", "old", "new"), DOCUMENTS)
def test_a_change_of_a_document_fires_its_rule_alone(name: str, back: str, old: JSON, new: JSON) -> None:
    assert fired(old, new) == {name}
    assert fired(new, old) == {back}


def test_every_rule_has_a_pair() -> None:
    tried = {name for row in DOCUMENTS for name in row[:2]}
    tried |= {full(name, direction) for row in VALUES for name in row[:2] for direction, _ in WAYS}

    assert tried == set(RULES)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_says_what_happened_and_what_to_do(name: str) -> None:
    rule = RULES[name]

    assert rule.advice[0].isupper()
    assert rule.advice.endswith(".")
    assert not rule.says.endswith(".")
    assert not rule.says[0].isupper()
