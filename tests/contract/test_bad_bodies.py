"""Broken bodies over real connections: the documented error, by the name of what is wrong, and never a 500."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.contract import document, lifecycle, operations, resolve
from tests.contract.errors import BAD, KONBINI, LIMITS, UNKNOWN, Error, held, invalid, konbini, missing
from tests.contract.laws import broken
from tests.contract.numbers import documented
from tests.contract.raw import Caller
from tests.contract.wire import FORM, JSON


def nested(levels: int) -> bytes:
    return b'{"metadata": ' + b"[" * levels + b"]" * levels + b"}"


UNREADABLE = {
    "JSON cut off": (JSON, konbini()[:-1]),
    "JSON with a comma too many": (JSON, b'{"amount": 1000,}'),
    "JSON in single quotes": (JSON, b"{'amount': 1000}"),
    "JSON with a byte order mark": (JSON, b"\xef\xbb\xbf" + konbini()),
    "JSON twice": (JSON, konbini() * 2),
    "JSON that is a list": (JSON, b"[]"),
    "JSON that is a text": (JSON, b'"amount"'),
    "JSON that is null": (JSON, b"null"),
    "JSON with NaN": (JSON, b'{"amount": NaN}'),
    "JSON with Infinity": (JSON, b'{"amount": -Infinity}'),
    "JSON with two values for one key": (JSON, b'{"amount": 1000, "amount": 1}'),
    "JSON with two values for one key of the details": (JSON, b'{"payment_details": {"type": "a", "type": "b"}}'),
    "JSON with half of a surrogate pair": (JSON, b'{"description": "\\ud83d"}'),
    "JSON with half of a surrogate pair in a key": (JSON, b'{"metadata": {"\\udc00": ""}}'),
    "JSON that is no UTF-8": (JSON, b'{"description": "\xe5\xb1"}'),
    "JSON in UTF-16": (JSON, konbini().decode().encode("utf-16")),
    "JSON with a raw control character": (JSON, b'{"description": "a\nb"}'),
    "JSON nested too deeply": (JSON, nested(LIMITS["depth"])),
    "JSON nested without end": (JSON, b"[" * 100_000),
    "JSON nested without end in objects": (JSON, b'{"a":' * 100_000),
    "JSON with too many keys": (JSON, json.dumps({str(number): 1 for number in range(LIMITS["keys"] + 1)}).encode()),
    "a form with two values for one key": (FORM, KONBINI + b"&amount=1"),
    "a form with two values for one key of the details": (FORM, KONBINI + b"&payment_details[store]=sunkus"),
    "a form with a value and members for one key": (FORM, KONBINI + b"&payment_details=tok_1"),
    "a form with two pairs of brackets": (FORM, KONBINI + b"&metadata[a][b]=1"),
    "a form with an unclosed bracket": (FORM, KONBINI + b"&metadata[a=1"),
    "a form with an unopened bracket": (FORM, KONBINI + b"&metadata]=1"),
    "a form with empty brackets": (FORM, KONBINI + b"&metadata[]=1"),
    "a form with brackets inside brackets": (FORM, KONBINI + b"&metadata[[a]]=1"),
    "a form with text after the brackets": (FORM, KONBINI + b"&metadata[a]b=1"),
    "a form with nothing before the brackets": (FORM, KONBINI + b"&[a]=1"),
    "a form with a value of nothing": (FORM, KONBINI + b"&=1"),
    "a form with a broken percent sign": (FORM, KONBINI + b"&description=100%"),
    "a form with a percent sign before no digits": (FORM, KONBINI + b"&description=%G0"),
    "a form with a broken percent sign in a name": (FORM, KONBINI + b"&%=1"),
    "a form in Shift_JIS": (FORM, KONBINI + "&description=山田".encode("shift_jis")),
    "a form with percent-encoded Latin-1": (FORM, KONBINI + b"&description=%E9"),
    "a form with an encoded surrogate": (FORM, KONBINI + b"&description=%ED%A0%BD"),
    "a form with an overlong slash": (FORM, KONBINI + b"&description=%C0%AF"),
    "a form with too many keys": (FORM, b"&".join(b"k%d=1" % number for number in range(LIMITS["keys"] + 1))),
    "a form of JSON's kind": (f"{JSON}; charset=utf-8", KONBINI),
    "a form said to be Latin-1": (f"{FORM}; charset=iso-8859-1", KONBINI),
    "JSON said to be Shift_JIS": (f"{JSON}; charset=Shift_JIS", konbini()),
    "a text": ("text/plain", KONBINI),
    "a multipart form": (
        "multipart/form-data; boundary=a",
        b'--a\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    ),
    "XML": ("application/xml", b"<payment/>"),
    "no content type that one could know": ("nonsense", KONBINI),
}


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize("path", ["/payments", "/tokens", UNKNOWN, f"{UNKNOWN}/refund"])
def test_what_cannot_be_read_is_a_bad_request(caller: Caller, name: str, path: str) -> None:
    content_type, content = UNREADABLE[name]
    method = "PATCH" if path == UNKNOWN else "POST"
    assert held(method, path, caller.call(method, path, content, content_type)) == BAD


REFUSED: dict[str, tuple[str, bytes, Error]] = {
    "a text for a number": (JSON, konbini(amount="many"), invalid("amount")),
    "blanks around a number": (FORM, KONBINI.replace(b"1000", b"+1000"), invalid("amount")),
    "a line break after a number": (FORM, KONBINI.replace(b"1000", b"1000%0A"), invalid("amount")),
    "a number with separators": (FORM, KONBINI.replace(b"1000", b"1,000"), invalid("amount")),
    "a number with a sign": (FORM, KONBINI.replace(b"1000", b"%2B1000"), invalid("amount")),
    "a number with leading zeros": (FORM, KONBINI.replace(b"1000", b"01000"), invalid("amount")),
    "a number in full-width digits": (JSON, konbini(amount="\uff11\uff10\uff10\uff10"), invalid("amount")),
    "a number below its limit": (JSON, konbini(amount=-1), invalid("amount")),
    "a decimal number": (JSON, konbini(amount=10.5), invalid("amount")),
    "a decimal text where nothing is rounded": (FORM, KONBINI.replace(b"1000", b"10.0"), invalid("amount")),
    "a number beyond reason": (JSON, b'{"amount": 1e309}', missing("currency")),
    "a number of a thousand digits": (FORM, KONBINI.replace(b"1000", b"9" * 1000), invalid("amount")),
    "a number for a text": (JSON, konbini(description=1), invalid("description")),
    "a number for an order number": (JSON, konbini(external_order_num=123), invalid("external_order_num")),
    "true for a number": (JSON, konbini(amount=True), invalid("amount")),
    "a list for a number": (JSON, konbini(amount=[1000]), invalid("amount")),
    "an object for a number": (FORM, b"amount[a]=1&currency=JPY&payment_details[type]=a", invalid("amount")),
    "null for a number": (JSON, konbini(amount=None), invalid("amount")),
    "nothing for a number": (FORM, KONBINI.replace(b"1000", b""), invalid("amount")),
    "a number for true": (JSON, konbini(capture=1), invalid("capture")),
    "a wrong word for true": (FORM, KONBINI + b"&capture=yes", invalid("capture")),
    "a wrong word for the tax": (FORM, KONBINI + b"&tax=none", invalid("tax")),
    "a negative tax": (JSON, konbini(tax=-1), invalid("tax")),
    "a decimal tax as a number": (JSON, konbini(tax=10.5), invalid("tax")),
    "an unknown currency": (FORM, KONBINI.replace(b"JPY", b"XXX"), (422, "invalid_currency", None)),
    "a currency in small letters": (FORM, KONBINI.replace(b"JPY", b"jpy"), (422, "invalid_currency", None)),
    "a number for a currency": (JSON, konbini(currency=392), invalid("currency")),
    "an unknown locale": (FORM, KONBINI + b"&locale=fr", invalid("locale")),
    "an unknown key": (FORM, KONBINI + b"&colour=red", invalid("colour")),
    "a misspelt key": (JSON, konbini(ammount=1), invalid("ammount")),
    "a key with a NUL": (FORM, KONBINI + b"&a%00b=1", invalid("a\x00b")),
    "an unknown key of the details": (FORM, KONBINI + b"&payment_details[colour]=red", invalid("colour")),
    "no amount": (FORM, KONBINI.replace(b"amount=1000&", b""), missing("amount")),
    "no currency": (FORM, KONBINI.replace(b"currency=JPY&", b""), missing("currency")),
    "no details": (FORM, b"amount=1000&currency=JPY", missing("payment_details")),
    "details that are a list": (JSON, konbini(payment_details=[]), invalid("payment_details")),
    "details that are null": (JSON, konbini(payment_details=None), invalid("payment_details")),
    "details that are a number": (JSON, konbini(payment_details=5), invalid("payment_details")),
    "details without a type": (FORM, b"amount=1&currency=JPY&payment_details[store]=lawson", missing("type")),
    "a type that is a number": (JSON, konbini(details={"type": 1}), invalid("type")),
    "a type that is null": (JSON, konbini(details={"type": None}), invalid("type")),
    "no store": (FORM, b"amount=1&currency=JPY&payment_details[type]=konbini", missing("store")),
    "an unknown store": (JSON, konbini(details={"store": "seicomart"}), invalid("store")),
    "a store with a line break": (FORM, KONBINI + b"%0A", invalid("store")),
    "an e-mail that is none": (JSON, konbini(details={"email": "nobody"}), invalid("email")),
    "an e-mail with a line break": (JSON, konbini(details={"email": "a@example.com\n"}), invalid("email")),
    "a phone number of nine digits": (JSON, konbini(details={"phone": "123456789"}), invalid("phone")),
    "sixty days to pay": (JSON, konbini(details={"expiry_days": 60}), invalid("expiry_days")),
    "minus one day to pay": (JSON, konbini(details={"expiry_days": -1}), invalid("expiry_days")),
    "metadata that is a list": (JSON, konbini(metadata=[]), invalid("metadata")),
    "metadata that is a text": (FORM, KONBINI + b"&metadata=a", invalid("metadata")),
    "metadata with a number": (JSON, konbini(metadata={"a": 1}), invalid("metadata")),
    "metadata within metadata": (JSON, konbini(metadata={"a": {"b": "c"}}), invalid("metadata")),
    "an unknown token": (FORM, b"amount=1&currency=JPY&payment_details=tok_1", (422, "invalid_token", None)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_value_is_refused_by_its_name(caller: Caller, name: str) -> None:
    content_type, content, error = REFUSED[name]
    assert held("POST", "/payments", caller.call("POST", "/payments", content, content_type)) == error
    assert caller.call("GET", "/payments").body["total"] == 0


@pytest.mark.parametrize("given", ["paypal", "", "Konbini", "konbini ", "konbini\n", "%{allowed}", "山田", "\x00"])
def test_an_unknown_type_is_answered_with_the_known_ones(caller: Caller, given: str) -> None:
    answer = caller.json("POST", "/payments", json.loads(konbini(details={"type": given})))
    assert answer.error["code"] == "invalid_payment_type"
    assert given in answer.error["message"]
    assert all(known in answer.error["message"] for known in lifecycle()["types"])
    assert held("POST", "/payments", answer) == (422, "invalid_payment_type", None)


def number_fields() -> list[tuple[str, str]]:
    mapping = document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    return [
        (payment_type, name)
        for payment_type, reference in mapping.items()
        for name in resolve({"$ref": reference})["properties"]
        if name in documented() or name == "verification_value"
    ]


@pytest.mark.parametrize(("payment_type", "name"), number_fields())
@pytest.mark.parametrize("value", [4111111111111111, 0, True, None, [], {}, ["1111111111111111"], "1" * 100])
def test_a_number_is_a_text_of_the_documented_length(caller: Caller, payment_type: str, name: str, value: Any) -> None:
    """The suite of schemathesis sends documented numbers only, so their broken forms are tried here."""
    scenario = payment_type.replace("_", "-")
    details = document()["components"]["examples"][f"tokens-{scenario}-request"]["value"]["payment_details"]
    body = {"payment_details": {**details, name: value}}
    answer = caller.json("POST", "/tokens", body)
    if value == "1" * 100 and payment_type == "credit_card":
        assert answer.status == 200, "the document sets no limit to the digits of a card"
    else:
        assert held("POST", "/tokens", answer) == invalid(name)


def test_text_is_kept_as_it_was_sent(caller: Caller) -> None:
    """NUL and everything else that is whole text, in both content types."""
    texts = ["\x00", " a ", "a\r\nb", "\ufeff", "\U0001f363", "\u202e", "e\u0301", "'; DROP TABLE payments; --", "%00"]
    for text in texts:
        made = caller.call("POST", "/payments", konbini(description=text, metadata={text: text}), JSON)
        assert (made.body["description"], made.body["metadata"]) == (text, {text: text})
        encoded = "".join(f"%{byte:02X}" for byte in text.encode()).encode()
        made = caller.call("POST", "/payments", KONBINI + b"&description=" + encoded)
        assert made.body["description"] == text
        assert caller.call("GET", f"/payments/{made.body['id']}").body == made.body


@pytest.mark.parametrize("name", ["description", "external_order_num", "partner_origin"])
def test_a_long_text_is_kept_as_it_was_sent(caller: Caller, name: str) -> None:
    """The document sets no limit to them but the one of the body."""
    long = "あ🍣" * 20_000
    made = caller.call("POST", "/payments", konbini(**{name: long}), JSON)
    assert made.status == 200
    assert list(broken(operations()["createPayment"], made)) == []
    assert made.body.get(name, long) == long
    path = f"/payments/{made.body['id']}"
    assert caller.json("PATCH", path, {"description": long, "metadata": {long: long}}).body["metadata"] == {long: long}
    assert caller.call("GET", path).body["description"] == long
