"""What is drawn: in the documented shapes, each value as likely as the next, and the same again from a seed."""

from __future__ import annotations

import re
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.draw import Draw

SEEDS = st.none() | st.text(max_size=20)


@given(seed=SEEDS, letters=st.sampled_from([string.digits, "ab", "x", string.ascii_letters]), length=st.integers(0, 80))
def test_a_text_has_its_length_and_its_letters(seed: str | None, letters: str, length: int) -> None:
    drawn = Draw(seed).text(letters, length)

    assert len(drawn) == length
    assert set(drawn) <= set(letters)


@given(seed=SEEDS, length=st.integers(1, 20))
def test_a_number_to_read_out_keeps_its_leading_zeros(seed: str | None, length: int) -> None:
    draw = Draw(seed)

    drawn = [draw.digits(length) for _ in range(200)]

    assert {len(number) for number in drawn} == {length}
    assert any(number.startswith("0") for number in drawn)


@pytest.mark.parametrize("seed", ["a", None])
def test_every_letter_comes_up_in_every_place(seed: str | None) -> None:
    draw = Draw(seed)
    drawn = [draw.digits(3) for _ in range(400)]

    for place in range(3):
        assert {number[place] for number in drawn} == set(string.digits)


@given(seed=SEEDS)
def test_ids_and_tokens_have_the_documented_shapes(seed: str | None) -> None:
    draw = Draw(seed)

    assert re.fullmatch("[0-9a-z]{25}", draw.resource_id())
    assert re.fullmatch("tok_[0-9a-f]{64}[0-9a-z]{25}", draw.token_id())


@given(seed=st.text(max_size=20), other=st.text(max_size=20))
def test_a_seed_repeats_and_another_one_does_not(seed: str, other: str) -> None:
    first, again, another = Draw(seed), Draw(seed), Draw(other)

    drawn = [first.resource_id() for _ in range(5)]

    assert [again.resource_id() for _ in range(5)] == drawn
    assert len(set(drawn)) == 5
    assert (another.resource_id() == drawn[0]) == (other == seed)


@given(seed=SEEDS)
def test_what_is_certain_happens_and_what_is_impossible_does_not(seed: str | None) -> None:
    draw = Draw(seed)

    assert all(draw.happens(1) and not draw.happens(0) for _ in range(20))


def test_no_two_resources_of_a_seeded_world_share_an_id(open_shop: Any) -> None:
    """Payments, refunds, customers and events are drawn from sequences that never meet."""
    shop = open_shop(seed="one")
    for _ in range(5):
        payment = shop.pay_with("credit_card").body
        shop.json("POST", f"/payments/{payment['id']}/refund", {})
        shop.json("POST", "/customers", {})

    payments = shop.get("/payments").body["data"]
    ids = [each["id"] for each in payments + shop.get("/customers").body["data"]]
    ids += [refund["id"] for payment in payments for refund in payment["refunds"]]
    ids += [event["id"] for event in shop.get("/events?per_page=100").body["data"]]

    assert len(ids) > 20
    assert len(ids) == len(set(ids))
