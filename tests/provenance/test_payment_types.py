"""The tables of the payment types: what is sent and what is shown, row by row, in the document and in the sandbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import choice, documented
from tests.sandbox.conftest import DETAILS

Json = dict[str, Any]
Complaints = Callable[[Json, Any], list[str]]
TEXT = (["太郎", "Yamada"], [5, None, True])
KANA = (["タロウ", "ヤマダ"], ["太郎", "Taro", 5, None])
EMAIL = (["test@example.com"], ["test", "", 5, None])
PHONE = (["080-1111-1111", "09011112222"], ["080", "telephone", 5, None])
DIGITS = (["4111111111111111"], ["4111-1111", "x", 5, None])
CODE = (["123", "0012"], ["12a", 123, None])
MONTH = ([1, 12, "01", "12"], [0, 13, "00", "13", None])
YEAR = ([2018, 2099], [18, 999, 10000, None])
DAYS = ([1, 59], [60, -1, 1.5, None])
PREPAID = (["1111111111111111"], ["1" * 15, "1" * 17, 1111111111111111, None])
# BitCash may have fewer: the one place where the schema of 2017 says so.
BIT_CASH = (["1111111111111111"], ["1" * 17, "", None])
SLUGS = "circle-k daily-yamazaki family-mart lawson ministop seven-eleven sunkus"
STORE = (SLUGS.split(), ["family_mart", "Lawson", "seicomart", "", None])
LEFT_OUT, NEEDED = True, False

# Line, payment type, field, values that it takes and refuses, whether it can be left out, the choice that decides it.
SENT: list[tuple[int, str, str, tuple[list[Any], list[Any]], bool, str | None]] = [
    (557, "credit_card", "email", EMAIL, LEFT_OUT, None),
    (558, "credit_card", "number", DIGITS, NEEDED, None),
    (559, "credit_card", "month", MONTH, NEEDED, None),
    (560, "credit_card", "year", YEAR, NEEDED, None),
    (561, "credit_card", "verification_value", CODE, LEFT_OUT, None),
    (562, "credit_card", "given_name", TEXT, NEEDED, "missing-card-names"),
    (563, "credit_card", "family_name", TEXT, NEEDED, "missing-card-names"),
    (600, "bank_transfer", "email", EMAIL, LEFT_OUT, "missing-contact"),
    (601, "bank_transfer", "given_name", TEXT, NEEDED, None),
    (602, "bank_transfer", "family_name", TEXT, NEEDED, None),
    (603, "bank_transfer", "given_name_kana", KANA, NEEDED, None),
    (604, "bank_transfer", "family_name_kana", KANA, NEEDED, None),
    (605, "bank_transfer", "expiry_days", DAYS, LEFT_OUT, "expiry-days"),
    (641, "konbini", "email", EMAIL, LEFT_OUT, "missing-contact"),
    (642, "konbini", "store", STORE, NEEDED, None),
    (643, "konbini", "phone", PHONE, LEFT_OUT, "missing-contact"),
    (644, "konbini", "expiry_days", DAYS, LEFT_OUT, "expiry-days"),
    (665, "web_money", "email", EMAIL, LEFT_OUT, None),
    (666, "web_money", "prepaid_number", PREPAID, NEEDED, "prepaid-number-length"),
    (693, "net_cash", "email", EMAIL, LEFT_OUT, None),
    (694, "net_cash", "prepaid_number", PREPAID, NEEDED, "prepaid-number-length"),
    (718, "nanaco", "email", EMAIL, LEFT_OUT, None),
    (719, "nanaco", "prepaid_number", PREPAID, NEEDED, "prepaid-number-length"),
    (739, "bit_cash", "email", EMAIL, LEFT_OUT, None),
    (740, "bit_cash", "prepaid_number", BIT_CASH, NEEDED, "prepaid-number-length"),
    (767, "pay_easy", "email", EMAIL, LEFT_OUT, "missing-contact"),
    (768, "pay_easy", "given_name", TEXT, NEEDED, None),
    (769, "pay_easy", "family_name", TEXT, NEEDED, None),
    (770, "pay_easy", "given_name_kana", KANA, NEEDED, None),
    (771, "pay_easy", "family_name_kana", KANA, NEEDED, None),
    (772, "pay_easy", "phone", PHONE, LEFT_OUT, "missing-contact"),
]

# Line, payment type, field, what it looks like when it was sent with an e-mail.
AN_EMAIL = "test@example\\.com"
PAGE = "https://komoju\\.com/ja/instructions/[0-9a-z]{25}"
SHOWN: list[tuple[int, str, str, str | int]] = [
    (566, "credit_card", "email", AN_EMAIL),
    (567, "credit_card", "brand", "visa"),
    (568, "credit_card", "last_four_digits", "1111"),
    (569, "credit_card", "month", 1),
    (570, "credit_card", "year", 2018),
    (608, "bank_transfer", "email", AN_EMAIL),
    (609, "bank_transfer", "order_id", "D[0-9]{10}"),
    (610, "bank_transfer", "bank_name", "三井住友銀行"),
    (611, "bank_transfer", "account_branch_name", "吉祥寺"),
    (612, "bank_transfer", "account_number", "[0-9]{7}"),
    (613, "bank_transfer", "account_type", "普通預金"),
    (614, "bank_transfer", "account_name", r"株式会社DEGICA\(カブシキガイシャ デジカ\)"),
    (615, "bank_transfer", "instructions_url", PAGE),
    (647, "konbini", "email", AN_EMAIL),
    (648, "konbini", "store", "lawson"),
    (650, "konbini", "receipt", "[0-9]{6}"),
    (651, "konbini", "instructions_url", PAGE),
    (669, "web_money", "email", AN_EMAIL),
    (697, "net_cash", "email", AN_EMAIL),
    (722, "nanaco", "email", AN_EMAIL),
    (743, "bit_cash", "email", AN_EMAIL),
    (775, "pay_easy", "email", AN_EMAIL),
    (776, "pay_easy", "bank_id", "58191"),
    (777, "pay_easy", "customer_id", "[0-9]{20}"),
    (778, "pay_easy", "confirmation_id", "[0-9]{6}"),
    (779, "pay_easy", "instructions_url", PAGE),
]
# Lines of the sent and of the shown type.
TYPES = {
    "credit_card": (556, 565),
    "bank_transfer": (599, 607),
    "konbini": (640, 646),
    "web_money": (664, 668),
    "net_cash": (692, 696),
    "nanaco": (717, 721),
    "bit_cash": (738, 742),
    "pay_easy": (766, 774),
}


def cited(line: int, name: str | None) -> list[pytest.MarkDecorator]:
    return [documented(line), *([choice(name)] if name else [])]


SENT_ROWS = [pytest.param(*row[1:5], marks=cited(row[0], row[5]), id=f"{row[1]}-{row[2]}") for row in SENT]
SHOWN_ROWS = [pytest.param(*row[1:], marks=documented(row[0]), id=f"{row[1]}-{row[2]}") for row in SHOWN]


def branch(contract: Json, union: str, payment_type: str) -> str:
    mapping: dict[str, str] = contract["components"]["schemas"][union]["discriminator"]["mapping"]
    return mapping[payment_type]


@pytest.mark.parametrize(("payment_type", "name", "values", "left_out"), SENT_ROWS)
def test_a_field_that_is_sent(
    contract: Json, complaints: Complaints, shared: Any, payment_type: str, name: str, values: Any, left_out: bool
) -> None:
    """What it takes, what it refuses by its name, and whether it can be left out: document and sandbox alike."""
    pointer = branch(contract, "PaymentDetailsRequest", payment_type)
    schema = contract["components"]["schemas"][pointer.rpartition("/")[2]]
    assert (name not in schema["required"]) is left_out
    field = {"$ref": f"{pointer}/properties/{name}"}
    accepted, refused = values
    for value in accepted:
        assert complaints(field, value) == [], value
        assert shared.pay_with(payment_type, details={name: value}).status == 200, value
    for value in refused:
        assert complaints(field, value) != [], value
        assert shared.pay_with(payment_type, details={name: value}).error == (422, "invalid_parameter", name), value
    details = {
        "type": payment_type,
        **{key: DETAILS[payment_type][key] for key in DETAILS[payment_type] if key != name},
    }
    answer = shared.json("POST", "/payments", {"amount": 1000, "currency": "JPY", "payment_details": details})
    assert answer.status == 200 if left_out else answer.error == (422, "missing_parameter", name)


@pytest.mark.parametrize(("payment_type", "name", "shown"), SHOWN_ROWS)
def test_a_field_that_is_shown(
    contract: Json, complaints: Complaints, shared: Any, payment_type: str, name: str, shown: str | int
) -> None:
    """It is always there, and looks as documented."""
    pointer = branch(contract, "PaymentDetails", payment_type)
    assert name in contract["components"]["schemas"][pointer.rpartition("/")[2]]["required"]
    value = shared.pay_with(payment_type, details={"email": "test@example.com"}).body["payment_details"][name]
    if isinstance(shown, int):
        assert value == shown
    else:
        assert re.fullmatch(shown, value)
    field = {"$ref": f"{pointer}/properties/{name}"}
    assert complaints(field, value) == []
    assert complaints(field, []) != []
    assert (complaints(field, None) == []) is (name == "email")


@pytest.mark.parametrize(
    "payment_type", [pytest.param(kind, marks=documented(*lines)) for kind, lines in TYPES.items()]
)
def test_the_type_names_itself_on_both_ways(
    contract: Json, complaints: Complaints, shared: Any, payment_type: str
) -> None:
    """And nothing else stands in its place."""
    for union in ("PaymentDetailsRequest", "PaymentDetails"):
        pointer = branch(contract, union, payment_type)
        schema = contract["components"]["schemas"][pointer.rpartition("/")[2]]
        assert schema["required"][0] == next(iter(schema["properties"])) == "type"
        assert complaints({"$ref": f"{pointer}/properties/type"}, payment_type) == []
        for other in (*TYPES, "", None):
            if other != payment_type:
                assert complaints({"$ref": f"{pointer}/properties/type"}, other) != []
    assert shared.pay_with(payment_type).body["payment_details"]["type"] == payment_type


@pytest.mark.parametrize(
    "payment_type",
    [
        pytest.param("bank_transfer", marks=[documented(600), choice("missing-contact")]),
        pytest.param("konbini", marks=[documented(641, 643), choice("missing-contact")]),
        pytest.param("pay_easy", marks=[documented(767, 772), choice("missing-contact")]),
    ],
)
def test_who_gives_no_address_has_none_shown(shared: Any, payment_type: str) -> None:
    """Null in the payment, left out in a token."""
    assert shared.pay_with(payment_type).body["payment_details"]["email"] is None
    details = {"type": payment_type, **DETAILS[payment_type]}
    token = shared.json("POST", "/tokens", {"payment_details": details}).body["payment_details"]
    assert not {"email", "phone"} & set(token)


STORES = list(enumerate(SLUGS.split(), 629))


@pytest.mark.parametrize("slug", [pytest.param(slug, marks=documented(line)) for line, slug in STORES])
def test_a_store_is_chosen_by_its_slug(contract: Json, shared: Any, slug: str) -> None:
    """And shown by it."""
    assert slug in contract["components"]["schemas"]["Store"]["enum"]
    assert shared.pay_with("konbini", details={"store": slug}).body["payment_details"]["store"] == slug


@documented(626, *(line for line, _ in STORES))
def test_a_konbini_payment_needs_one_of_the_seven_stores(contract: Json, shared: Any) -> None:
    assert contract["components"]["schemas"]["Store"]["enum"] == [slug for _, slug in STORES]
    assert contract["components"]["schemas"]["KonbiniRequest"]["required"] == ["type", "store"]
    sent = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini"}}
    assert shared.json("POST", "/payments", sent).error == (422, "missing_parameter", "store")


@documented(648)
def test_the_slug_with_an_underscore_is_none(complaints: Complaints, shared: Any) -> None:
    """The list of the stores decides, not the example beside the field."""
    schema = {"$ref": "#/components/schemas/Konbini/properties/store"}
    assert complaints(schema, "family-mart") == []
    assert complaints(schema, "family_mart") != []
    assert (
        shared.pay_with("konbini", details={"store": "family-mart"}).body["payment_details"]["store"] == "family-mart"
    )


@documented(649)
@choice("konbini-codes")
@pytest.mark.parametrize("store", SLUGS.split())
def test_a_confirmation_code_may_be_shown_and_is_null_here(complaints: Complaints, shared: Any, store: str) -> None:
    schema = {"$ref": "#/components/schemas/Konbini/properties/confirmation_code"}
    assert complaints(schema, "0901234") == complaints(schema, None) == []
    assert complaints(schema, 1) != []
    assert shared.pay_with("konbini", details={"store": store}).body["payment_details"]["confirmation_code"] is None


@documented(567)
def test_the_word_mastercard_is_no_value(complaints: Complaints, shared: Any) -> None:
    schema = {"$ref": "#/components/schemas/CreditCard/properties/brand"}
    assert complaints(schema, "master") == complaints(schema, "visa") == []
    assert complaints(schema, "mastercard") != []
    paid = shared.pay_with("credit_card", details={"number": "5555555555554444"}).body
    assert paid["payment_details"]["brand"] == "master"


@documented("589a", "589b")
def test_a_bank_transfer_names_the_account_and_the_sender(contract: Json, complaints: Complaints, shared: Any) -> None:
    """The account by its number; nothing is called bank_number."""
    assert "bank_number" not in contract["components"]["schemas"]["BankTransfer"]["properties"]
    for name in ("account_number", "order_id"):
        field = {"$ref": f"#/components/schemas/BankTransfer/properties/{name}"}
        assert complaints(field, "7352514") == []
        assert complaints(field, None) != []
    first, second = (shared.pay_with("bank_transfer").body["payment_details"] for _ in range(2))
    assert "bank_number" not in first
    assert re.fullmatch("[0-9]{7}", first["account_number"])
    assert first["order_id"] != second["order_id"]


@documented("605", "644")
@choice("expiry-days")
@pytest.mark.parametrize("payment_type", ["bank_transfer", "konbini"])
@pytest.mark.parametrize(("days", "last"), [(1, "2017-01-05"), (59, "2017-03-04")])
def test_expiry_days_move_the_deadline(merchant: Any, payment_type: str, days: int, last: str) -> None:
    """To the end of that day in Japan, counted from 4 January 2017."""
    payment = merchant.pay_with(payment_type, details={"expiry_days": days}).body
    assert payment["payment_deadline"] == f"{last}T14:59:59Z"
