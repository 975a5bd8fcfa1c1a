"""The restrictions of konbini, PayEasy and bank transfers: limits, deadlines, and what webhooks tell."""

from collections.abc import Iterator
from typing import Any

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.provenance.cites import choice, documented
from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import START, Shop

Json = dict[str, Any]
TOO_MUCH = (422, "invalid_parameter", "amount")


@choice("over-limit")
@pytest.mark.parametrize(
    ("payment_type", "most"),
    [
        pytest.param("konbini", 299_999, marks=documented("621a", "621b")),
        pytest.param("pay_easy", 999_999, marks=documented(760)),
    ],
)
def test_the_total_is_from_1_to_the_limit(contract: Json, shared: Any, payment_type: str, most: int) -> None:
    """Tax included, to the yen at both ends."""
    assert contract["x-lifecycle"]["types"][payment_type]["total"] == {"minimum": 1, "maximum": most}
    assert shared.pay_with(payment_type, amount=0, tax=0).error == TOO_MUCH
    assert shared.pay_with(payment_type, amount=1, tax=0).body["total"] == 1
    assert shared.pay_with(payment_type, amount=0, tax=1).body["total"] == 1
    assert shared.pay_with(payment_type, amount=most, tax=0).body["total"] == most
    assert shared.pay_with(payment_type, amount=most - 1, tax=1).body["total"] == most
    assert shared.pay_with(payment_type, amount=most, tax=1).error == TOO_MUCH
    assert shared.pay_with(payment_type, amount=most + 1, tax=0).error == TOO_MUCH


@documented("621a", 760)
@choice("over-limit")
def test_no_other_type_has_a_limit(contract: Json) -> None:
    types = contract["x-lifecycle"]["types"]
    assert sorted(kind for kind, row in types.items() if "total" in row) == ["konbini", "pay_easy"]


@pytest.mark.parametrize(
    ("payment_type", "days", "last"),
    [
        pytest.param("konbini", 3, "2017-01-07", marks=documented("622a")),
        pytest.param("pay_easy", 10, "2017-01-14", marks=documented("761a")),
        pytest.param("bank_transfer", 7, "2017-01-11", marks=[documented("594a"), choice("bank-transfer-days")]),
    ],
)
def test_a_payment_expires_after_so_many_days(
    contract: Json, merchant: Any, payment_type: str, days: int, last: str
) -> None:
    """At the end of that day in Japan; of the two numbers for bank transfers the recorded one counts."""
    assert contract["x-lifecycle"]["types"][payment_type]["deadline"] == {"days": days, "until": "end_of_day"}
    payment = merchant.pay_with(payment_type).body
    assert payment["payment_deadline"] == f"{last}T14:59:59Z"
    merchant.advance(days=days, hours=7, minutes=7, seconds=25)
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == "authorized"
    merchant.advance(seconds=1)
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == "expired"


@documented(593, 754, "756a")
@pytest.mark.parametrize("payment_type", ["bank_transfer", "pay_easy"])
def test_the_money_comes_later_and_only_when_the_bank_says_so(contract: Json, merchant: Any, payment_type: str) -> None:
    """Time alone captures nothing, on no day of the week and at no hour."""
    payment = merchant.pay_with(payment_type).body
    assert (payment["status"], payment["captured_at"]) == ("authorized", None)
    for _ in range(24 * 6):
        merchant.advance(hours=1)
        assert merchant.get(f"/payments/{payment['id']}").body == payment
    paid = merchant.control("POST", f"/payments/{payment['id']}/pay").body
    assert (paid["status"], paid["captured_at"]) == ("captured", "2017-01-10T07:52:34Z")
    words = {"bank_transfer": "business hours in Japan", "pay_easy": "online banking"}
    mapping = contract["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    schema = contract["components"]["schemas"][mapping[payment_type].rpartition("/")[2]]
    assert words[payment_type] in schema["description"]


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    """Run one server for the tests of this file."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1")) as running:
        yield running


@pytest.fixture
def shop(running: RunningSandbox) -> Iterator[Shop]:
    """Open a shop whose webhook is registered for everything."""
    running.reset()
    with Receiver() as receiver:
        webhook = running.add_webhook(receiver.url, SECRET)
        running.settle()
        yield Shop(running, receiver, webhook)


@pytest.mark.parametrize(
    "payment_type",
    [
        pytest.param("bank_transfer", marks=documented("589c")),
        pytest.param("pay_easy", marks=documented("756b")),
        "konbini",
    ],
)
def test_a_webhook_tells_when_the_money_has_come(shop: Shop, contract: Json, payment_type: str) -> None:
    """With the payment as it is then."""
    payment = shop.create(payment_type, external_order_num="order-7")
    shop.sandbox.pay(payment["id"])
    post = shop.arrived()[-1]
    shown = post.event["data"]
    assert post.type == "payment.captured"
    assert (shown["id"], shown["status"], shown["external_order_num"]) == (payment["id"], "captured", "order-7")
    assert post.type in contract["webhooks"]


@pytest.mark.parametrize(
    "payment_type",
    [
        pytest.param("bank_transfer", marks=documented("594b")),
        pytest.param("konbini", marks=documented("622b")),
        pytest.param("pay_easy", marks=documented("761b")),
    ],
)
def test_a_webhook_tells_of_the_expiry(shop: Shop, contract: Json, payment_type: str) -> None:
    """Without a call of the merchant's."""
    payment = shop.create(payment_type)
    shop.sandbox.advance(days=11)
    post = shop.arrived()[-1]
    assert post.type == "payment.expired"
    assert (post.event["data"]["id"], post.event["data"]["status"]) == (payment["id"], "expired")
    assert post.type in contract["webhooks"]
