"""Values that the document does not allow: refused by code and by the bare name of the parameter."""

from typing import Any

import pytest

from tests.provenance.cites import choice, documented

GOOD = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}


def without(*names: str) -> dict[str, Any]:
    return {name: value for name, value in GOOD.items() if name not in names}


def paying(**details: Any) -> dict[str, Any]:
    return {**GOOD, "payment_details": details}


def invalid(param: str) -> tuple[int, str, str | None]:
    return 422, "invalid_parameter", param


def missing(param: str) -> tuple[int, str, str | None]:
    return 422, "missing_parameter", param


WRONG_CURRENCY = (422, "invalid_currency", None)
WRONG_TYPE = (422, "invalid_payment_type", None)

REFUSED: list[tuple[str, dict[str, Any], tuple[int, str, str | None]]] = [
    ("nothing", {}, missing("amount")),
    ("no currency", without("currency"), missing("currency")),
    ("no details", without("payment_details"), missing("payment_details")),
    ("missing before unknown", {"amout": 1000}, missing("amount")),
    ("missing before wrong", {"amount": "x", "payment_details": {}}, missing("currency")),
    ("negative amount", {**GOOD, "amount": -1}, invalid("amount")),
    ("text amount", {**GOOD, "amount": "many"}, invalid("amount")),
    ("thousands separator", {**GOOD, "amount": "1,000"}, invalid("amount")),
    ("leading zero", {**GOOD, "amount": "01000"}, invalid("amount")),
    ("wide digits", {**GOOD, "amount": "１０００"}, invalid("amount")),
    ("a wide digit among others", {**GOOD, "amount": "10０0"}, invalid("amount")),
    ("a number for a truth value", {**GOOD, "capture": "0"}, invalid("capture")),
    ("line break", {**GOOD, "amount": "1000\n"}, invalid("amount")),
    ("decimal amount", {**GOOD, "amount": "10.5"}, invalid("amount")),
    ("decimal number amount", {**GOOD, "amount": 10.5}, invalid("amount")),
    ("boolean amount", {**GOOD, "amount": True}, invalid("amount")),
    ("null amount", {**GOOD, "amount": None}, invalid("amount")),
    ("object amount", {**GOOD, "amount": {"a": 1}}, invalid("amount")),
    ("amount of 5000 digits", {**GOOD, "amount": "9" * 5000}, invalid("amount")),
    ("negative tax", {**GOOD, "tax": -1}, invalid("tax")),
    ("tax word", {**GOOD, "tax": "none"}, invalid("tax")),
    ("tax below zero by a half", {**GOOD, "tax": "-0.4"}, invalid("tax")),
    ("unknown currency", {**GOOD, "currency": "XXX"}, WRONG_CURRENCY),
    ("lower-case currency", {**GOOD, "currency": "jpy"}, WRONG_CURRENCY),
    ("number for a currency", {**GOOD, "currency": 392}, invalid("currency")),
    ("number for an order number", {**GOOD, "external_order_num": 123}, invalid("external_order_num")),
    ("unknown locale", {**GOOD, "locale": "fr"}, invalid("locale")),
    ("text for a boolean", {**GOOD, "capture": "yes"}, invalid("capture")),
    ("list for metadata", {**GOOD, "metadata": []}, invalid("metadata")),
    ("number in metadata", {**GOOD, "metadata": {"a": 1}}, invalid("metadata")),
    ("object in metadata", {**GOOD, "metadata": {"a": {"b": "c"}}}, invalid("metadata")),
    ("unknown key", {**GOOD, "colour": "red"}, invalid("colour")),
    ("customer and details", {**GOOD, "customer": "x"}, invalid("customer")),
    ("unknown customer", {**without("payment_details"), "customer": "x"}, invalid("customer")),
    ("number for a customer", {**without("payment_details"), "customer": 1}, invalid("customer")),
    ("wrong amount before both", {**GOOD, "customer": "x", "amount": "x"}, invalid("amount")),
    ("both before unknown", {**GOOD, "customer": "x", "colour": "red"}, invalid("customer")),
    ("neither before wrong", {**without("payment_details"), "amount": "x"}, missing("payment_details")),
    ("number for fraud details", {**GOOD, "fraud_details": 1}, invalid("fraud_details")),
    ("unknown fraud detail", {**GOOD, "fraud_details": {"ip": "1.2.3.4"}}, invalid("ip")),
    ("fraud details after all", {**GOOD, "fraud_details": {"ip": "1.2.3.4"}, "colour": "red"}, invalid("colour")),
    *(
        (f"{name} without address", {**GOOD, "fraud_details": {name: value}}, missing("customer_ip"))
        for name, value in {"customer_email": "a@b", "browser_language": "ja", "browser_user_agent": "x"}.items()
    ),
    *(
        (f"address {ip!r}", {**GOOD, "fraud_details": {"customer_ip": ip}}, invalid("customer_ip"))
        for ip in (
            "",
            "x",
            "1.2.3",
            "256.1.1.1",
            "1.2.3.4\n",
            "01.2.3.4",
            "1:2",
            ":::",
            "::1%eth0",
            "12345::",
            "1::2::3",
        )
    ),
    ("number for details", {**GOOD, "payment_details": 1}, invalid("payment_details")),
    ("list for details", {**GOOD, "payment_details": []}, invalid("payment_details")),
    ("null for details", {**GOOD, "payment_details": None}, invalid("payment_details")),
    ("no type", paying(store="lawson"), missing("type")),
    ("unknown type", paying(type="cash"), WRONG_TYPE),
    ("number for a type", paying(type=1), invalid("type")),
    ("no store", paying(type="konbini"), missing("store")),
    ("unknown store", paying(type="konbini", store="family_mart"), invalid("store")),
    ("unknown detail", paying(type="konbini", store="lawson", shop="x"), invalid("shop")),
    ("60 days", paying(type="konbini", store="lawson", expiry_days=60), invalid("expiry_days")),
    ("days before", paying(type="konbini", store="lawson", expiry_days=-1), invalid("expiry_days")),
    ("days as a word", paying(type="konbini", store="lawson", expiry_days="soon"), invalid("expiry_days")),
    ("days for a card", {**GOOD, "payment_details": {**CARD, "expiry_days": 3}}, invalid("expiry_days")),
    ("broken e-mail", paying(type="konbini", store="lawson", email="test"), invalid("email")),
    ("short phone", paying(type="konbini", store="lawson", phone="090"), invalid("phone")),
    (
        "names not in katakana",
        {
            **GOOD,
            "payment_details": {
                "type": "pay_easy",
                "given_name": "太郎",
                "family_name": "山田",
                "given_name_kana": "太郎",
                "family_name_kana": "ヤマダ",
            },
        },
        invalid("given_name_kana"),
    ),
    ("no card names", paying(type="credit_card", number="4111111111111111", month=1, year=2018), missing("given_name")),
    ("number for a card number", {**GOOD, "payment_details": {**CARD, "number": 4111111111111111}}, invalid("number")),
    (
        "blanks in a card number",
        {**GOOD, "payment_details": {**CARD, "number": "4111 1111 1111 1111"}},
        invalid("number"),
    ),
    ("13th month", {**GOOD, "payment_details": {**CARD, "month": 13}}, invalid("month")),
    ("month of one digit and a zero too many", {**GOOD, "payment_details": {**CARD, "month": "001"}}, invalid("month")),
    ("two-digit year", {**GOOD, "payment_details": {**CARD, "year": 18}}, invalid("year")),
    ("short prepaid number", paying(type="nanaco", prepaid_number="1" * 15), invalid("prepaid_number")),
    ("long prepaid number", paying(type="nanaco", prepaid_number="1" * 17), invalid("prepaid_number")),
    ("long account", paying(type="dospara", user_no="1" * 21, user_password="x"), invalid("user_no")),
]


DECIDED = {
    "no details": "payment-or-customer",
    "customer and details": "payment-or-customer",
    "neither before wrong": "payment-or-customer",
    "unknown customer": "customer-cannot-pay",
    "missing before unknown": "order-of-faults",
    "missing before wrong": "order-of-faults",
    "wrong amount before both": "order-of-faults",
    "both before unknown": "order-of-faults",
    "fraud details after all": "order-of-faults",
    "number in metadata": "metadata-param",
    "object in metadata": "metadata-param",
    "unknown key": "unknown-key",
    "unknown detail": "unknown-key",
    "no store": "nested-param",
    "no card names": "missing-card-names",
    "short prepaid number": "prepaid-number-length",
    "60 days": "expiry-days",
    "days before": "expiry-days",
}
"""The choices that these rows show."""
ROWS = [
    pytest.param(*row[1:], id=row[0], marks=[choice(DECIDED[row[0]])] if row[0] in DECIDED else []) for row in REFUSED
]


@pytest.mark.parametrize(("sent", "error"), ROWS)
def test_a_wrong_payment_is_refused_by_name(
    shared: Any, sent: dict[str, Any], error: tuple[int, str, str | None]
) -> None:
    """The first fault is named: missing before wrong before unknown, by the bare name of the parameter."""
    assert shared.json("POST", "/payments", sent).error == error


@documented("46-52", 67)
def test_the_messages_are_the_documented_ones(shared: Any) -> None:
    """The sample of the documentation, and the message that lists the types."""
    assert shared.json("POST", "/payments", {}).body == {
        "error": {"message": "A required parameter (amount) is missing", "code": "missing_parameter", "param": "amount"}
    }
    message = shared.json("POST", "/payments", paying(type="cash")).body["error"]["message"]
    assert message.startswith("Payment method was invalid. cash is not one of bank_transfer, bit_cash, ")


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=x",
        "page=1.0",
        "page=",
        "per_page=0",
        "per_page=101",
        "status=paid",
        "currency=XXX",
        "start_time=yesterday",
        "start_time=2017-01-04T07:52:34",
        "end_time=2017-02-30T00:00:00Z",
        "pages=1",
        "status[a]=captured",
    ],
)
def test_a_wrong_query_is_refused_by_name(shared: Any, query: str) -> None:
    """A list has no code for a wrong currency but `invalid_parameter`."""
    assert shared.get(f"/payments?{query}").error == invalid(query.split("=")[0].split("[")[0])


@pytest.mark.parametrize("page", ["99999999999999999999", "9" * 400])
def test_a_page_far_past_the_end_is_empty(shared: Any, page: str) -> None:
    """Even where the database could not count so far."""
    assert shared.get(f"/payments?page={page}").body["data"] == []


@pytest.mark.parametrize("tail", ["/capture", "/cancel"])
def test_an_operation_without_parameters_refuses_any(shared: Any, tail: str) -> None:
    """A misspelt call does not pass for another one."""
    payment_id = shared.pay_with("credit_card", capture=False).body["id"]
    assert shared.form("POST", f"/payments/{payment_id}{tail}", [("amount", "1")]).error == invalid("amount")


def test_text_is_kept_as_it_was_sent(merchant: Any) -> None:
    """No trimming, no folding; NUL and markup are text like any other."""
    text = " \x00\t<b>名前</b> 😀 "
    for answer in (
        merchant.pay_with("konbini", description=text, external_order_num=text, metadata={text: text}),
        merchant.get("/payments?external_order_num=%20%00%09%3Cb%3E%E5%90%8D%E5%89%8D%3C/b%3E%20%F0%9F%98%80%20"),
    ):
        payment = answer.body["data"][0] if "data" in answer.body else answer.body
        assert (payment["description"], payment["external_order_num"], payment["metadata"]) == (
            text,
            text,
            {text: text},
        )


def test_an_empty_form_value_is_an_empty_text_or_null(merchant: Any) -> None:
    """By what the schema takes."""
    pairs = [
        ("amount", "1000"),
        ("currency", "JPY"),
        ("payment_details[type]", "konbini"),
        ("payment_details[store]", "lawson"),
    ]
    payment = merchant.form("POST", "/payments", [*pairs, ("tax", ""), ("description", ""), ("metadata", "")]).body
    assert (payment["tax"], payment["description"], payment["metadata"]) == (80, "", {})
    assert merchant.form("POST", "/payments", [("amount", ""), *pairs[1:]]).error == invalid("amount")
    assert merchant.json("POST", "/payments", {**GOOD, "tax": ""}).error == invalid("tax")
