"""Broken requests over real connections: wrong keys, paths, methods, queries and framing. Never a 500."""

from __future__ import annotations

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import Operation, document, operations
from tests.contract.errors import (
    BAD,
    FORBIDDEN,
    KONBINI,
    LIMITS,
    METHOD,
    NOT_FOUND,
    TOO_LARGE,
    UNAUTHORIZED,
    held,
    invalid,
    missing,
)
from tests.contract.laws import broken
from tests.contract.raw import Caller, basic
from tests.contract.wire import FORM, JSON

KEYS = {
    "no header": (None, UNAUTHORIZED),
    "an empty header": ("", UNAUTHORIZED),
    "another scheme": ("Bearer komoju-mart", UNAUTHORIZED),
    "only the scheme": ("Basic", UNAUTHORIZED),
    "no base64": ("Basic %%%", UNAUTHORIZED),
    "no UTF-8": ("Basic /////w==", UNAUTHORIZED),
    "no colon": ("Basic " + basic("x").partition(" ")[2][:3], UNAUTHORIZED),
    "an empty key": (basic(""), UNAUTHORIZED),
    "an unknown key": (basic("komoju-mart2"), UNAUTHORIZED),
    "a key cut off": (basic("komoju-mar"), UNAUTHORIZED),
    "the key in capitals": (basic("KOMOJU-MART"), UNAUTHORIZED),
    "a long key": (basic("k" * 8000), UNAUTHORIZED),
    "the publishable key": (basic("komoju-mart-publishable"), FORBIDDEN),
}


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("operation", operations().values(), ids=list(operations()))
def test_a_wrong_key_opens_nothing(caller: Caller, name: str, operation: Operation) -> None:
    """Not even a word on whether the rest of the call is right."""
    authorization, error = KEYS[name]
    path = operation.path.replace("{payment_id}", "0" * 25)
    answer = caller.call(operation.method, path, b"%", headers={"Authorization": authorization})
    if error == FORBIDDEN and "publishableKey" in operation.schemes:
        error = BAD
    assert held(operation.method, path, answer) == error
    if error == UNAUTHORIZED:
        assert answer.headers["www-authenticate"] == 'Basic realm="KOMOJU"'


def test_the_publishable_key_creates_tokens(caller: Caller, sandbox: RunningSandbox) -> None:
    body = document()["components"]["examples"]["tokens-konbini-lawson-request"]["value"]
    publishable = Caller(sandbox.base_url, sandbox.publishable_key)
    assert publishable.json("POST", "/tokens", body).status == 200


UNKNOWN_PATHS = [
    *["", "/", "/payment", "/payments/", "//payments", "/payments//", "/Payments", "/payments/a/b", "/payments/a/pay"],
    *["/payments/a/capture/", "/tokens/", "/tokens/tok_1", "/subscriptions", "/payouts", "/../v1/payments/x/y", "/%00"],
    *["/payments/a/%2e%2e/b", "/" + "a" * 8000],
]


@pytest.mark.parametrize("path", UNKNOWN_PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_not_found(caller: Caller, method: str, path: str) -> None:
    answer = caller.call(method, path)
    assert list(broken(None, answer)) == []
    assert (answer.status, answer.error["code"], answer.error["param"]) == NOT_FOUND


@pytest.mark.parametrize(
    "path", ["/payments/0", "/payments/%00", "/payments/%FF", "/payments/a%2Fb", "/payments/..%2f"]
)
def test_an_unknown_payment_is_not_found(caller: Caller, path: str) -> None:
    assert held("GET", path, caller.call("GET", path)) == NOT_FOUND
    assert held("POST", f"{path}/cancel", caller.call("POST", f"{path}/cancel")) == NOT_FOUND


@pytest.mark.parametrize(
    "method", ["PUT", "DELETE", "OPTIONS", "TRACE", "QUERY", "FROB", "get", "PATCH", "GET", "POST"]
)
@pytest.mark.parametrize("path", list(dict.fromkeys(operation.path for operation in operations().values())))
def test_an_unknown_method_is_answered_with_the_known_ones(caller: Caller, method: str, path: str) -> None:
    given = path.replace("{payment_id}", "0" * 25)
    known = {operation.method for operation in operations().values() if operation.path == path}
    answer = caller.call(method, given, headers={"Authorization": None})
    if method in known:
        assert held(method, given, answer) == UNAUTHORIZED
    else:
        assert held(method, given, answer) == METHOD
        assert set(answer.headers["allow"].split(", ")) == known


def test_head_is_answered_without_a_body(caller: Caller) -> None:
    answer = caller.call("HEAD", "/payments")
    assert (answer.status, answer.content) == (405, b"")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "POST"}


QUERIES = {
    "page=0": invalid("page"),
    "page=-1": invalid("page"),
    "page=1.0": invalid("page"),
    "page=": invalid("page"),
    "page=a": invalid("page"),
    "page=+1": invalid("page"),
    "page=%31%0A": invalid("page"),
    "page[a]=1": invalid("page"),
    "per_page=0": invalid("per_page"),
    "per_page=101": invalid("per_page"),
    "per_page=ten": invalid("per_page"),
    "status=canceled": invalid("status"),
    "status=": invalid("status"),
    "currency=XXX": invalid("currency"),
    "start_time=yesterday": invalid("start_time"),
    "start_time=2017-01-04": invalid("start_time"),
    "start_time=2017-01-04T00:00:00": invalid("start_time"),
    "start_time=2017-02-30T00:00:00Z": invalid("start_time"),
    "end_time=2017-01-04T24:00:00Z": invalid("end_time"),
    "limit=10": invalid("limit"),
    "Page=1": invalid("Page"),
    "a%00b=1": invalid("a\x00b"),
    "page=1&page=2": BAD,
    "page=1&page[a]=2": BAD,
    "page[]=1": BAD,
    "page[a][b]=1": BAD,
    "page=%": BAD,
    "page=%FF": BAD,
    "=1": BAD,
}


@pytest.mark.parametrize("query", QUERIES)
def test_a_wrong_query_is_refused_by_the_name_of_the_parameter(caller: Caller, query: str) -> None:
    assert held("GET", "/payments", caller.call("GET", f"/payments?{query}")) == QUERIES[query]


@pytest.mark.parametrize("operation", operations().values(), ids=list(operations()))
def test_a_query_where_none_is_listed_is_refused(caller: Caller, operation: Operation) -> None:
    path = operation.path.replace("{payment_id}", "0" * 25)
    assert held(operation.method, path, caller.call(operation.method, f"{path}?a=1")) == invalid("a")


@pytest.mark.parametrize("operation", ["capturePayment", "cancelPayment"])
@pytest.mark.parametrize(("content_type", "content"), [(FORM, b"amount=1"), (JSON, b'{"amount": 1}')])
def test_a_body_where_none_is_listed_is_refused(
    caller: Caller, operation: str, content_type: str, content: bytes
) -> None:
    path = operations()[operation].path.replace("{payment_id}", "0" * 25)
    assert held("POST", path, caller.call("POST", path, content, content_type)) == invalid("amount")


BROKEN_KEYS = ["", " ", "a" * 101, "\u00e9", "a\tb", "\x7f"]
WITH_KEYS = [operation for operation in operations().values() if operation.header("idempotency-key")]


@pytest.mark.parametrize("key", BROKEN_KEYS)
@pytest.mark.parametrize("operation", WITH_KEYS, ids=lambda operation: operation.id)
def test_a_broken_idempotency_key_is_refused_by_the_name_of_its_header(
    caller: Caller, key: str, operation: Operation
) -> None:
    path = operation.path.replace("{payment_id}", "0" * 25)
    name = (operation.header("idempotency-key") or {})["name"]
    answer = caller.call(operation.method, path, b"", None, {name: key})
    assert held(operation.method, path, answer) == invalid(name)


def test_two_idempotency_keys_are_refused(caller: Caller) -> None:
    name = (operations()["createPayment"].header("idempotency-key") or {})["name"]
    lines = [f"Content-Type: {FORM}", f"Content-Length: {len(KONBINI)}", f"{name}: a", f"{name}: b"]
    assert held("POST", "/payments", caller.bytes(caller.head("POST", "/payments", *lines), KONBINI)) == invalid(name)


@pytest.mark.parametrize("headers", [[], ["Content-Length: 0"], ["Transfer-Encoding: chunked"]])
@pytest.mark.parametrize("content_type", [[], [f"Content-Type: {FORM}"], [f"Content-Type: {JSON}"]])
def test_no_body_is_a_body_without_keys(caller: Caller, headers: list[str], content_type: list[str]) -> None:
    end = [b"0\r\n\r\n"] if "chunked" in "".join(headers) else []
    for path, error in (("/payments", missing("amount")), ("/tokens", missing("payment_details"))):
        answer = caller.bytes(caller.head("POST", path, *headers, *content_type), *end)
        assert held("POST", path, answer) == error


def test_a_body_in_chunks_is_the_same_body(caller: Caller) -> None:
    chunks = [b"%x\r\n%s\r\n" % (len(part), part) for part in (KONBINI[:7], KONBINI[7:30], KONBINI[30:])]
    head = caller.head("POST", "/payments", f"Content-Type: {FORM}", "Transfer-Encoding: chunked")
    assert caller.bytes(head, *chunks, b"0\r\n\r\n").status == 200


@pytest.mark.parametrize("path", ["/payments", "/tokens"])
@pytest.mark.parametrize("over", [0, 1, 1000, 3_000_000])
def test_a_body_over_the_limit_is_answered_all_the_same(caller: Caller, path: str, over: int) -> None:
    content = b"a=".ljust(LIMITS["body_bytes"] + over, b"x")
    error = held("POST", path, caller.call("POST", path, content))
    assert error == (TOO_LARGE if over else missing("amount" if path == "/payments" else "payment_details"))


def test_a_body_over_the_limit_in_chunks_is_answered_all_the_same(caller: Caller) -> None:
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    head = caller.head("POST", "/payments", f"Content-Type: {FORM}", "Transfer-Encoding: chunked")
    assert held("POST", "/payments", caller.bytes(head, *[chunk] * 20, b"0\r\n\r\n")) == TOO_LARGE


@pytest.mark.parametrize("encoding", ["gzip", "br", "nonsense"])
def test_a_compressed_body_is_a_bad_request(caller: Caller, encoding: str) -> None:
    answer = caller.call("POST", "/payments", KONBINI, headers={"Content-Encoding": encoding})
    assert held("POST", "/payments", answer) == BAD


@pytest.mark.parametrize("name", ["Content-Type", "CONTENT-TYPE"])
@pytest.mark.parametrize(
    "value", [None, FORM.upper(), f"{FORM}; charset=UTF-8", f'{FORM};charset="utf-8"', f" {FORM} "]
)
def test_the_content_type_may_be_written_in_any_way(caller: Caller, name: str, value: str | None) -> None:
    answer = caller.call("POST", "/payments", KONBINI, None, {name: value})
    assert answer.status == 200
