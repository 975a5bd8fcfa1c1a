"""What stories are made of: amounts at the edges of limits, details of every type, texts and keys."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.contract.contract import document, lifecycle, resolve

TYPES = sorted(lifecycle()["types"])
LIMITS = [said["total"]["maximum"] for said in lifecycle()["types"].values() if "total" in said]
EDGES = [0, 1, 6, 7, 1000, 1851, 1852, 1853, 3703, 3704, 3705, 6000, *(limit * 100 // 108 for limit in LIMITS)]
AMOUNTS = st.sampled_from([*EDGES, *(edge + 1 for edge in EDGES)]) | st.integers(0, 10**7)
TAXES = st.sampled_from(["auto", None, 0, 1, 80]) | st.integers(0, 10**6)
KEYS = st.none() | st.none() | st.sampled_from(["order 1", "order 2", "order 3"])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NOTES = {
    "description": st.none() | TEXTS,
    "metadata": st.dictionaries(TEXTS, TEXTS, max_size=3),
}
SHARES = st.sampled_from([0, 1, 30, 50, 99, 100, 101])
"""Hundredths of a total; 101 stands for one yen more than is left."""


def details_of(payment_type: str) -> st.SearchStrategy[dict[str, Any]]:
    """Details of the documented token call, with documented numbers, and now and then a deadline or an expired card."""
    scenario = {"konbini": "konbini-lawson"}.get(payment_type, payment_type.replace("_", "-"))
    example = document()["components"]["examples"][f"tokens-{scenario}-request"]["value"]["payment_details"]
    mapping = document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    members = resolve({"$ref": mapping[payment_type]})["properties"]
    drawn: dict[str, st.SearchStrategy[Any]] = {}
    for name, said in members.items():
        numbers = [str(entry["value"]) for entry in resolve(said).get("x-test-numbers", ())]
        if numbers:
            usual = st.sampled_from(numbers[:5])
            drawn[name] = usual if payment_type != "credit_card" else usual | st.sampled_from(numbers)
    if payment_type == "credit_card":
        drawn["year"] = st.sampled_from([2018, 2018, 2017, 2016])
    optional = {"expiry_days": st.sampled_from([0, 1, 59])} if "expiry_days" in members else {}
    return st.fixed_dictionaries(drawn, optional=optional).map(lambda chosen: {**example, **chosen})


DETAILS = st.sampled_from(TYPES).flatmap(details_of)
