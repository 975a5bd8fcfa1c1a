"""Private worlds: one for each secret key that nobody has used, when that is asked for."""

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from komoju_sandbox.app import create_app
from komoju_sandbox.settings import Settings

KONBINI = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}


def basic(key: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def pay(shop: Any, key: str, **more: Any) -> Any:
    return shop.call("POST", "/payments", json.dumps({**KONBINI, **more}).encode(), "application/json", key)


def total(shop: Any, key: str) -> int:
    return int(shop.call("GET", "/payments", key=key).body["total"])


def control(shop: Any, key: str, method: str, path: str, body: bytes = b"") -> Any:
    return shop.raw(method, f"/sandbox{path}", body, {**basic(key), "content-type": "application/json"})


@pytest.fixture
def shop(open_shop: Callable[..., Any]) -> Any:
    """Open a sandbox that lets every key in."""
    return open_shop(open_keys=True)


def test_an_unknown_key_is_refused_unless_keys_are_open(open_shop: Callable[..., Any], shop: Any) -> None:
    """A mistyped key must not pass unnoticed."""
    assert pay(open_shop(), "sk_new").error == (401, "unauthorized", None)
    assert control(open_shop(), "sk_new", "GET", "/clock").status == 401
    assert pay(shop, "sk_new").status == 200
    assert shop.call("GET", "/payments", key="").status == 401
    assert shop.call("GET", "/payments", key=None).status == 401


def test_worlds_share_nothing(shop: Any) -> None:
    """Neither payments, tokens, clocks, webhooks, kept replies nor copies."""
    key = {"X-KOMOJU-IDEMPOTENCY": "same"}
    sent = b"amount=1&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
    made = [shop.call("POST", "/payments", sent, key=name, headers=key) for name in ("a", "b", "komoju-mart")]
    assert [answer.status for answer in made] == [200, 200, 200]
    assert [total(shop, name) for name in ("a", "b", "komoju-mart")] == [1, 1, 1]
    assert pay(shop, "a").status == 200
    another = shop.call("GET", f"/payments/{shop.call('GET', '/payments', key='a').body['data'][0]['id']}", key="b")
    assert another.status == 404
    control(shop, "a", "POST", "/clock/advance", b'{"days": 4}')
    assert control(shop, "b", "GET", "/clock").body["now"] == "2017-01-04T07:52:34Z"
    assert control(shop, "a", "GET", "/clock").body["now"] == "2017-01-08T07:52:34Z"
    control(shop, "a", "POST", "/webhooks", b'{"url": "http://127.0.0.1:1/", "secret": "s"}')
    control(shop, "a", "POST", "/snapshots", b"{}")
    for path in ("/webhooks", "/deliveries", "/snapshots"):
        assert control(shop, "a", "GET", path).body["data"]
        assert control(shop, "b", "GET", path).body["data"] == []
    assert control(shop, "a", "POST", "/reset").status == 200
    assert [total(shop, name) for name in ("a", "b", "komoju-mart")] == [0, 1, 1]


def test_every_key_has_a_world_of_its_own(shop: Any) -> None:
    """However many there are, and however alike they are."""
    keys = [f"sk_{number}" for number in range(40)]
    made = {key: pay(shop, key).body["id"] for key in keys}
    assert {key: [each["id"] for each in shop.call("GET", "/payments", key=key).body["data"]] for key in keys} == {
        key: [payment_id] for key, payment_id in made.items()
    }


def test_a_token_of_another_world_is_unknown(shop: Any) -> None:
    """As one of another merchant is."""
    made = shop.call("POST", "/tokens", b"payment_details[type]=konbini&payment_details[store]=lawson", key="a").body
    assert pay(shop, "b", payment_details=made["id"]).error == (422, "invalid_token", None)
    assert pay(shop, "a", payment_details=made["id"]).status == 200


def test_a_private_publishable_key_only_makes_tokens_of_its_world(shop: Any) -> None:
    """It is the secret key with `-publishable` behind it, as the default ones are."""
    token = b"payment_details[type]=konbini&payment_details[store]=lawson"
    assert shop.call("GET", "/payments", key="a-publishable").error == (403, "forbidden", None)
    assert control(shop, "a-publishable", "GET", "/clock").status == 403
    made = shop.call("POST", "/tokens", token, key="a-publishable").body
    assert pay(shop, "a", payment_details=made["id"]).status == 200
    assert shop.call("GET", "/payments", key="-publishable").status == 401


def test_one_seed_repeats_in_every_world(shop: Any) -> None:
    """Whatever happens in the others, ids, numbers and tokens are the same."""
    first = [pay(shop, "a").content for _ in range(3)]
    shop.call("POST", "/tokens", b"payment_details[type]=konbini&payment_details[store]=lawson", key="c")
    assert [pay(shop, "b").content for _ in range(3)] == first


def test_worlds_are_listed_and_removed(shop: Any) -> None:
    """No list tells a key."""
    pay(shop, "sk_a_long_private_key")
    listed = shop.control("GET", "/worlds")
    assert listed.body["data"][0]["name"] == "main"
    assert len(listed.body["data"]) == 2
    assert b"private_key" not in listed.content
    assert control(shop, "sk_a_long_private_key", "DELETE", "/world").status == 200
    assert len(shop.control("GET", "/worlds").body["data"]) == 1
    assert total(shop, "sk_a_long_private_key") == 0


def test_the_main_world_is_emptied_instead_of_removed(shop: Any) -> None:
    """Its keys stay good."""
    shop.pay_with("konbini")
    assert shop.control("DELETE", "/world").status == 200
    assert shop.get("/payments").body["total"] == 0


def test_private_worlds_outlive_the_process(open_shop: Callable[..., Any], tmp_path: Any) -> None:
    """And are let in again, also when no new ones are."""
    place = str(tmp_path / "a.sqlite")
    first = open_shop(open_keys=True, database=place)
    pay(first, "sk_old")
    first.app.state.worlds.close()
    second = open_shop(database=place)
    assert total(second, "sk_old") == 1
    assert shop_status(second, "sk_new") == 401


def shop_status(shop: Any, key: str) -> int:
    return int(shop.call("GET", "/payments", key=key).status)


def test_a_branch_is_a_world_of_its_own(open_shop: Callable[..., Any]) -> None:
    """It begins as the copy, keeps its clock, and both go on by themselves; its key is good from then on."""
    shop = open_shop()
    made = shop.pay_with("konbini").body
    shop.control("POST", "/snapshots", {"name": "before"})
    shop.advance(days=4)
    assert shop_status(shop, "sk_branch") == 401
    assert shop.control("POST", "/snapshots/before/branch", {"secret_key": "sk_branch"}).status == 200
    shown = shop.call("GET", f"/payments/{made['id']}", key="sk_branch").body
    assert (shown["status"], shop.get(f"/payments/{made['id']}").body["status"]) == ("authorized", "expired")
    assert control(shop, "sk_branch", "GET", "/clock").body["now"] == "2017-01-04T07:52:34Z"
    assert pay(shop, "sk_branch").status == 200
    assert [total(shop, key) for key in ("sk_branch", "komoju-mart")] == [2, 1]


@pytest.mark.parametrize(
    ("path", "sent", "answer"),
    [
        ("/snapshots", {"name": "../x"}, (422, "invalid_parameter", "name")),
        ("/snapshots", {"name": "x" * 33}, (422, "invalid_parameter", "name")),
        ("/snapshots", {"name": 1}, (422, "invalid_parameter", "name")),
        ("/snapshots/never/restore", {}, (404, "not_found", None)),
        ("/snapshots/never/branch", {"secret_key": "k"}, (404, "not_found", None)),
        ("/snapshots/never/branch", {}, (422, "missing_parameter", "secret_key")),
        ("/snapshots/never/branch", {"secret_key": "a:b"}, (422, "invalid_parameter", "secret_key")),
    ],
)
def test_wrong_calls_for_copies_are_refused(shop: Any, path: str, sent: Any, answer: Any) -> None:
    """By the name of what is wrong, and nothing is made."""
    assert shop.control("POST", path, sent).error == answer
    assert shop.control("GET", "/snapshots").body == {"data": []}
    assert len(shop.control("GET", "/worlds").body["data"]) == 1


@pytest.mark.parametrize("key", ["komoju-mart", "komoju-mart-publishable", "sk_a-publishable"])
def test_a_branch_needs_a_key_that_opens_a_private_world(shop: Any, key: str) -> None:
    """Else it would be there and nobody could reach it."""
    shop.control("POST", "/snapshots", {"name": "before"})
    wrong = shop.control("POST", "/snapshots/before/branch", {"secret_key": key})
    assert wrong.error == (422, "invalid_parameter", "secret_key")
    assert len(shop.control("GET", "/worlds").body["data"]) == 1


def test_a_dropped_copy_is_gone(shop: Any) -> None:
    """Dropping it twice is a mistake."""
    assert shop.control("POST", "/snapshots", {}).body == {"name": "snapshot"}
    assert shop.control("DELETE", "/snapshots/snapshot").status == 200
    assert shop.control("DELETE", "/snapshots/snapshot").status == 404
    assert shop.control("POST", "/snapshots/snapshot/restore").status == 404


def test_a_running_world_goes_back_to_the_moment_of_its_copy() -> None:
    """A clock that keeps the present time keeps it."""
    app = create_app(Settings())
    world, worlds = app.state.worlds.main, app.state.worlds

    async def scenario() -> None:
        worlds.save(world, "real")
        await world.advance(timedelta(days=30))
        ahead = world.now().body["now"]
        worlds.save(world, "offset")
        await world.advance(timedelta(days=30))
        # The real time goes on as well, here by a day.
        world.state.clock._present = lambda: datetime.now(UTC) + timedelta(days=1)
        await worlds.restore(world, "offset")
        assert world.now().body["mode"] == "offset"
        assert abs_seconds(world.now().body["now"], ahead) < 60
        await worlds.restore(world, "real")
        assert world.now().body["mode"] == "real"

    asyncio.run(scenario())
    worlds.close()


def abs_seconds(first: str, second: str) -> float:
    return abs((datetime.fromisoformat(first) - datetime.fromisoformat(second)).total_seconds())
