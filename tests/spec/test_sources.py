"""Who says so: what is documented is not called a guess of ours."""

from __future__ import annotations

from tests.provenance import ledger

CHOICE = "choice: "


def test_a_place_of_a_documented_fact_is_called_a_choice_only_where_the_fact_names_it() -> None:
    """Otherwise a developer is told not to rely on what the vendor has promised."""
    seen = 0
    for fact in ledger.facts().values():
        for place, found in ledger.places(fact):
            said = found.get("x-source", "") if isinstance(found, dict) else ""
            if said.startswith(CHOICE):
                assert said.removeprefix(CHOICE) in fact.choices, f"{fact.name} at {place}"
            seen += bool(said)
    assert seen > 100
