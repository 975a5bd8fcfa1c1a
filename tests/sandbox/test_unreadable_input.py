"""Bytes that cannot be read: a bad_request in the documented shape."""

import json
from typing import Any

import pytest

from tests.provenance.cites import choice

JSON = "application/json"
GOOD = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
UNREADABLE = (400, "bad_request", None)

UNREADABLE_JSON = {
    "broken": b'{"amount": 1000',
    "empty text": b" ",
    "two values": b"{} {}",
    "trailing comma": b'{"amount": 1,}',
    "an array": b"[]",
    "a text": b'"amount"',
    "a number": b"1000",
    "null": b"null",
    "one key twice": b'{"amount": 1, "amount": 1000}',
    "one nested key twice": b'{"metadata": {"a": "1", "a": "2"}}',
    "NaN": b'{"amount": NaN}',
    "Infinity": b'{"amount": -Infinity}',
    "a number of 5000 digits": b'{"amount": ' + b"9" * 5000 + b"}",
    "a huge exponent": b'{"amount": 1e999999999}',
    "an unreadable exponent": b'{"amount": 1e99999999999999999999999}',
    "a tiny exponent": b'{"amount": 1e-999999999}',
    "half a character": b'{"description": "\\ud800"}',
    "half a character in a key": b'{"metadata": {"\\udfff": "1"}}',
    "invalid UTF-8": b'{"description": "\xff"}',
    "surrogates in UTF-8": b'{"description": "\xed\xa0\x80"}',
    "UTF-16": '{"amount": 1000}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"amount": 1000}',
    "nested too deeply": b'{"a": ' * 9 + b"1" + b"}" * 9,
    "a million brackets": b"[" * 1_000_000,
    "a million quotes": b'"' * 1_000_000,
    "a million backslashes": b'"' + b"\\" * 1_000_000,
    "too many keys": json.dumps({"metadata": {str(n): "" for n in range(1001)}}).encode(),
}
UNREADABLE_FORM = {
    "broken bracket": b"payment_details[type=konbini",
    "closing bracket only": b"payment_detailstype]=konbini",
    "a second pair": b"payment_details[a][b]=1",
    "empty brackets": b"metadata[]=1",
    "text after the bracket": b"metadata[a]b=1",
    "no name": b"=1",
    "no object": b"[type]=konbini",
    "one name twice": b"amount=1&amount=1000",
    "one member twice": b"metadata[a]=1&metadata[a]=2",
    "text and object": b"payment_details=tok&payment_details[type]=konbini",
    "object and text": b"payment_details[type]=konbini&payment_details=tok",
    "broken percent": b"description=100%",
    "broken percent digits": b"description=%zz",
    "invalid UTF-8": b"description=%ff",
    "raw invalid UTF-8": b"description=\xff",
    "surrogates in UTF-8": b"description=%ED%A0%80",
    "too many keys": b"&".join(b"metadata[%d]=" % n for n in range(1001)),
}


@pytest.mark.parametrize("body", UNREADABLE_JSON.values(), ids=UNREADABLE_JSON)
@choice("unreadable-body")
def test_json_that_cannot_be_read_is_a_bad_request(shared: Any, body: bytes) -> None:
    """Also when it would take long or deep to read."""
    assert shared.call("POST", "/payments", body, JSON).error == UNREADABLE


@pytest.mark.parametrize("body", UNREADABLE_FORM.values(), ids=UNREADABLE_FORM)
@choice("unreadable-body")
def test_a_form_that_cannot_be_read_is_a_bad_request(shared: Any, body: bytes) -> None:
    """Brackets, percent signs and encoding have to be whole, and a name has one value."""
    assert shared.call("POST", "/payments", body).error == UNREADABLE


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "multipart/form-data; boundary=x",
        "application/xml",
        "application/json; charset=shift_jis",
        "application/json; charset=iso-8859-1",
    ],
)
def test_a_body_of_another_kind_is_a_bad_request(shared: Any, content_type: str) -> None:
    """Only forms and JSON, and only UTF-8."""
    assert shared.call("POST", "/payments", json.dumps(GOOD).encode(), content_type).error == UNREADABLE


def test_a_compressed_body_is_a_bad_request(shared: Any) -> None:
    """It is not mistaken for a form."""
    answer = shared.call("POST", "/payments", b"amount=1000", headers={"content-encoding": "gzip"})
    assert answer.error == UNREADABLE


@pytest.mark.parametrize("content_type", [JSON, "application/JSON; charset=UTF-8", 'application/json;charset="utf-8"'])
def test_the_content_type_is_read_as_http_writes_it(shared: Any, content_type: str) -> None:
    """Case and parameters do not matter."""
    assert shared.call("POST", "/payments", json.dumps(GOOD).encode(), content_type).status == 200


@pytest.mark.parametrize("query", ["page=1&page=2", "status=%ff", "status=%", "[page]=1"])
@choice("unreadable-body")
def test_a_query_that_cannot_be_read_is_a_bad_request(shared: Any, query: str) -> None:
    """The rules of forms hold for queries."""
    assert shared.get(f"/payments?{query}").error == UNREADABLE


@choice("wire-limits")
def test_a_body_over_the_limit_is_too_large_and_one_at_the_limit_is_not(shared: Any) -> None:
    """The limit is the one of the document."""
    limit = shared.document.tree["x-wire"]["body_bytes"]
    prefix = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson&description="
    body = prefix + b"x" * (limit - len(prefix))
    assert shared.call("POST", "/payments", body).status == 200
    assert shared.call("POST", "/payments", body + b"x").error == (413, "bad_request", None)
