"""Payment Resource: every field of a payment, in the document and out of the sandbox."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]
Complaints = Callable[[Json, Any], list[str]]
ID = re.compile(r"[0-9a-z]{25}")
STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SENT = {
    "description": "three pairs of socks",
    "external_order_num": "order-7",
    "metadata": {"colour": "blue"},
    "locale": "ko",
    "amount": 1000,
}

# Line, field, the JSON types that it takes, what a captured konbini payment of 1000 yen shows.
FIELDS: list[tuple[int | str, str, str, Any]] = [
    (97, "id", "string", ID),
    (98, "resource", "string", "payment"),
    (99, "status", "string", "captured"),
    ("100a", "amount", "integer", 1000),
    ("101a", "tax", "integer", 80),
    (102, "customer", "string null", ID),
    ("103a", "payment_deadline", "string null", "2017-01-07T14:59:59Z"),
    (104, "payment_details", "object null", dict),
    (105, "payment_method_fee", "integer", 0),
    (106, "total", "integer", 1080),
    (107, "currency", "string", "JPY"),
    (108, "description", "string null", "three pairs of socks"),
    (109, "subscription", "object null", None),
    (110, "captured_at", "string null", "2017-01-04T07:52:35Z"),
    ("111a", "external_order_num", "string null", "order-7"),
    (112, "metadata", "object", {"colour": "blue"}),
    (113, "created_at", "string", "2017-01-04T07:52:34Z"),
    (114, "amount_refunded", "integer", 0),
    (115, "locale", "string", "ko"),
    (116, "refunds", "array", []),
    (117, "refund_requests", "array", []),
]
ROWS = [pytest.param(*row[1:], marks=documented(row[0]), id=row[1]) for row in FIELDS]


def kinds(schema: Json, resolve: Callable[[Json], Json]) -> Iterator[str]:
    """Give the JSON types that a schema takes."""
    said = resolve(schema)
    if "oneOf" in said and "discriminator" not in said:
        for branch in said["oneOf"]:
            yield from kinds(branch, resolve)
    elif "const" in said:
        yield "string"
    else:
        yield from [said["type"]] if isinstance(said["type"], str) else said["type"]


@pytest.fixture(scope="module")
def paid(open_shop: Any) -> Json:
    """A konbini payment of 1000 yen by a customer, paid after a second."""
    shop = open_shop()
    stored = {"payment_details": {"type": "konbini", "store": "lawson"}}
    customer = shop.json("POST", "/customers", stored).body["id"]
    made = shop.json("POST", "/payments", {**SENT, "currency": "JPY", "customer": customer}).body
    shop.advance(seconds=1)
    paid: Json = shop.control("POST", f"/payments/{made['id']}/pay").body
    return paid


def test_all_21_fields_are_there_in_their_order(contract: Json, paid: Json) -> None:
    names = [row[1] for row in FIELDS]
    assert list(paid) == list(contract["components"]["schemas"]["Payment"]["properties"]) == names


@pytest.mark.parametrize(("name", "types", "shown"), ROWS)
def test_a_field_has_its_type_and_is_always_there(
    contract: Json, resolve: Callable[[Json], Json], paid: Json, name: str, types: str, shown: Any
) -> None:
    """As documented, and null where the examples or the life of a payment show it."""
    payment = contract["components"]["schemas"]["Payment"]
    assert sorted(kinds(payment["properties"][name], resolve)) == sorted(types.split())
    assert name in payment["required"]
    if isinstance(shown, re.Pattern):
        assert shown.fullmatch(paid[name])
    elif shown is dict:
        assert isinstance(paid[name], dict)
    else:
        assert paid[name] == shown
        assert type(paid[name]) is type(shown)


@documented(98, 99)
def test_the_fixed_words_of_a_payment(complaints: Complaints) -> None:
    """The name of the resource, and the statuses that the documentation names or shows."""
    fields = "#/components/schemas/Payment/properties/"
    assert complaints({"$ref": fields + "resource"}, "payment") == []
    assert complaints({"$ref": fields + "resource"}, "token") != []
    for status in ("pending", "authorized", "captured"):
        assert complaints({"$ref": fields + "status"}, status) == []


@documented("103b", 110, 113)
def test_times_are_iso_8601_in_utc_to_the_second(contract: Json, complaints: Complaints, paid: Json) -> None:
    """All three times of a payment."""
    for name in ("payment_deadline", "captured_at", "created_at"):
        schema = {"$ref": f"#/components/schemas/Payment/properties/{name}"}
        assert complaints(schema, "2017-01-11T07:52:34Z") == []
        for wrong in (
            "2017-01-11",
            "2017-01-11T07:52:34",
            "2017-01-11 07:52:34Z",
            "2017-01-11T07:52:34+00:00",
            "2017-01-11t07:52:34z",
            1,
        ):
            assert complaints(schema, wrong) != [], name
        assert STAMP.fullmatch(paid[name])


@documented("103a")
@choice("expiry-of-other-types")
@pytest.mark.parametrize(
    ("payment_type", "sent", "before"),
    [
        ("konbini", {}, "authorized"),
        ("pay_easy", {}, "authorized"),
        ("bank_transfer", {}, "authorized"),
        ("credit_card", {"capture": False}, "authorized"),
        ("net_cash", {"amount": 3000}, "pending"),
        ("nanaco", {"amount": 3000}, "pending"),
    ],
)
def test_a_payment_expires_at_its_deadline(merchant: Any, payment_type: str, sent: Json, before: str) -> None:
    """It stands in that second and is expired in the next."""
    payment = merchant.pay_with(payment_type, **sent).body
    left = datetime.fromisoformat(payment["payment_deadline"]) - datetime.fromisoformat(payment["created_at"])
    merchant.advance(seconds=int(left.total_seconds()))
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == before
    merchant.advance(seconds=1)
    assert merchant.get(f"/payments/{payment['id']}").body["status"] == "expired"
    assert merchant.get("/events").body["data"][0]["type"] == "payment.expired"


@documented(104)
def test_a_payment_is_paid_with_an_object_or_with_a_token(complaints: Complaints, merchant: Any) -> None:
    """What is shown is always an object."""
    schema = {"$ref": "#/components/schemas/PaymentCreate/properties/payment_details"}
    konbini = {"type": "konbini", "store": "lawson"}
    assert complaints(schema, konbini) == complaints(schema, "tok_x") == []
    token = merchant.json("POST", "/tokens", {"payment_details": konbini}).body["id"]
    for details in (konbini, token):
        sent = {"amount": 1000, "currency": "JPY", "payment_details": details}
        shown = merchant.json("POST", "/payments", sent).body["payment_details"]
        assert (shown["type"], shown["store"]) == ("konbini", "lawson")
    assert complaints({"$ref": "#/components/schemas/Payment/properties/payment_details"}, "tok_x") != []


@documented(107)
def test_a_currency_has_three_letters(contract: Json, complaints: Complaints, shared: Any) -> None:
    """Those of the examples are among them."""
    known = contract["components"]["schemas"]["Currency"]["enum"]
    assert {"JPY", "KRW"} <= set(known)
    assert all(re.fullmatch(r"[A-Z]{3}", code) for code in known)
    for wrong in ("yen", "¥", "392", "jpy", ""):
        assert complaints({"$ref": "#/components/schemas/Currency"}, wrong) != []
        assert shared.pay_with("konbini", currency=wrong).error == (422, "invalid_currency", None)


@documented(109)
def test_a_subscription_may_be_shown(complaints: Complaints) -> None:
    """As an object of which the documentation says nothing more."""
    schema = {"$ref": "#/components/schemas/Payment/properties/subscription"}
    assert complaints(schema, {"id": "x", "anything": 1}) == complaints(schema, None) == []
    assert complaints(schema, "x") != []


@documented("111a")
@choice("duplicate-order-numbers")
def test_the_merchants_number_finds_its_payments(merchant: Any) -> None:
    """Whether it is one of its kind is the merchant's affair."""
    ids = [merchant.pay_with("konbini", external_order_num="A-1").body["id"] for _ in range(2)]
    merchant.pay_with("konbini", external_order_num="A-2")
    found = merchant.get("/payments?external_order_num=A-1").body["data"]
    assert sorted(payment["id"] for payment in found) == sorted(ids)


@documented("111b")
def test_every_event_of_a_payment_carries_the_merchants_number(complaints: Complaints, merchant: Any) -> None:
    """Inside the payment, which is always there."""
    assert complaints({"$ref": "#/components/schemas/PaymentEvent/properties/data"}, None) != []
    payment = merchant.pay_with("konbini", external_order_num="A-1").body
    merchant.control("POST", f"/payments/{payment['id']}/pay")
    events = merchant.get("/events").body["data"]
    for event in events:
        assert complaints({"$ref": "#/components/schemas/PaymentEvent"}, event) == []
    assert [(event["type"], event["data"]["external_order_num"]) for event in events] == [
        ("payment.captured", "A-1"),
        ("payment.authorized", "A-1"),
    ]


@documented(112)
@choice("metadata-values")
def test_metadata_are_texts_by_name(complaints: Complaints, shared: Any) -> None:
    schema = {"$ref": "#/components/schemas/Metadata"}
    assert complaints(schema, {}) == complaints(schema, {"foobar": "hoge", "b": ""}) == []
    for wrong in ([], "x", {"a": 1}, {"a": None}, {"a": {"b": "c"}}):
        assert complaints(schema, wrong) != []
        assert shared.pay_with("konbini", metadata=wrong).error == (422, "invalid_parameter", "metadata")
    assert shared.pay_with("konbini", metadata={"a": "1"}).body["metadata"] == {"a": "1"}
    assert shared.pay_with("konbini").body["metadata"] == {}


@documented(115)
@pytest.mark.parametrize("locale", ["en", "ja", "ko"])
def test_the_instructions_speak_the_language_of_the_payment(
    complaints: Complaints, contract: Json, shared: Any, locale: str
) -> None:
    """Japanese unless another one is asked for."""
    assert complaints({"$ref": "#/components/schemas/Payment/properties/locale"}, locale) == []
    payment = shared.pay_with("konbini", locale=locale).body
    assert payment["payment_details"]["instructions_url"].startswith(f"https://komoju.com/{locale}/instructions/")
    assert contract["components"]["schemas"]["PaymentCreate"]["properties"]["locale"]["default"] == "ja"
    assert shared.pay_with("konbini").body["locale"] == "ja"
