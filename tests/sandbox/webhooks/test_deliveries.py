"""Deliveries are listed page by page, and those of long ago make room, unless they still wait."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import NOWHERE, START, Shop, ask


def listed(shop: Shop, query: str = "") -> Any:
    return shop.call("GET", f"/sandbox/deliveries{query}")


def test_the_latest_delivery_comes_first(shop: Shop) -> None:
    """Twenty of them, unless another number is asked for."""
    for _ in range(25):
        shop.create()
    shop.arrived()
    page = listed(shop)
    assert (len(page["data"]), page["has_more"]) == (20, True)
    rest = listed(shop, f"?before={page['data'][-1]['id']}")
    assert (len(rest["data"]), rest["has_more"]) == (6, False)
    assert rest["data"][-1]["type"] == "ping"
    arrived = [post.delivery_id for post in shop.receiver.posts]
    assert [delivery["id"] for delivery in page["data"] + rest["data"]] == arrived[::-1]
    assert [delivery["id"] for delivery in shop.sandbox.deliveries()] == arrived


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_are_of_any_size_up_to_100(shop: Shop, limit: int) -> None:
    """Together they hold every delivery once."""
    for _ in range(2):
        shop.create()
    pages, place = [], ""
    while not pages or pages[-1]["has_more"]:
        pages.append(listed(shop, f"?limit={limit}{place}"))
        place = f"&before={pages[-1]['data'][-1]['id']}"
    assert all(len(page["data"]) == limit for page in pages[:-1])
    ids = [delivery["id"] for page in pages for delivery in page["data"]]
    assert ids == [delivery["id"] for delivery in shop.sandbox.deliveries()][::-1]
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("query", "param"),
    [
        *((f"?limit={limit}", "limit") for limit in ("0", "101", "-1", "1.5", "", "many", "1e1")),
        ("?after=x", "after"),
    ],
)
def test_a_wrong_page_is_refused_by_name(shop: Shop, query: str, param: str) -> None:
    """In the envelope of the API."""
    status, body = ask(shop.sandbox, "GET", f"/sandbox/deliveries{query}")
    assert (status, body["error"]["code"], body["error"]["param"]) == (422, "invalid_parameter", param)


def test_a_page_after_an_unknown_delivery_is_not_found(shop: Shop) -> None:
    """It may have been one of the old ones that are gone."""
    assert ask(shop.sandbox, "GET", "/sandbox/deliveries?before=x")[0] == 404


def statuses(merchant: Any) -> list[str]:
    return [delivery["status"] for delivery in merchant.control("GET", "/deliveries?limit=100").body["data"]][::-1]


def test_the_oldest_deliveries_go_but_none_that_waits(
    open_shop: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here nothing is sent, so what is dropped with its webhook is done, and everything else waits."""
    monkeypatch.setattr("komoju_sandbox.outbox.KEPT", 4)
    merchant = open_shop()
    sent = {"url": NOWHERE, "secret": SECRET}
    merchant.control("POST", "/webhooks", sent)
    first = merchant.control("GET", "/deliveries").body["data"][0]["id"]
    gone = merchant.control("POST", "/webhooks", sent).body["id"]
    for _ in range(2):
        merchant.pay_with("konbini")
    merchant.control("DELETE", f"/webhooks/{gone}")
    assert statuses(merchant) == ["pending", "dropped", "pending", "dropped", "pending", "dropped"]
    for _ in range(2):
        merchant.pay_with("konbini")
    assert statuses(merchant) == ["pending", "pending", "pending", "dropped", "pending", "pending"]
    for _ in range(20):
        merchant.pay_with("konbini")
    assert statuses(merchant) == ["pending"] * 25
    assert merchant.control("GET", f"/deliveries/{first}").body["status"] == "pending"


def test_what_was_sent_long_ago_is_forgotten(
    receiver: Receiver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its attempts; the next one is delivered as ever."""
    monkeypatch.setattr("komoju_sandbox.outbox.KEPT", 3)
    path = tmp_path / "sandbox.sqlite"
    with RunningSandbox(Settings(clock=START, frozen=True, database=str(path))) as sandbox:
        shop = Shop(sandbox, receiver, sandbox.add_webhook(receiver.url, SECRET))
        for _ in range(5):
            shop.create()
            shop.arrived()
        arrived = shop.arrived()
        assert [delivery["id"] for delivery in sandbox.deliveries()] == [post.delivery_id for post in arrived[-3:]]
        assert ask(sandbox, "GET", f"/sandbox/deliveries/{arrived[0].delivery_id}")[0] == 404
        assert ask(sandbox, "POST", f"/sandbox/deliveries/{arrived[0].delivery_id}/resend")[0] == 404
        with closing(sqlite3.connect(path)) as database:
            assert database.execute("SELECT count(*) FROM attempts").fetchone() == (3,)


def test_of_many_attempts_the_latest_are_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often a delivery is asked for again."""
    monkeypatch.setattr("komoju_sandbox.attempts.KEPT", 3)
    shop.create()
    delivery_id = shop.arrived()[0].delivery_id
    statuses = iter([201, 202, 203, 204, 205])
    shop.receiver.answer = lambda _: next(statuses)
    for _ in range(5):
        shop.sandbox.resend(delivery_id)
        shop.arrived()
    assert [attempt["status"] for attempt in shop.sandbox.delivery(delivery_id)["attempts"]] == [203, 204, 205]
