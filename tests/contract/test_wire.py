"""The second reading of `x-wire`, by examples. It judges what the sandbox made of every request of the suite."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.contract import document, operations
from tests.contract.wire import FORM, JSON, UnreadableError, read_body, read_form
from tests.provenance.cites import choice

CREATE = operations()["createPayment"].body or {}
UPDATE = operations()["updatePayment"].body or {}
DEEP = b'{"metadata": ' + b'{"a": ' * 8 + b"1" + b"}" * 9
WIDE = b"&".join(b"k%d=" % number for number in range(1001))


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b"amount=1000", {"amount": 1000}),
        (b"amount=0", {"amount": 0}),
        (b"amount=01000", {"amount": "01000"}),
        (b"amount=-1", {"amount": "-1"}),
        (b"amount=+1", {"amount": " 1"}),
        (b"amount=10.0", {"amount": "10.0"}),
        (b"amount=", {"amount": None}),
        (b"tax=auto", {"tax": "auto"}),
        (b"tax=10.5", {"tax": 11}),
        (b"tax=10.49", {"tax": 10}),
        (b"tax=.5", {"tax": ".5"}),
        (b"tax=", {"tax": None}),
        (b"capture=false", {"capture": False}),
        (b"capture=1", {"capture": "1"}),
        (b"description=", {"description": ""}),
        (b"description=+a%00%0A", {"description": " a\x00\n"}),
        (b"metadata=", {"metadata": None}),
        (b"metadata[a]=", {"metadata": {"a": ""}}),
        (b"metadata%5Ba%5D=1", {"metadata": {"a": "1"}}),
        (b"payment_details=tok", {"payment_details": "tok"}),
        (b"payment_details[type]=credit_card&payment_details[month]=01", {"type": "credit_card", "month": "01"}),
        (b"payment_details[type]=credit_card&payment_details[month]=1", {"type": "credit_card", "month": 1}),
        (b"payment_details[type]=konbini&payment_details[expiry_days]=", {"type": "konbini", "expiry_days": None}),
        (b"payment_details[month]=1", {"month": "1"}),
        (b"&amount=1&&", {"amount": 1}),
        (b"amount", {"amount": None}),
        (b"", {}),
    ],
)
@choice("wire-rules")
def test_a_form_is_read_by_the_schema(content: bytes, read: dict[str, Any]) -> None:
    found = read_body(FORM, content, CREATE)
    assert (found["payment_details"] if set(read) & {"type", "month"} else found) == read


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b'{"amount": "1000"}', {"amount": 1000}),
        (b'{"amount": 1000}', {"amount": 1000}),
        (b'{"amount": 1e3}', {"amount": 1000.0}),
        (b'{"amount": 1e309}', {"amount": 10**309}),
        (b'{"amount": ""}', {"amount": ""}),
        (b'{"amount": null}', {"amount": None}),
        (b'{"capture": "true"}', {"capture": True}),
        (b'{"tax": "10.5"}', {"tax": 11}),
        (b'{"tax": 10.5}', {"tax": 10.5}),
        (b'{"metadata": {"a": "1"}}', {"metadata": {"a": "1"}}),
        (b'{"metadata": {"a": 1}}', {"metadata": {"a": 1}}),
        (b'{"description": "\\u0000"}', {"description": "\x00"}),
    ],
)
@choice("wire-rules")
def test_json_may_carry_the_same_texts(content: bytes, read: dict[str, Any]) -> None:
    assert read_body(JSON, content, CREATE) == read


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        *[(FORM, b"amount=1&amount=1"), (FORM, b"metadata=1&metadata[a]=1"), (FORM, b"metadata[a]=1&metadata=1")],
        *[(FORM, b"metadata[a]=1&metadata[a]=2"), (FORM, b"metadata[a][b]=1"), (FORM, b"metadata[a=1")],
        *[(FORM, b"metadata[]=1"), (FORM, b"[a]=1"), (FORM, b"=1"), (FORM, b"a]=1"), (FORM, b"metadata[a]b=1")],
        *[(FORM, b"amount=%"), (FORM, b"amount=%zz"), (FORM, b"description=%FF"), (FORM, b"description=\xff")],
        *[(FORM, b"description=%ED%A0%80"), (FORM, WIDE)],
        *[(JSON, b"{"), (JSON, b"[]"), (JSON, b"1"), (JSON, b'{"amount": NaN}'), (JSON, b'{"a": 1, "a": 1}')],
        *[(JSON, b'{"description": "\\ud800"}'), (JSON, b'{"\\ud800": ""}'), (JSON, b'{"a": "\xff"}'), (JSON, DEEP)],
        *[("text/plain", b"a"), ("application/json; charset=latin-1", b"{}"), ("multipart/form-data", b"a")],
    ],
)
@choice("wire-rules")
def test_what_the_rules_refuse_is_unreadable(content_type: str, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_body(content_type, content, CREATE)


def test_the_limits_are_those_of_the_document() -> None:
    limits = document()["x-wire"]
    at_limit = b'{"metadata": ' + b'{"a": ' * (limits["depth"] - 1) + b"1" + b"}" * limits["depth"]
    assert read_body(JSON, at_limit, CREATE)
    assert len(read_form(WIDE.partition(b"&")[2], CREATE)) == limits["keys"]


def test_an_empty_value_is_null_only_where_no_text_fits() -> None:
    assert read_form(b"description=&metadata=&payment_details[email]=", UPDATE) == {
        "description": "",
        "metadata": None,
        "payment_details": {"email": ""},
    }
