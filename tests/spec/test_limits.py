"""Values at the limits of the fields: the last one that is accepted, and the first one that is not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import documented

Json = dict[str, Any]
Judge = Callable[[Json, Any], list[str]]

# Schema, field: accepted values, refused values.
FIELDS: dict[str, tuple[list[Any], list[Any]]] = {
    "PaymentCreate/amount": ([0, 1, 10**12], [-1, 1.5, True, None, "1000"]),
    "PaymentCreate/tax": ([0, 80, "auto", None], [-1, 0.5, "AUTO", "", "10"]),
    "PaymentCreate/currency": (["JPY", "KRW"], ["jpy", "GBP", "", None]),
    "PaymentCreate/metadata": ([{}, {"a": "b"}, {"": ""}, None], [[], {"a": 1}, {"a": None}]),
    "PaymentCreate/capture": ([True, False], ["true", 1, None]),
    "PaymentCreate/description": (["", "x" * 5000, "\x00", None], [1]),
    "PaymentCreate/external_order_num": (["", "1" * 300], [None, 1]),
    "PaymentCreate/locale": (["en", "ja", "ko"], ["fr", "JA", None]),
    "PaymentCreate/payment_details": (["tok_1", "x"], [None, [], {}, 5, {"type": "paypay"}]),
    "TokenCreate/payment_details": ([{"type": "konbini", "store": "sunkus"}], ["tok_1", None]),
    "PaymentRefund/amount": ([0, 1], [-1, None, "1"]),
    "PaymentUpdate/metadata": ([{}, {"a": "b"}], [None, {"a": 1}]),
    "PrepaidContinuation/type": (["web_money", "net_cash", "nanaco"], ["bit_cash", "konbini"]),
    "PrepaidContinuation/prepaid_number": (["x" * 16], ["x" * 15, "x" * 17, "x" * 16 + "\n"]),
    "WebMoneyRequest/prepaid_number": (["1" * 16, "e" + "1" * 15], ["1" * 15, "1" * 17, None]),
    "NetCashRequest/prepaid_number": (["1" * 16], ["1" * 15, "1" * 17]),
    "NanacoRequest/prepaid_number": (["1" * 16], ["1" * 15, "1" * 17]),
    "BitCashRequest/prepaid_number": (["1", "1" * 16], ["", "1" * 17]),
    "CreditCardRequest/number": (["4111111111111111", "0"], ["", "4111-1111", "4 1", "4\n", 4]),
    "CreditCardRequest/verification_value": (["123", "0012"], ["", "12a", "123\n", 123]),
    "CreditCardRequest/month": ([1, 12, "01", "12"], [0, 13, "1", "13", "00", None]),
    "CreditCardRequest/year": ([1000, 2018, 9999], [18, 999, 10000, "2018"]),
    "KonbiniRequest/expiry_days": ([0, 59], [-1, 60, 1.5, "3", None]),
    "KonbiniRequest/store": (["lawson", "seven-eleven"], ["family_mart", "Lawson", "", None]),
    "KonbiniRequest/phone": (
        ["0901111222", "090-1111-2222", "+81 (90) 1111_2222"],
        ["090111122", "", "090-1111-22", "0901111222x", "0901111222\n", "٠٩٠١١١١٢٢٢", None],
    ),
    "KonbiniRequest/email": (
        ["test@example.com", "o'brien+1@a.co.jp"],
        ["", "test", "@example.com", "a@b@c.jp", "a b@c.jp", "a@c.jp\n", "a..b@c.jp", None],
    ),
    "BankTransferRequest/given_name_kana": (
        ["タロウ", "タロー", "ア・イ", "ｶﾌﾞ ｼｷ", "ア\u3000イ"],
        ["太郎", "たろう", "Taro", "", "タロウ\n", "タロウ1", None],
    ),
    "PayEasyRequest/family_name_kana": (["ヤマダ"], ["山田", ""]),
    "CultureVoucherRequest/culture_id": (["1" * 12], ["1" * 13, None]),
    "CultureVoucherRequest/culture_password": (["1" * 12], ["1" * 13, None]),
    "DosparaRequest/user_no": (["1" * 20], ["1" * 21, None]),
    "DosparaRequest/user_password": (["1" * 20], ["1" * 21, None]),
    "CreditCard/last_four_digits": (["1111", "0000"], ["111", "11111", "111a", "1111\n", 1111]),
    "PrepaidCard/last_four_digits": (["1111", "a112"], ["111", "11111", 1111]),
    "Payment/id": (["a" * 25], ["a" * 24, "a" * 26, "A" * 25, "a" * 25 + "\n"]),
    "Payment/created_at": (
        ["2017-01-04T07:52:34Z"],
        ["2017-01-04T07:52:34+09:00", "2017-01-04T07:52:34.5Z", "2017-02-30T00:00:00Z", None],
    ),
    "Token/id": (["tok_" + "0f" * 32 + "z" * 25], ["tok_" + "0g" * 32 + "z" * 25, "tok_1", "0f" * 34 + "z" * 25]),
}
PARAMETERS: dict[str, tuple[list[Any], list[Any]]] = {
    "Page": ([1, 10**6], [0, -1, "1"]),
    "PerPage": ([1, 100], [0, 101]),
    "StatusFilter": (["pending", "expired"], ["canceled", "failed", ""]),
    "CurrencyFilter": (["JPY"], ["yen", ""]),
    "StartTime": (
        ["2017-01-04T00:00:00Z", "2017-01-04T09:00:00+09:00", "2017-01-04T00:00:00.25Z"],
        ["2017-01-04", "2017-01-04T00:00:00", "2017-02-30T00:00:00Z", "2017-01-04T24:00:00Z", ""],
    ),
    "IdempotencyKey": (
        ["1", "order 123, attempt 1", "!~", "x" * 100],
        ["", " ", " 1", "1 ", "x" * 101, "1\n", "\t", "1\x7f", "é", "注文"],
    ),
    "KomojuSignature": (["0a" * 32], ["0A" * 32, "0a" * 31 + "0", "0a" * 32 + "\n", "0g" * 32, ""]),
    "EndTime": (["2017-01-04T00:00:00Z"], ["2017-01-04T00:00:00Z\n", "0000-01-01T00:00:00Z"]),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_keeps_its_limits(complaints: Judge, name: str) -> None:
    """Every listed value is accepted or refused as the documentation or a choice says."""
    schema, field = name.split("/")
    pointer = {"$ref": f"#/components/schemas/{schema}/properties/{field}"}
    accepted, refused = FIELDS[name]
    assert [value for value in accepted if complaints(pointer, value)] == []
    assert [value for value in refused if not complaints(pointer, value)] == []


@pytest.mark.parametrize("name", PARAMETERS)
def test_a_parameter_keeps_its_limits(complaints: Judge, name: str) -> None:
    """The same for what a query may say."""
    pointer = {"$ref": f"#/components/parameters/{name}/schema"}
    accepted, refused = PARAMETERS[name]
    assert [value for value in accepted if complaints(pointer, value)] == []
    assert [value for value in refused if not complaints(pointer, value)] == []


def test_patterns_refuse_what_formats_refuse(complaints_without_formats: Judge) -> None:
    """All but a day that a month does not have: that takes a calendar."""
    no_such_day = "2017-02-30T00:00:00Z"
    fields = {f"schemas/{name.replace('/', '/properties/')}": values for name, values in FIELDS.items()}
    fields |= {f"parameters/{name}/schema": values for name, values in PARAMETERS.items()}
    for pointer, (accepted, refused) in fields.items():
        schema = {"$ref": f"#/components/{pointer}"}
        assert [value for value in accepted if complaints_without_formats(schema, value)] == [], pointer
        passed = [value for value in refused if not complaints_without_formats(schema, value)]
        assert passed in ([], [no_such_day]), pointer


def test_formats(contract: Json) -> None:
    """What readers with a name for it may check by that name."""
    schemas = contract["components"]["schemas"]
    found = {name: schema["format"] for name, schema in schemas.items() if "format" in schema}
    assert found == {
        "Email": "email",
        "InstructionsUrl": "uri",
        "Moment": "date-time",
        "Timestamp": "date-time",
    }


@documented("88a", "101b")
def test_defaults(contract: Json) -> None:
    """What a left-out value means."""
    schemas, parameters = contract["components"]["schemas"], contract["components"]["parameters"]
    fields = schemas["PaymentCreate"]["properties"]
    found = {name: field["default"] for name, field in fields.items() if "default" in field}
    assert found == {"tax": "auto", "capture": True, "locale": "ja"}
    assert parameters["Page"]["schema"]["default"] == 1
    assert parameters["PerPage"]["schema"]["default"] == 10


def test_closed_bodies_refuse_unknown_keys(complaints: Judge, contract: Json) -> None:
    """A misspelt name is refused in every body and every kind of payment details."""
    details = contract["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    bodies = ["PaymentCreate", "PaymentUpdate", "PaymentRefund", "TokenCreate"]
    pointers = [f"#/components/schemas/{name}" for name in bodies] + list(details.values())
    for pointer in pointers:
        messages = complaints({"$ref": pointer}, {"amuont": 1})
        assert any("amuont" in message for message in messages), pointer
