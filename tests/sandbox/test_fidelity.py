"""Every answer says which choices of ours it rests on, and a strict sandbox gives none that rests on one."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import komoju_sandbox
import pytest
from komoju_sandbox.idempotency import IdempotencyKey
from komoju_sandbox.trail import Trail

ROOT = Path(__file__).parents[2]
CHOICES: dict[str, Any] = json.loads((ROOT / "spec/dist/komoju-v1.json").read_text(encoding="utf-8"))["x-choices"][
    "choices"
]
CALLS = json.loads((Path(__file__).parents[1] / "documented.json").read_text(encoding="utf-8"))
HEADER = "x-komoju-sandbox-fidelity"
FORM = "application/x-www-form-urlencoded"
BASE = "/api/v1"

EVERYTHING = (
    "SELECT * FROM payments",
    "SELECT * FROM tokens",
    "SELECT * FROM customers",
    "SELECT * FROM refund_requests",
    "SELECT * FROM events",
    "SELECT * FROM replies",
    "SELECT * FROM grounds",
    "SELECT * FROM scenarios",
    "SELECT * FROM world",
)

CONTACT = {"email": "test@example.com", "phone": "090-1111-2222"}
PERSON = {"given_name": "太郎", "family_name": "山田", "given_name_kana": "タロウ", "family_name_kana": "ヤマダ"}
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}
KONBINI = {"type": "konbini", "store": "lawson", **CONTACT}
NET_CASH = {"type": "net_cash", "prepaid_number": "1111111111111111"}
WEB_MONEY = {"type": "web_money", "prepaid_number": "1111111111111111"}
BIT_CASH = {"type": "bit_cash", "prepaid_number": "1111111111111111"}
VOUCHER = {"type": "culture_voucher", "culture_id": "11111111", "culture_password": "11111111"}
DECLINED = "4123111111111059"


@dataclass
class Request:
    """A call that is about to be made."""

    method: str
    path: str
    body: bytes = b""
    content_type: str | None = FORM
    key: str = "komoju-mart:"
    headers: dict[str, str] = field(default_factory=dict)
    held: Any = None
    """What goes on while it is made."""

    def send(self, shop: Any) -> Any:
        """Make it, and hold nothing to the document: a strict sandbox refuses where the document does not."""
        sent = {"authorization": "Basic " + base64.b64encode(self.key.encode()).decode(), **self.headers}
        if self.content_type is not None:
            sent["content-type"] = self.content_type
        return shop.raw(self.method, BASE + self.path, self.body, sent)


def in_json(method: str, path: str, body: Any, **other: Any) -> Request:
    return Request(method, path, json.dumps(body).encode(), "application/json", **other)


def paying(details: Any, amount: int = 1000, currency: str = "JPY", headers: Any = None, **sent: Any) -> Request:
    body = {"amount": amount, "currency": currency, "payment_details": details, **sent}
    return in_json("POST", "/payments", body, headers=headers or {})


def tokened(details: Any, **other: Any) -> Request:
    return in_json("POST", "/tokens", {"payment_details": details}, **other)


def made(shop: Any, *said: Any, **sent: Any) -> str:
    """Make a payment and give its id."""
    answer = paying(*said, **sent).send(shop)
    assert answer.status < 300, answer.body
    return str(answer.body["id"])


def after(shop: Any, *requests: Request, then: Request) -> Request:
    for request in requests:
        request.send(shop)
    return then


def expired_card(shop: Any) -> Request:
    payment = made(shop, CARD, capture=False)
    shop.advance(days=8)
    return Request("GET", f"/payments/{payment}")


def continued(shop: Any, **sent: Any) -> Request:
    payment = made(shop, NET_CASH, 5000)
    return in_json("PATCH", f"/payments/{payment}", {"payment_details": {**NET_CASH, **sent}})


def failing_token(shop: Any) -> Request:
    return paying(tokened({**CARD, "number": DECLINED}).send(shop).body["id"])


def refunded(shop: Any, details: Any, amount: int) -> Request:
    return in_json("POST", f"/payments/{made(shop, details)}/refund", {"amount": amount})


def renoted(shop: Any) -> Request:
    return in_json("PATCH", f"/payments/{made(shop, KONBINI, metadata={'a': '1'})}", {"metadata": {"b": "2"}})


def cancelled_and_updated(shop: Any) -> Request:
    payment = made(shop, KONBINI)
    return after(
        shop,
        Request("POST", f"/payments/{payment}/cancel"),
        then=in_json("PATCH", f"/payments/{payment}", {"description": "late"}),
    )


def two(shop: Any, path: str) -> Request:
    made(shop, KONBINI)
    made(shop, KONBINI)
    return Request("GET", path)


def under_key(request: Request, text: str = "key") -> Request:
    request.headers = {"X-KOMOJU-IDEMPOTENCY": text}
    return request


def still_running(shop: Any) -> Request:
    worlds = shop.app.state.worlds
    caller = worlds.admit("Basic " + base64.b64encode(b"komoju-mart:").decode(), Trail())
    request = under_key(paying(KONBINI))
    request.held = worlds.main.running.hold(IdempotencyKey(caller.digest, "key"))
    request.held.__enter__()
    return request


def known_to_another(shop: Any) -> Request:
    first = tokened(CARD, key="komoju-mart-publishable:")
    return after(shop, under_key(first), then=under_key(paying(KONBINI)))


def acting(scenario: str) -> Request:
    return paying(KONBINI, headers={"Komoju-Scenario": scenario})


EVENTS = Request("GET", "/events")
REFUND_REQUEST = {
    "amount": 100,
    "customer_name": "ﾔﾏﾀﾞ",
    "bank_name": "みずほ",
    "branch_number": "245",
    "account_type": "normal",
    "account_number": "1234567",
    "include_payment_method_fee": False,
}


def token_of(shop: Any) -> str:
    return str(tokened(CARD).send(shop).body["id"])


def stored(shop: Any, body: dict[str, Any]) -> str:
    """Make a customer and give its id."""
    return str(in_json("POST", "/customers", body).send(shop).body["id"])


def by_customer(customer: str) -> Request:
    return in_json("POST", "/payments", {"amount": 1000, "currency": "JPY", "customer": customer})


def deleted(shop: Any, method: str, path: str | None = None) -> Request:
    """Delete a customer, and ask for it again."""
    own = f"/customers/{stored(shop, {})}"
    return after(shop, Request("DELETE", own), then=Request(method, path or own))


def asked_back(shop: Any, details: Any, **sent: Any) -> Request:
    return in_json("POST", f"/payments/{made(shop, details)}/refund_request", {**REFUND_REQUEST, **sent})


def greeted(shop: Any) -> Request:
    """Register a webhook to which nothing comes."""
    assert shop.control("POST", "/webhooks", {"url": "http://127.0.0.1:1/", "secret": "s"}).status == 200
    return EVENTS


DEEP = b'{"a":' * 9 + b"1" + b"}" * 9

MEETINGS: dict[str, Callable[[Any], Request]] = {
    "bank-transfer-days": lambda _: paying({"type": "bank_transfer", **PERSON, **CONTACT}),
    "expiry-days": lambda _: paying({**KONBINI, "expiry_days": 5}),
    "expiry-of-other-types": expired_card,
    "web-money-deadline": lambda _: paying(WEB_MONEY, 5000),
    "dospara-payment": lambda _: paying({"type": "dospara", "user_no": "12345", "user_password": "password"}),
    "missing-contact": lambda _: paying({"type": "konbini", "store": "lawson"}),
    "missing-card-names": lambda _: paying({k: v for k, v in CARD.items() if k != "given_name"}),
    "prepaid-number-length": lambda _: paying({**NET_CASH, "prepaid_number": "1" * 15}),
    "luhn": lambda _: paying({**CARD, "number": "4111111111111112"}),
    "unlisted-card": lambda _: paying({**CARD, "number": "4242424242424242"}),
    "invalid-card-code": lambda _: paying({**CARD, "number": "4123111111111067"}),
    "card-past-expiry": lambda _: paying({**CARD, "year": 2016}),
    "test-number-before-expiry": lambda _: paying({**CARD, "number": DECLINED, "year": 2016}),
    "prepaid-declined-code": lambda _: paying({**WEB_MONEY, "prepaid_number": "e111111111111114"}),
    "unlisted-number": lambda _: paying({**NET_CASH, "prepaid_number": "2" * 16}),
    "prepaid-balance": lambda shop: after(shop, paying(NET_CASH), then=paying(NET_CASH)),
    "short-payment": lambda _: paying(NET_CASH, 5000),
    "continuation": continued,
    "continuation-type": lambda shop: continued(shop, type="web_money"),
    "bit-cash-short": lambda _: paying(BIT_CASH, 5000),
    "over-limit": lambda _: paying(KONBINI, 300_000),
    "currency-of-type": lambda _: paying(VOUCHER),
    "token-on-failure": failing_token,
    "token-optional-keys": lambda _: in_json(
        "POST", "/tokens", {"payment_details": {"type": "konbini", "store": "lawson"}}
    ),
    "payment-or-customer": lambda _: paying(KONBINI, customer="x"),
    "customer-cannot-pay": lambda shop: by_customer(stored(shop, {})),
    "customer-details": lambda shop: by_customer(stored(shop, {"payment_details": KONBINI})),
    "customer-token": lambda shop: in_json("POST", "/customers", {"payment_details": token_of(shop)}),
    "customer-deleted": lambda shop: deleted(shop, "GET", "/customers"),
    "event-of-a-customer-update": lambda shop: after(
        shop, in_json("PATCH", f"/customers/{stored(shop, {})}", {"email": "a@b"}), then=EVENTS
    ),
    "failed-attempt": lambda shop: after(shop, paying({**CARD, "number": DECLINED}), then=Request("GET", "/payments")),
    "over-refund": lambda shop: refunded(shop, CARD, 5000),
    "refund-of-zero": lambda shop: refunded(shop, CARD, 0),
    "part-refund-types": lambda shop: refunded(shop, BIT_CASH, 1),
    "refund-request-types": lambda shop: asked_back(shop, CARD),
    "refund-request-amount": lambda shop: asked_back(shop, WEB_MONEY, amount=5000),
    "refund-request-reply": lambda shop: asked_back(shop, WEB_MONEY),
    "refund-request-status": lambda shop: asked_back(shop, WEB_MONEY),
    "refund-request-optional": lambda shop: asked_back(shop, WEB_MONEY),
    "metadata-update": renoted,
    "metadata-values": lambda _: paying(KONBINI, metadata={"a": 1}),
    "metadata-param": lambda shop: in_json("PATCH", f"/payments/{made(shop, KONBINI)}", {"metadata": {"a": 1}}),
    "update-when-final": cancelled_and_updated,
    "duplicate-order-numbers": lambda shop: after(
        shop, paying(KONBINI, external_order_num="A"), then=paying(KONBINI, external_order_num="A")
    ),
    "nested-param": lambda _: paying({**KONBINI, "store": "nowhere"}),
    "unknown-key": lambda _: paying(KONBINI, colour="red"),
    "order-of-faults": lambda _: paying(KONBINI, currency="XXX", amount=-1),
    "publishable-key": lambda _: Request("GET", "/payments", key="komoju-mart-publishable:"),
    "basic-password": lambda _: Request("GET", "/payments", key="komoju-mart:password"),
    "www-authenticate": lambda _: Request("GET", "/payments", key="nobody:"),
    "method-not-allowed": lambda _: Request("PUT", "/payments"),
    "unreadable-body": lambda _: Request("POST", "/payments", b"{", "application/json"),
    "untyped-body": lambda _: Request("POST", "/payments", b"amount=1", None),
    "wire-limits": lambda _: Request("POST", "/payments", DEEP, "application/json"),
    "wire-rules": lambda _: Request("POST", "/payments", b"a[b][c]=1"),
    "per-page-over-100": lambda _: Request("GET", "/payments?per_page=101"),
    "page-past-the-end": lambda _: Request("GET", "/payments?page=2"),
    "list-order": lambda shop: two(shop, "/payments"),
    "time-range": lambda shop: two(shop, "/payments?end_time=2017-01-04T07:52:34Z"),
    "events-on-create": lambda shop: after(shop, paying(KONBINI), then=EVENTS),
    "event-of-an-update": lambda shop: after(shop, renoted(shop), then=EVENTS),
    "webhook-ping-data": lambda shop: greeted(shop),
    "events-listed": lambda shop: greeted(shop),
    "payment-failed-event": lambda shop: after(shop, paying({**CARD, "number": DECLINED}), then=EVENTS),
    "fraud-details": lambda _: paying(KONBINI, fraud_details={"customer_id": "7"}),
    "konbini-codes": lambda _: paying({**KONBINI, "store": "ministop"}),
    "idempotency-key-form": lambda _: under_key(paying(KONBINI), " "),
    "idempotency-scope": known_to_another,
    "idempotency-other-request": lambda shop: after(
        shop, under_key(paying(KONBINI)), then=under_key(paying(KONBINI, 999))
    ),
    "idempotency-still-running": still_running,
    "scenario-names": lambda _: acting("nonsense"),
    "scenario-order": lambda _: acting("card_declined,ok"),
    "scenario-codes": lambda _: acting("service_unavailable"),
    "idempotency-of-delete": lambda shop: deleted(shop, "DELETE"),
    "idempotency-what-is-kept": lambda shop: after(
        shop,
        under_key(paying({**CARD, "number": DECLINED})),
        then=under_key(paying({**CARD, "number": DECLINED})),
    ),
}


def contents(shop: Any) -> list[Any]:
    """Read everything that a call could have changed."""
    database = shop.app.state.worlds.main._database
    return [database.execute(statement).fetchall() for statement in EVERYTHING]


def test_every_choice_is_met_by_a_call_or_says_why_no_answer_rests_on_it() -> None:
    """The choices that are met here and those that stand beside the API are all there are."""
    beside = {name for name, choice in CHOICES.items() if "beside" in choice}

    assert not beside & set(MEETINGS)
    assert beside | set(MEETINGS) == set(CHOICES)


@pytest.mark.parametrize("name", MEETINGS)
def test_an_answer_names_the_choice_that_it_rests_on(open_shop: Any, name: str) -> None:
    shop = open_shop()

    answer = MEETINGS[name](shop).send(shop)

    assert name in answer.choices


@pytest.mark.parametrize("name", sorted(MEETINGS.keys() - {"www-authenticate"}))
def test_a_strict_sandbox_does_nothing_where_it_would_have_to_guess(open_shop: Any, name: str) -> None:
    """It refuses in the documented envelope, names the choice, and leaves everything as it was."""
    shop = open_shop()
    request = MEETINGS[name](shop)
    shop.app.state.worlds.rules.fidelity.strict = True
    before = contents(shop)

    answer = request.send(shop)

    assert answer.error == (422, "unprocessable_entity", None)
    assert f"choice: {name}" in answer.body["error"]["message"]
    assert CHOICES[name]["question"] in answer.body["error"]["message"]
    assert name in answer.choices
    assert contents(shop) == before


def test_a_strict_sandbox_refuses_strangers_as_documented(open_shop: Any) -> None:
    """The challenge is ours, so it is left out; the refusal is not."""
    shop = open_shop(strict_fidelity=True)

    answer = Request("GET", "/payments", key="nobody:").send(shop)

    assert answer.error == (401, "unauthorized", None)
    assert "www-authenticate" not in answer.headers
    assert HEADER not in answer.headers


@pytest.mark.parametrize("call", CALLS, ids=[f"{c['path'][1:]}-{c['scenario']}" for c in CALLS])
def test_a_documented_call_rests_on_the_documentation(open_shop: Any, call: dict[str, Any]) -> None:
    """All but the bank transfer, about whose deadline the documentation says two things."""
    shop = open_shop(strict_fidelity=True)
    sent = "&".join(f"{name}={value}" for name, value in call["pairs"]).encode()

    answer = Request("POST", call["path"], sent).send(shop)

    if (call["path"], call["scenario"]) == ("/payments", "bank-transfer"):
        assert (answer.status, answer.choices) == (422, ["bank-transfer-days"])
    else:
        assert answer.status == 200
        assert HEADER not in answer.headers


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({**CARD, "number": "4123111111111000"}, "insufficient_funds"),
        ({**CARD, "number": DECLINED}, "card_declined"),
        ({**WEB_MONEY, "prepaid_number": "e111111111111113"}, "used_number"),
    ],
)
def test_documented_refusals_rest_on_no_choice(open_shop: Any, details: Any, code: str) -> None:
    answer = paying(details).send(open_shop(strict_fidelity=True))

    assert answer.error == (502, code, None)
    assert HEADER not in answer.headers


def test_plain_refusals_rest_on_no_choice(open_shop: Any) -> None:
    """One parameter of the top is missing or wrong, a resource or a path is not there."""
    shop = open_shop(strict_fidelity=True)

    assert in_json("POST", "/payments", {"currency": "JPY", "payment_details": KONBINI}).send(shop).error == (
        422,
        "missing_parameter",
        "amount",
    )
    assert paying(KONBINI, currency="XXX").send(shop).error == (422, "invalid_currency", None)
    assert paying(KONBINI, locale="xx").send(shop).error == (422, "invalid_parameter", "locale")
    assert paying({"type": "cash"}).send(shop).error[1] == "invalid_payment_type"
    assert paying("tok_nobody").send(shop).error == (422, "invalid_token", None)
    assert Request("GET", "/payments/" + "a" * 25).send(shop).error == (404, "not_found", None)
    assert Request("GET", "/nowhere").send(shop).error == (404, "not_found", None)


def test_a_payment_keeps_what_it_was_made_by(open_shop: Any) -> None:
    """Whoever reads it or goes on with it is told, alone and in a list, until everything is forgotten."""
    shop = open_shop()
    payment = made(shop, {**CARD, "number": "4242424242424242"}, capture=False)

    shown = [
        Request("GET", f"/payments/{payment}").send(shop),
        Request("GET", "/payments").send(shop),
        Request("POST", f"/payments/{payment}/capture").send(shop),
        Request("POST", f"/payments/{payment}/refund").send(shop),
    ]
    other = Request("GET", f"/payments/{made(shop, KONBINI)}").send(shop)

    assert [answer.choices for answer in shown] == [["unlisted-card"]] * 4
    assert other.choices == []


def test_a_list_that_time_does_not_decide_rests_on_no_time(open_shop: Any) -> None:
    """Only a payment in the very first or last second makes it matter whether that second is included."""
    shop = open_shop()
    made(shop, KONBINI)

    for query in ("start_time=2017-01-04T07:52:33Z", "end_time=2017-01-04T07:52:35Z"):
        assert Request("GET", f"/payments?{query}").send(shop).choices == []
    for query in ("start_time=2017-01-04T07:52:34Z", "end_time=2017-01-04T07:52:34Z"):
        assert Request("GET", f"/payments?{query}").send(shop).choices == ["time-range"]


def test_a_list_of_one_status_does_not_rest_on_failed_attempts(open_shop: Any) -> None:
    shop = open_shop()
    paying({**CARD, "number": DECLINED}).send(shop)

    assert Request("GET", "/payments?status=captured").send(shop).choices == []
    assert Request("GET", "/payments").send(shop).choices == ["failed-attempt"]


def test_a_token_that_a_failed_payment_has_used_up_says_so(open_shop: Any) -> None:
    shop = open_shop()
    request = failing_token(shop)
    request.send(shop)

    again = request.send(shop)

    assert again.error == (422, "invalid_token", None)
    assert again.choices == ["token-on-failure"]


def test_a_token_that_a_refusal_has_left_says_so(open_shop: Any) -> None:
    """That it can be used again is a choice too."""
    shop = open_shop()
    token = tokened(KONBINI).send(shop).body["id"]

    assert set(paying(token, 300_000).send(shop).choices) == {"over-limit", "token-on-failure"}
    assert paying(token).send(shop).choices == []


@pytest.mark.parametrize(
    ("currency", "choices"), [("JPY", []), ("KRW", ["currency-of-type"]), ("USD", ["currency-of-type"])]
)
def test_a_currency_that_is_not_shown_for_a_type_is_a_choice(open_shop: Any, currency: str, choices: list[str]) -> None:
    """Taken as well as refused: nothing ties a type to a currency."""
    assert paying(KONBINI, currency=currency).send(open_shop()).choices == choices
    assert paying(VOUCHER, currency="KRW").send(open_shop()).choices == []


@pytest.mark.parametrize(("month", "code"), [(12, "card_expired"), (13, None), (14, None)])
def test_a_card_in_its_last_month_is_good_by_choice(open_shop: Any, month: int, code: str | None) -> None:
    """Counted from January 2016; the next month needs no choice."""
    answer = paying({**CARD, "year": 2016 + (month - 1) // 12, "month": (month - 1) % 12 + 1}).send(open_shop())

    assert (answer.body["error"]["code"] if answer.status > 299 else None) == code
    assert answer.choices == ([] if month == 14 else ["card-past-expiry"])


@pytest.mark.parametrize("first", ["header", "query"])
def test_faults_of_different_parts_are_several(open_shop: Any, first: str) -> None:
    """The header is named before the query, and the query before the body."""
    request = paying({"type": "cash"})
    alone, both = paying(KONBINI), request
    for one in (alone, both):
        one.headers = {"X-KOMOJU-IDEMPOTENCY": " "} if first == "header" else {}
        one.path = "/payments" if first == "header" else "/payments?nobody=1"

    assert "order-of-faults" not in alone.send(open_shop()).choices
    answer = both.send(open_shop())
    assert answer.error[1:] == ("invalid_parameter", "X-KOMOJU-IDEMPOTENCY" if first == "header" else "nobody")
    assert "order-of-faults" in answer.choices


def test_a_reset_forgets_what_answers_rested_on(open_shop: Any) -> None:
    """The number is full again, as the documentation says it is at first."""
    shop = open_shop()
    paying(NET_CASH).send(shop)
    shop.control("POST", "/reset")

    assert paying(NET_CASH).send(shop).choices == []


def test_sources_are_named_in_the_order_of_their_weight(open_shop: Any) -> None:
    """Choices as the document lists them, then what only later versions show, then what the era does."""
    shop = open_shop()
    payment = made(shop, {**CARD, "number": "4242424242424242"}, external_order_num="A")
    made(shop, KONBINI, external_order_num="A")

    answer = under_key(in_json("POST", f"/payments/{payment}/refund", {"amount": 1}, key="komoju-mart:x")).send(shop)

    assert answer.headers[HEADER] == (
        "choice: unlisted-card, choice: basic-password, "
        "later: idempotency header, later: partial refund, era: refund endpoint"
    )


def test_a_reply_that_is_given_again_rests_on_what_the_first_did(open_shop: Any) -> None:
    shop = open_shop()
    request = under_key(paying({**CARD, "number": "4242424242424242"}))

    assert request.send(shop).headers == request.send(shop).headers
    assert request.send(shop).choices == ["unlisted-card"]


def test_the_list_of_rules_says_which_were_met(open_shop: Any) -> None:
    """Every choice with its words; those that this world's traffic has rested on are marked, also after a reset."""
    shop = open_shop()
    MEETINGS["luhn"](shop).send(shop)
    shop.control("POST", "/reset")

    listed = shop.control("GET", "/fidelity").body

    assert listed["strict"] is False
    assert [rule["name"] for rule in listed["data"]] == list(CHOICES)
    assert [rule["name"] for rule in listed["data"] if rule["met"]] == ["luhn"]
    for rule in listed["data"]:
        told = CHOICES[rule["name"]]
        assert (rule["question"], rule["choice"], rule["reason"]) == (
            told["question"],
            told["choice"],
            told["reason"],
        )
        assert bool(rule["operations"]) != bool(rule["beside"])
    rules = {rule["name"]: rule for rule in listed["data"]}
    assert rules["luhn"]["operations"] == ["createPayment"]
    assert "createToken" in rules["unknown-key"]["operations"]
    assert set(rules["unlisted-card"]["operations"]) < set(rules["unknown-key"]["operations"])


def test_a_strict_sandbox_counts_what_it_refused_as_met(open_shop: Any) -> None:
    """So that merchants see what is unproven."""
    shop = open_shop(strict_fidelity=True)
    MEETINGS["luhn"](shop).send(shop)

    listed = shop.control("GET", "/fidelity").body

    assert listed["strict"] is True
    assert [rule["name"] for rule in listed["data"] if rule["met"]] == ["luhn"]


def test_whoever_looks_on_sees_what_no_answer_may_say(open_shop: Any) -> None:
    """The pages of a strict sandbox show a payment that a choice has let expire."""
    shop = open_shop(strict_fidelity=True)
    payment = made(shop, CARD, capture=False)
    shop.advance(days=8)

    assert Request("GET", f"/payments/{payment}").send(shop).status == 422
    assert shop.app.state.worlds.main.show(payment).body["status"] == "expired"


def test_the_code_names_only_choices_that_touch_answers() -> None:
    """A choice that is renamed, or that stands beside the API, cannot be what an answer rests on."""
    package = Path(komoju_sandbox.__file__).parent
    named = {
        name
        for path in package.rglob("*.py")
        for name in re.findall(r'"choice: ([a-z0-9-]+)"', path.read_text(encoding="utf-8"))
    }

    assert named <= {name for name, choice in CHOICES.items() if "touches" in choice}
    assert len(named) > 30
