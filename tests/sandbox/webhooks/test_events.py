"""Every step of a payment tells its event, signed and in the documented shape, to those who asked for it."""

import json
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator
from komoju_sandbox.testing import RunningSandbox

from tests.provenance.cites import choice
from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.webhooks.shop import DETAILS, PREPAID, REFUND_REQUEST, Shop, ask
from tests.values import ROOT


def steps() -> list[Any]:
    """Every step of the life cycle, for every type that can take it."""
    path = ROOT / "spec" / "dist" / "komoju-v1.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["x-lifecycle"]["transitions"]
    return [
        pytest.param(row, kind, id=f"{kind}-{row['by']}-{row['from']}-{row['to']}")
        for row in rows
        for kind in row["types"]
    ]


def bring(shop: Shop, kind: str, status: str, *, twice: bool = False) -> Any:
    """Make a payment that has this status."""
    if status == "pending":
        return shop.create(kind, 6000 if twice else 3000)
    if (kind, status) == ("credit_card", "authorized"):
        return shop.create(kind, capture=False)
    payment = shop.create(kind)
    return shop.sandbox.pay(payment["id"]) if (payment["status"], status) == ("authorized", "captured") else payment


def take(shop: Shop, row: Any, kind: str) -> tuple[Any, int]:
    """Take the step; gives the payment after it, and how many events came before the step."""
    if row["from"] == "none":
        return bring(shop, kind, row["to"]), 0
    payment = bring(shop, kind, row["from"], twice=row["to"] == "pending")
    before = len(shop.arrived())
    path = f"/payments/{payment['id']}"
    match row["by"]:
        case "customer_pays":
            return shop.sandbox.pay(payment["id"]), before
        case "deadline":
            shop.sandbox.advance(days=11)
            return shop.call("GET", path), before
        case "updatePayment":
            return shop.call("PATCH", path, {"payment_details": PREPAID, "description": "more"}), before
        case "refundPayment":
            return shop.call("POST", f"{path}/refund", {"amount": 100} if row["to"] == "captured" else {}), before
        case "createRefundRequest":
            return shop.call("POST", f"{path}/refund_request", REFUND_REQUEST), before
        case operation:
            return shop.call("POST", f"{path}/{operation.removesuffix('Payment')}"), before


@pytest.mark.parametrize(("row", "kind"), steps())
@choice("events-on-create")
def test_every_step_of_the_life_cycle_tells_its_event(shop: Shop, document: Any, row: Any, kind: str) -> None:
    """With the payment as the API shows it after the step, in the documented shape, signed."""
    payment, before = take(shop, row, kind)
    assert payment["status"] == row["to"]
    told = shop.arrived()[before:]
    wanted = [] if row["event"] == "none" else [row["event"]]
    if row["event"] == "payment.refunded":
        wanted.insert(0, "payment.refund.created")
    if row["by"] == "capturePayment":
        wanted.append("payment.updated")
    assert [post.type for post in told] == wanted
    for post in told:
        assert post.event["data"] == payment
        refuse_undocumented(document, post)


def test_a_customer_tells_of_itself(shop: Shop, document: Any) -> None:
    """Of each change, with the customer as it was then and without what is stored."""
    card = {"type": "credit_card", **DETAILS["credit_card"]}
    made = shop.call("POST", "/customers", {"payment_details": card, "email": "a@example.com"})
    path = f"/customers/{made['id']}"
    changed = shop.call("PATCH", path, {"email": None})
    shop.call("PATCH", path, {"email": None})
    deleted = shop.call("DELETE", path)
    told = shop.arrived()
    assert [(post.type, post.event["data"]) for post in told] == [
        ("customer.created", made),
        ("customer.updated", changed),
        ("customer.deleted", deleted),
    ]
    for post in told:
        refuse_undocumented(document, post)
        assert b"4111" not in post.raw


def refuse_undocumented(document: Any, post: Post) -> None:
    kind = {"payment": "Payment", "customer": "Customer"}[post.type.partition(".")[0]]
    schema = {"$ref": f"#/components/schemas/{kind}Event", "components": document.tree["components"]}
    Draft202012Validator(schema, validate_formats=True).validate(post.event)
    assert list(post.event) == list(document.tree["components"]["schemas"][f"{kind}Event"]["properties"])
    assert list(post.event["data"]) == list(document.tree["components"]["schemas"][kind]["properties"])
    headers = document.tree["webhooks"][post.type]["post"]["parameters"]
    names = {document.tree["components"]["parameters"][h["$ref"].rpartition("/")[2]]["name"] for h in headers}
    assert {name.lower() for name in names} == {"x-komoju-id", "x-komoju-signature", "x-komoju-event"}
    assert post.headers["x-komoju-event"] == post.type
    assert post.headers["content-type"] == "application/json"
    assert post.headers["user-agent"] == "Komoju-Webhook"
    assert len(post.delivery_id) == 25
    assert post.path == "/hooks?shop=1"
    assert post.is_signed_with(SECRET)
    assert not post.is_signed_with("another")


def test_refunds_are_told_one_by_one(shop: Shop) -> None:
    """Each with the payment as it was then; the last one also says that all is refunded."""
    path = f"/payments/{shop.create('credit_card')['id']}/refund"
    for amount in (100, 200, 780):
        shop.call("POST", path, {"amount": amount})
    told = [(post.type, post.event["data"]["amount_refunded"]) for post in shop.arrived()]
    assert told == [
        ("payment.captured", 0),
        ("payment.refund.created", 100),
        ("payment.refund.created", 300),
        ("payment.refund.created", 1080),
        ("payment.refunded", 1080),
    ]


@choice("event-of-an-update")
def test_an_update_is_told_when_something_is_different(shop: Shop) -> None:
    """Description and metadata, also of a payment that is done."""
    path = f"/payments/{shop.create('credit_card')['id']}"
    for body in ({}, {"description": "a"}, {"description": "a"}, {"metadata": {"a": "b"}}, {"metadata": {"a": "b"}}):
        shop.call("PATCH", path, body)
    told = [(post.type, post.event["data"]["description"], post.event["data"]["metadata"]) for post in shop.arrived()]
    assert told == [
        ("payment.captured", None, {}),
        ("payment.updated", "a", {}),
        ("payment.updated", "a", {"a": "b"}),
    ]


def test_what_is_refused_or_only_read_tells_nothing(shop: Shop) -> None:
    """As no payment has moved."""
    payment = shop.create()
    declined = {"type": "credit_card", **DETAILS["credit_card"], "number": "4123111111111059"}
    sent = {"amount": 1000, "currency": "JPY", "payment_details": declined}
    assert ask(shop.sandbox, "POST", "/payments", sent)[0] == 502
    assert ask(shop.sandbox, "POST", f"/payments/{payment['id']}/refund")[0] == 422
    shop.call("GET", f"/payments/{payment['id']}")
    shop.call("GET", "/payments")
    shop.call("POST", "/tokens", {"payment_details": {"type": "konbini", "store": "lawson"}})
    assert shop.arrived_types() == ["payment.authorized"]


def test_a_call_that_is_repeated_under_its_key_tells_nothing_new(shop: Shop) -> None:
    """It is carried out once."""
    body = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
    assert shop.call("POST", "/payments", body, "key") == shop.call("POST", "/payments", body, "key")
    assert shop.arrived_types() == ["payment.authorized"]


def test_a_webhook_gets_the_events_that_it_asked_for(shop: Shop) -> None:
    """Each event has one id for all webhooks, each delivery its own."""
    with Receiver() as some:
        shop.sandbox.add_webhook(some.url, "other", ["payment.captured"])
        shop.sandbox.pay(shop.create()["id"])
        first, second = shop.arrived()
        ping, captured = some.wait_for(2)
        assert [ping.type, captured.type] == ["ping", "payment.captured"]
        assert captured.raw == second.raw
        assert captured.is_signed_with("other")
        assert not captured.is_signed_with(SECRET)
        assert len({first.delivery_id, second.delivery_id, ping.delivery_id, captured.delivery_id}) == 4


def test_events_before_the_registration_are_not_sent(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """Only what happens afterwards."""
    shop = Shop(sandbox, receiver, {})
    payment = shop.create()
    sandbox.add_webhook(receiver.url, SECRET)
    sandbox.pay(payment["id"])
    sandbox.settle()
    assert receiver.types == ["ping", "payment.captured"]


def test_webhooks_do_not_change_what_a_seed_draws(sandbox: RunningSandbox, receiver: Receiver) -> None:
    """A test that listens sees the same ids as one that does not; and the ids of events repeat as well."""

    def play(*, listen: bool) -> tuple[Any, Any]:
        sandbox.reset()
        shop = Shop(sandbox, receiver, sandbox.add_webhook(receiver.url, SECRET) if listen else {})
        payments = [shop.create(kind) for kind in ("konbini", "credit_card")]
        sandbox.settle()
        return payments, [delivery["id"] for delivery in sandbox.deliveries()]

    first, again, silent = play(listen=True), play(listen=True), play(listen=False)
    assert first == again
    assert first[0] == silent[0]
    assert len(set(first[1])) == 3
