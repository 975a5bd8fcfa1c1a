"""The list: newest first, page by page, filtered."""

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.provenance.cites import choice, documented


@pytest.fixture(scope="module")
def shop(open_shop: Any) -> Any:
    """Open a sandbox with 25 payments, three each second, of several kinds."""
    merchant = open_shop()
    for number in range(25):
        sent = {"amount": number, "external_order_num": f"order {number % 5}", "currency": ["JPY", "USD"][number % 2]}
        merchant.pay_with("dospara" if number % 3 else "bank_transfer", **sent)
        if number % 3 == 2:
            merchant.advance(seconds=1)
    return merchant


def amounts(shop: Any, query: str = "") -> list[int]:
    return [payment["amount"] for payment in shop.get(f"/payments?per_page=100{query}").body["data"]]


@choice("list-order")
@documented("88a")
def test_the_first_page_has_the_ten_newest(shop: Any) -> None:
    """Without parameters; payments of one second stay in their order."""
    body = shop.get("/payments").body
    assert [payment["amount"] for payment in body.pop("data")] == list(range(24, 14, -1))
    assert body == {"resource": "list", "total": 25, "page": 1, "per_page": 10, "last_page": 3}


@given(page=st.integers(1, 40), per_page=st.integers(1, 100))
@choice("page-past-the-end", "list-order")
@documented("88b")
def test_pages_cut_the_whole_list(shop: Any, page: int, per_page: int) -> None:
    """A page past the end is empty and has the true total."""
    body = shop.get(f"/payments?page={page}&per_page={per_page}").body
    newest = list(range(24, -1, -1))
    assert [payment["amount"] for payment in body["data"]] == newest[(page - 1) * per_page : page * per_page]
    assert (body["total"], body["page"], body["per_page"], body["last_page"]) == (
        25,
        page,
        per_page,
        -(-25 // per_page),
    )


def test_an_empty_list_has_no_last_page(merchant: Any) -> None:
    """As the era shows it."""
    assert merchant.get("/payments").body == {
        "resource": "list",
        "total": 0,
        "page": 1,
        "per_page": 10,
        "last_page": 0,
        "data": [],
    }


def test_filters_are_joined_by_and(shop: Any) -> None:
    """Each alone and all together."""
    assert amounts(shop, "&currency=USD") == list(range(23, 0, -2))
    assert amounts(shop, "&status=authorized") == list(range(24, -1, -3))
    assert amounts(shop, "&external_order_num=order%203") == [23, 18, 13, 8, 3]
    assert amounts(shop, "&external_order_num=order+3&currency=JPY&status=authorized") == [18]
    assert amounts(shop, "&external_order_num=order") == []
    assert amounts(shop, "&status=expired") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("&start_time=2017-01-04T07:52:41Z", [24, 23, 22, 21]),
        ("&start_time=2017-01-04T07:52:41.5Z", [24]),
        ("&end_time=2017-01-04T07:52:34Z", [2, 1, 0]),
        ("&end_time=2017-01-04T07:52:34.9Z", [2, 1, 0]),
        ("&end_time=2017-01-04T16:52:34%2B09:00", [2, 1, 0]),
        ("&start_time=2017-01-04T07:52:35Z&end_time=2017-01-04T07:52:35Z", [5, 4, 3]),
        ("&start_time=2017-01-04T07:52:36Z&end_time=2017-01-04T07:52:35Z", []),
        ("&start_time=9999-12-31T23:59:59-23:59", []),
        ("&end_time=1000-01-01T00:00:00%2B23:59", []),
    ],
)
@choice("time-range")
def test_times_include_their_own_second(shop: Any, query: str, expected: list[int]) -> None:
    """With Z or any offset, however far away."""
    assert amounts(shop, query) == expected


@choice("duplicate-order-numbers")
def test_one_order_number_may_have_many_payments(shop: Any) -> None:
    """The list shows all of them."""
    assert shop.get("/payments?external_order_num=order%200&per_page=2").body["total"] == 5


def test_an_order_number_is_looked_for_as_it_stands(merchant: Any) -> None:
    """To the letter: nothing in it stands for something else, and none is found by a part of it."""
    numbers = ["A_1", "A-1", "a_1", "A%", "A", "A*", " A", "A ", "\uff21", "A\x00", "Ä", "A\u0308"]
    for number in numbers:
        assert merchant.pay_with("konbini", external_order_num=number).status == 200
    for number in numbers:
        found = merchant.get(f"/payments?external_order_num={quote(number)}").body
        assert [payment["external_order_num"] for payment in found["data"]] == [number]
        assert found["total"] == 1
