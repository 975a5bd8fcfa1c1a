"""One story, told to each storage: the same bytes come back, in every reply."""

from collections.abc import Callable
from typing import Any

import pytest

NOTES = {
    "external_order_num": "NUL \0, 円, \U0001f4b4 and 'quote' \"double\" \\u0000 %s ? :name",
    "metadata": {"a\0": "\\"},
}


def story(shop: Any) -> list[bytes]:
    """Make, find, change, refund and expire payments; let a webhook hear of them; take a copy and come back."""
    told: list[bytes] = []

    def tell(answer: Any) -> Any:
        told.append(answer.content)
        return answer.body

    hook = {"url": "http://127.0.0.1:1/hooks", "secret": "NUL \0 and \U0001f4b4"}
    tell(shop.control("POST", "/webhooks", hook))
    made = [tell(shop.pay_with(name, **NOTES)) for name in ("konbini", "credit_card", "net_cash", "konbini")]
    held = tell(shop.pay_with("credit_card", capture=False))
    tell(shop.pay_with("nanaco", amount=5000))
    token = tell(shop.json("POST", "/tokens", {"payment_details": {"type": "konbini", "store": "lawson"}}))
    for _ in range(2):
        tell(shop.json("POST", "/payments", {"amount": 1, "currency": "JPY", "payment_details": token["id"]}))
    key = {"X-KOMOJU-IDEMPOTENCY": "one"}
    for body in (b"amount=100", b"amount=100", b"amount=200"):
        tell(shop.call("POST", f"/payments/{made[1]['id']}/refund", body, headers=key))
    tell(shop.json("PATCH", f"/payments/{made[0]['id']}", {"description": "new \0", "metadata": {}}))
    tell(shop.json("POST", f"/payments/{held['id']}/capture", {}))
    tell(shop.json("POST", f"/payments/{made[2]['id']}/cancel", {}))
    tell(shop.control("POST", f"/payments/{made[0]['id']}/pay"))
    tell(shop.control("GET", "/requests?limit=100"))
    tell(shop.control("POST", "/snapshots", {"name": "before"}))
    shop.advance(days=4)
    for query in ("", "?status=expired", "?external_order_num=NUL+%00", "?per_page=2&page=2", "?currency=KRW"):
        tell(shop.get(f"/payments{query}"))
    tell(shop.get("/payments?start_time=2017-01-04T07:52:34Z&end_time=2017-01-04T07:52:34Z&status=captured"))
    tell(shop.control("GET", "/deliveries"))
    tell(shop.control("POST", "/snapshots/before/restore"))
    tell(shop.get("/payments"))
    tell(shop.control("GET", "/clock"))
    tell(shop.control("GET", "/snapshots"))
    tell(shop.control("POST", "/reset"))
    tell(shop.get("/payments"))
    tell(shop.pay_with("konbini", **NOTES))
    tell(shop.control("GET", "/coverage"))
    tell(shop.control("GET", "/fidelity"))
    return told


def test_every_storage_tells_the_same_story(open_shop: Callable[..., Any], place: str | None) -> None:
    """Byte for byte, characters that PostgreSQL cannot hold included."""
    expected = story(open_shop())
    assert story(open_shop(database=place)) == expected
    assert len(expected) > 30
    assert len(set(expected)) > 25


def test_the_order_number_finds_its_payments(open_shop: Callable[..., Any], place: str | None) -> None:
    """Exactly those, whatever characters it has."""
    shop = open_shop(database=place)
    made = shop.pay_with("konbini", external_order_num="a\0b").body
    shop.pay_with("konbini", external_order_num="a\\u0000b")
    assert [payment["id"] for payment in shop.get("/payments?external_order_num=a%00b").body["data"]] == [made["id"]]


@pytest.mark.parametrize("many", [25])
def test_the_total_counts_what_is_there(open_shop: Callable[..., Any], place: str | None, many: int) -> None:
    """Also after payments that failed, and after a reset."""
    shop = open_shop(database=place)
    for _ in range(many):
        shop.pay_with("konbini")
        shop.pay_with("credit_card", details={"number": "4123111111111059"})
    page = shop.get("/payments").body
    assert (page["total"], page["last_page"], len(page["data"])) == (many, 3, 10)
    shop.control("POST", "/reset")
    assert shop.get("/payments").body["total"] == 0


def test_what_is_looked_for_with_a_nul_character_is_not_there(open_shop: Callable[..., Any], place: str | None) -> None:
    """As a token, in a path, and under a name: no database has to be able to hold one."""
    shop = open_shop(database=place)
    sent = {"amount": 1, "currency": "JPY", "payment_details": "tok_\0"}

    assert shop.json("POST", "/payments", sent).error == (422, "invalid_token", None)
    assert shop.get("/payments/%00").error == (404, "not_found", None)
    assert shop.get("/payments?external_order_num=%00").body["total"] == 0
    assert shop.json("POST", "/payments", {**sent, "\0": 1}).error == (422, "invalid_parameter", "\0")
    assert len(shop.control("GET", "/requests").body["data"]) == 4
