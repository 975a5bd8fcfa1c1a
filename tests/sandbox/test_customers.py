"""Customers: what is stored pays, is never shown, and is gone when it is erased."""

import json
from typing import Any

import pytest

from tests.provenance.cites import choice

CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "verification_value": "987",
    "given_name": "Taro",
    "family_name": "Yamada",
}
KONBINI = {"type": "konbini", "store": "lawson", "email": "till@example.com", "expiry_days": 5}
NOW = "2017-01-04T07:52:34Z"
CANNOT_PAY = (422, "invalid_parameter", "customer")
NOT_FOUND = (404, "not_found", None)
INVALID_TOKEN = (422, "invalid_token", None)


def made(merchant: Any, **sent: Any) -> str:
    """Make a customer and give the id."""
    answer = merchant.json("POST", "/customers", sent)
    assert answer.status == 200
    return str(answer.body["id"])


def pay(merchant: Any, customer: str, **sent: Any) -> Any:
    return merchant.json("POST", "/payments", {"amount": 1000, "currency": "JPY", "customer": customer, **sent})


def token(merchant: Any, details: dict[str, Any]) -> str:
    return str(merchant.json("POST", "/tokens", {"payment_details": details}).body["id"])


def told(merchant: Any) -> list[tuple[str, Any]]:
    """Give the types and data of all events, oldest first."""
    events = merchant.get("/events?per_page=100").body["data"]
    return [(event["type"], event["data"]) for event in reversed(events)]


def test_a_customer_shows_what_was_sent_but_not_what_is_stored(merchant: Any) -> None:
    """In no reply and in no event, whatever is asked."""
    answer = merchant.json(
        "POST", "/customers", {"payment_details": CARD, "email": "a@example.com", "metadata": {"a": "1"}}
    )
    customer = answer.body
    assert customer == {
        "id": customer["id"],
        "resource": "customer",
        "email": "a@example.com",
        "metadata": {"a": "1"},
        "created_at": NOW,
    }
    path = f"/customers/{customer['id']}"
    replies = [answer, merchant.get(path), merchant.get("/customers"), merchant.get("/events")]
    replies += [merchant.json("PATCH", path, {"payment_details": {**CARD, "month": 2}}), merchant.call("DELETE", path)]
    said = json.dumps([reply.body for reply in replies])
    assert not any(secret in said for secret in ("4111", "987", "Yamada"))


def test_a_customer_may_be_made_of_nothing(merchant: Any) -> None:
    """With and without a body, in a form and in JSON; it cannot pay yet."""
    for body, kind in ((b"", None), (b"", "application/json"), (b"{}", "application/json")):
        customer = merchant.call("POST", "/customers", body, kind).body
        assert (customer["email"], customer["metadata"]) == (None, {})
        assert pay(merchant, customer["id"]).error == CANNOT_PAY
    assert merchant.json("POST", "/customers", {"email": None}).body["email"] is None


@pytest.mark.parametrize(
    "details", [CARD, KONBINI, {"type": "dospara", "user_no": "12345", "user_password": "password"}]
)
@choice("customer-details")
def test_a_customer_pays_as_the_details_would(open_shop: Any, details: dict[str, Any]) -> None:
    """Again and again, deadlines included; only the id of the customer and drawn values differ."""
    merchant = open_shop()
    customer = made(merchant, payment_details=details, email="other@example.com")
    directly = merchant.json("POST", "/payments", {"amount": 1000, "currency": "JPY", "payment_details": details}).body
    drawn = {"receipt": None, "instructions_url": None}
    for _ in range(3):
        payment = pay(merchant, customer).body
        assert payment["customer"] == customer
        for one in (payment, directly):
            one.update(id=None, customer=None, payment_details={**one["payment_details"], **drawn})
        assert payment == directly


@choice("customer-details")
def test_a_customer_whose_card_is_declined_stays(merchant: Any) -> None:
    """Storing a card asks nobody; each payment does."""
    customer = made(merchant, payment_details={**CARD, "number": "4123111111111059"})
    for _ in range(2):
        assert pay(merchant, customer).error == (502, "card_declined", None)
    assert merchant.get("/payments").body["total"] == 0
    assert pay(merchant, customer, amount=-1).error == (422, "invalid_parameter", "amount")


def test_a_stored_card_grows_old(merchant: Any) -> None:
    customer = made(merchant, payment_details=CARD)
    merchant.advance(days=393)
    assert pay(merchant, customer).error == (502, "card_expired", None)


@pytest.mark.parametrize("call", ["create", "update"])
@choice("customer-token")
def test_a_token_is_used_up_when_it_is_stored(merchant: Any, call: str) -> None:
    """What it stands for pays as often as it is asked to."""
    token_id = token(merchant, CARD)
    if call == "create":
        customer = made(merchant, payment_details=token_id)
    else:
        customer = made(merchant)
        assert merchant.json("PATCH", f"/customers/{customer}", {"payment_details": token_id}).status == 200
    assert [pay(merchant, customer).status for _ in range(2)] == [200, 200]
    spent = {"amount": 1000, "currency": "JPY", "payment_details": token_id}
    assert merchant.json("POST", "/payments", spent).error == INVALID_TOKEN
    assert merchant.json("POST", "/customers", {"payment_details": token_id}).error == INVALID_TOKEN
    assert merchant.json("PATCH", f"/customers/{customer}", {"payment_details": token_id}).error == INVALID_TOKEN
    assert pay(merchant, customer).status == 200


@choice("customer-token")
def test_a_refused_call_leaves_its_token_as_it_was(merchant: Any) -> None:
    token_id = token(merchant, CARD)
    assert merchant.json("PATCH", "/customers/x", {"payment_details": token_id}).error == NOT_FOUND
    sent = {"payment_details": token_id, "metadata": 1}
    assert merchant.json("POST", "/customers", sent).error == (422, "invalid_parameter", "metadata")
    assert pay(merchant, made(merchant, payment_details=token_id)).status == 200


@choice("metadata-update")
def test_an_update_changes_what_is_sent_and_nothing_else(merchant: Any) -> None:
    """Metadata take the place of the old; null removes the e-mail; other details pay from then on."""
    customer = made(merchant, payment_details=CARD, email="a@example.com", metadata={"a": "1", "b": "2"})
    path = f"/customers/{customer}"
    before = merchant.get(path).body
    assert merchant.json("PATCH", path, {"metadata": {"c": "3"}}).body == {**before, "metadata": {"c": "3"}}
    assert merchant.json("PATCH", path, {"email": None}).body == {**before, "metadata": {"c": "3"}, "email": None}
    assert pay(merchant, customer).body["payment_details"]["type"] == "credit_card"
    merchant.json("PATCH", path, {"payment_details": KONBINI})
    payment = pay(merchant, customer).body
    assert payment["payment_details"]["type"] == "konbini"
    assert payment["payment_deadline"] == "2017-01-09T14:59:59Z"


@choice("event-of-a-customer-update")
def test_webhooks_are_told_of_changes_and_of_nothing_else(merchant: Any) -> None:
    """Each with the customer as it was then; stored details count as well."""
    customer = made(merchant, payment_details=CARD, email="a@example.com")
    path = f"/customers/{customer}"
    shown = [merchant.get(path).body]
    for sent in ({}, {"email": "a@example.com"}, {"payment_details": CARD}, {"metadata": {}}):
        merchant.json("PATCH", path, sent)
    assert [kind for kind, _ in told(merchant)] == ["customer.created"]
    changes = ({"email": "b@example.com"}, {"payment_details": {**CARD, "year": 2019}}, {"metadata": {"a": "1"}})
    shown += [merchant.json("PATCH", path, sent).body for sent in changes]
    shown.append(merchant.call("DELETE", path).body)
    kinds = ["customer.created", *["customer.updated"] * 3, "customer.deleted"]
    assert told(merchant) == list(zip(kinds, shown, strict=True))


@choice("customer-deleted", "customer-cannot-pay")
def test_a_deleted_customer_is_gone_with_what_was_stored(merchant: Any) -> None:
    """The reply shows it for the last time. Its payments stay, and nothing else pays with it."""
    customer, other = made(merchant, payment_details=CARD), made(merchant, payment_details=CARD)
    path = f"/customers/{customer}"
    payment = pay(merchant, customer).body
    shown = merchant.get(path).body
    assert merchant.call("DELETE", path).body == shown
    for again in (merchant.get(path), merchant.call("DELETE", path), merchant.json("PATCH", path, {"email": None})):
        assert again.error == NOT_FOUND
    assert pay(merchant, customer).error == CANNOT_PAY
    assert merchant.get(f"/payments/{payment['id']}").body == payment
    assert [each["id"] for each in merchant.get("/customers").body["data"]] == [other]
    assert pay(merchant, other).status == 200
    database = merchant.app.state.worlds.main._database
    assert [row[0] for row in database.execute("SELECT id FROM customers")] == [other]


@choice("list-order")
def test_customers_are_listed_newest_first_page_by_page(merchant: Any) -> None:
    """Within a time range, both seconds included."""
    ids = []
    for _ in range(5):
        ids.append(made(merchant))
        merchant.advance(seconds=1)
    ids.reverse()
    page = merchant.get("/customers?page=2&per_page=2").body
    assert [each["id"] for each in page.pop("data")] == ids[2:4]
    assert page == {"resource": "list", "total": 5, "page": 2, "per_page": 2, "last_page": 3}
    assert merchant.get("/customers?page=4&per_page=2").body["data"] == []
    ranged = merchant.get("/customers?start_time=2017-01-04T07:52:35Z&end_time=2017-01-04T07:52:37Z").body
    assert [each["id"] for each in ranged["data"]] == ids[1:4]
    assert ranged["total"] == 3


@choice("list-order")
def test_customers_of_one_second_stand_in_their_order(merchant: Any) -> None:
    """The last one first, on every page."""
    ids = [made(merchant) for _ in range(5)][::-1]
    for page in (1, 2, 3):
        shown = merchant.get(f"/customers?page={page}&per_page=2").body["data"]
        assert [each["id"] for each in shown] == ids[2 * page - 2 : 2 * page]


def test_a_reset_forgets_customers(merchant: Any) -> None:
    customer = made(merchant, payment_details=CARD)
    merchant.control("POST", "/reset")
    assert merchant.get("/customers").body["total"] == 0
    assert pay(merchant, customer).error == CANNOT_PAY


@choice("customer-cannot-pay")
@pytest.mark.parametrize("customer", ["", " ", "null", "x" * 25, "\x00", "cus", "tok_x", "%", "é"])
def test_what_is_no_customers_id_cannot_pay(merchant: Any, customer: str) -> None:
    """The empty text as well: nobody is charged, and it is said which parameter is wrong."""
    made(merchant, payment_details=CARD)
    assert pay(merchant, customer).error == CANNOT_PAY
    form = [("amount", "1"), ("currency", "JPY"), ("customer", customer)]
    assert merchant.form("POST", "/payments", form).error == CANNOT_PAY
    assert merchant.get("/payments").body["total"] == 0


@pytest.mark.parametrize("key", ["komoju-mart-publishable", "x", None])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/customers"),
        ("GET", "/customers"),
        ("GET", "/customers/x"),
        ("PATCH", "/customers/x"),
        ("DELETE", "/customers/x"),
        ("GET", "/events"),
        ("GET", "/events/x"),
        ("POST", "/payments/x/refund_request"),
    ],
)
def test_only_the_secret_key_may_call(shared: Any, method: str, path: str, key: str | None) -> None:
    wanted = (403, "forbidden", None) if key == "komoju-mart-publishable" else (401, "unauthorized", None)
    assert shared.call(method, path, key=key).error == wanted


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"payment_details": {"type": "cash"}}, (422, "invalid_payment_type", None)),
        ({"payment_details": {"type": "konbini"}}, (422, "missing_parameter", "store")),
        ({"payment_details": {}}, (422, "missing_parameter", "type")),
        ({"payment_details": 1}, (422, "invalid_parameter", "payment_details")),
        ({"payment_details": "tok_x"}, INVALID_TOKEN),
        ({"payment_details": None}, (422, "invalid_parameter", "payment_details")),
        ({"email": "nobody"}, (422, "invalid_parameter", "email")),
        ({"metadata": {"a": 1}}, (422, "invalid_parameter", "metadata")),
        ({"name": "Taro"}, (422, "invalid_parameter", "name")),
    ],
)
def test_a_wrong_customer_is_refused_by_name(merchant: Any, sent: dict[str, Any], error: Any) -> None:
    """At the creation and at an update, which changes nothing then."""
    customer = made(merchant, payment_details=CARD, email="a@example.com")
    before = merchant.get(f"/customers/{customer}").body
    assert merchant.json("POST", "/customers", sent).error == error
    assert merchant.json("PATCH", f"/customers/{customer}", sent).error == error
    assert merchant.get(f"/customers/{customer}").body == before
    assert len(told(merchant)) == 1


def test_a_deletion_takes_no_body(merchant: Any) -> None:
    customer = made(merchant)
    assert merchant.json("DELETE", f"/customers/{customer}", {"now": "yes"}).error == (422, "invalid_parameter", "now")
    assert merchant.get(f"/customers/{customer}").status == 200


@choice("fraud-details")
def test_fraud_details_change_nothing_and_are_not_shown(merchant: Any) -> None:
    """Not in a form either, and null means none."""
    seen = {"customer_ip": "2001:db8::7", "customer_email": "a@example.com", "customer_id": "7"}
    seen |= {"browser_language": "ja", "browser_user_agent": "Mozilla/5.0"}
    for sent in (seen, {}, None, {"customer_id": "7"}, {"customer_ip": "203.0.113.7"}):
        answer = merchant.pay_with("konbini", fraud_details=sent)
        assert answer.status == 200
        assert "fraud_details" not in answer.body
        assert "2001:db8" not in json.dumps(answer.body)
    pairs = [("amount", "1"), ("currency", "JPY"), ("payment_details[type]", "konbini")]
    pairs += [("payment_details[store]", "lawson"), ("fraud_details[customer_ip]", "::1")]
    assert merchant.form("POST", "/payments", pairs).status == 200
