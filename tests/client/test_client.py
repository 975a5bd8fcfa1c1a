"""How a client is made and closed, where it sends its calls, and that both kinds of client are one."""

from __future__ import annotations

import asyncio
import inspect
import re
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import httpx2
import komoju
import pytest
from hypothesis import example as tried
from hypothesis import given, settings
from hypothesis import strategies as st
from komoju import AsyncKomoju, Komoju
from komoju._runtime.forms import FORM, JSON, encode_body
from komoju.errors import ConfigurationError, DecodeError, PaginationError
from komoju.models import KonbiniRequest, Payment

from tests.client.conftest import Stub
from tests.provenance.cites import documented
from tests.values import document

Make = Callable[..., Komoju]
Example = Callable[[str], dict[str, Any]]


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KOMOJU_SECRET_KEY", raising=False)
    monkeypatch.delenv("KOMOJU_BASE_URL", raising=False)


@documented("5a", "5b")
def test_the_first_server_of_the_document_is_the_default() -> None:
    assert Komoju("sk").base_url == document()["servers"][0]["url"]


def test_key_and_url_come_from_the_environment_when_they_are_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMOJU_SECRET_KEY", "sk_env")
    monkeypatch.setenv("KOMOJU_BASE_URL", "http://127.0.0.1:8410/api/v1/")
    stub = Stub(httpx2.Response(404))

    with Komoju(transport=stub) as client, pytest.raises(komoju.KomojuError):
        client.payments.show("x")

    assert str(stub.requests[0].url) == "http://127.0.0.1:8410/api/v1/payments/x"
    assert stub.requests[0].headers["authorization"] == f"Basic {b64encode(b'sk_env:').decode()}"


def test_what_is_given_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMOJU_BASE_URL", "http://127.0.0.1:1/api/v1")

    assert Komoju("sk", base_url="https://komoju.com/api/v1").base_url == "https://komoju.com/api/v1"


def test_no_key_is_one_clear_error() -> None:
    with pytest.raises(ConfigurationError, match="set KOMOJU_SECRET_KEY"):
        Komoju()


@pytest.mark.parametrize("key", ["", " sk", "sk\n", "sk:1", "schlüssel"])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(key: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        Komoju(key)

    assert not key.strip() or key.strip() not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["komoju.com", "ftp://komoju.com", "https://", "http://h:99999/", "https://h/?a=1", "https://u:p@h/", "[::"]
)
def test_a_base_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url: expected a URL such as https://sandbox"):
        Komoju("sk", base_url=url)


@pytest.mark.parametrize("options", [{"timeout": 0}, {"timeout": None}, {"timeout": True}, {"max_retries": -1}])
def test_numbers_that_cannot_work_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        Komoju("sk", **options)


def test_the_key_is_not_in_any_repr() -> None:
    client = Komoju("sk_very_secret")
    shown = f"{client!r} {client.payments!r} {client._http!r} {client._http.settings!r} {client._http.settings[1]!r}"

    assert "sk_very_secret" not in shown
    assert b64encode(b"sk_very_secret:").decode() not in shown


def test_there_is_a_timeout_and_a_call_can_have_its_own(client: Make) -> None:
    stub = Stub(httpx2.Response(404))
    for arguments in ({}, {"timeout": 3.0}):
        with pytest.raises(komoju.KomojuError):
            client(stub).payments.show("x", **arguments)

    first, second = (request.extensions["timeout"] for request in stub.requests)
    assert set(first.values()) == {60.0}
    assert set(second.values()) == {3.0}


def test_one_pool_serves_all_calls_and_a_closed_client_opens_another(example: Example, client: Make) -> None:
    made = client(Stub(httpx2.Response(200, json=example("payments-konbini-lawson-response"))))
    made.payments.show("x")
    first = made._http.pool.ready()
    made.payments.show("x")
    assert made._http.pool.ready() is first

    made.close()

    assert first.is_closed
    made.payments.show("x")


@pytest.mark.parametrize("given_id", ["", ".", ".."])
def test_an_id_that_leads_elsewhere_is_refused_before_it_is_sent(client: Make, given_id: str) -> None:
    stub = Stub(httpx2.Response(500))

    with pytest.raises(ValueError, match="is not an id"):
        client(stub).payments.cancel(given_id)

    assert stub.requests == []


def test_an_id_stays_one_part_of_the_path(client: Make) -> None:
    stub = Stub(httpx2.Response(404))
    with pytest.raises(komoju.KomojuError):
        client(stub).payments.show("a/../b?c#d")

    assert stub.requests[0].url.raw_path == b"/api/v1/payments/a%2F..%2Fb%3Fc%23d"


def test_unknown_keywords_are_refused(client: Make) -> None:
    with pytest.raises(TypeError, match="unexpected keyword"):
        client(Stub()).payments.create(amount=1, currency="JPY", payment_details="tok", amout=2)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"<html>", b"\xff", b"[" * 100_000])
def test_a_success_that_cannot_be_read_keeps_the_reply(client: Make, body: bytes) -> None:
    with pytest.raises(DecodeError) as caught:
        client(Stub(httpx2.Response(200, content=body))).payments.show("x")

    assert caught.value.response is not None
    assert caught.value.response.content == body


def test_filters_of_a_list_are_sent_as_the_document_names_them(client: Make) -> None:
    stub = Stub(httpx2.Response(200, json=_page(1, 0, [])))
    moment = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)

    found = client(stub).payments.list(status="captured", per_page=100, start_time=moment, external_order_num="a b&c")

    assert list(found) == []
    assert parse_qsl(stub.requests[0].url.query.decode()) == [
        ("page", "1"),
        ("per_page", "100"),
        ("start_time", "2017-01-04T07:52:34Z"),
        ("external_order_num", "a b&c"),
        ("status", "captured"),
    ]


def _page(number: int, last: int, data: list[Any]) -> dict[str, Any]:
    return {"resource": "list", "total": 2 * last, "page": number, "per_page": 2, "last_page": last, "data": data}


def _payments(*ids: str) -> list[dict[str, str]]:
    return [{"id": each} for each in ids]


def test_the_pages_of_a_list_are_followed_to_the_end_and_no_further(client: Make) -> None:
    stub = Stub(*(httpx2.Response(200, json=_page(n, 3, _payments(f"a{n}", f"b{n}"))) for n in (1, 2, 3)))

    assert [payment.id for payment in client(stub).payments.list()] == ["a1", "b1", "a2", "b2", "a3", "b3"]
    assert len(stub.requests) == 3


def test_nothing_is_fetched_before_the_first_item_is_asked_for(client: Make) -> None:
    stub = Stub(httpx2.Response(200, json=_page(1, 3, _payments("a"))))
    listed = client(stub).payments.list()
    assert stub.requests == []

    assert next(iter(listed)).id == "a"
    assert listed.first_page().total == listed.total() == 6
    assert len(stub.requests) == 3


def test_a_list_can_start_at_a_later_page(client: Make) -> None:
    stub = Stub(httpx2.Response(200, json=_page(2, 3, _payments("c"))), httpx2.Response(200, json=_page(3, 3, [])))

    assert [page.page for page in client(stub).payments.list(page=2).pages()] == [2, 3]


def test_a_server_that_gives_the_same_page_for_ever_ends_in_an_error(client: Make) -> None:
    stub = Stub(httpx2.Response(200, json=_page(1, 99, _payments("a"))))

    with pytest.raises(PaginationError, match="Asked for page 2 of a list, got page 1"):
        list(client(stub).payments.list())

    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    "change",
    [{"total": 1}, {"total": -1}, {"per_page": 0}, {"last_page": 3}, {"data": [{"id": "a"}] * 3}],
)
def test_a_page_whose_numbers_cannot_be_is_an_error(client: Make, change: dict[str, Any]) -> None:
    stub = Stub(httpx2.Response(200, json={**_page(1, 2, _payments("a", "b")), **change}))

    with pytest.raises(PaginationError, match="does not add up"):
        list(client(stub).payments.list())


def test_a_list_that_grows_without_end_is_an_error(client: Make) -> None:
    def answer(request: httpx2.Request) -> httpx2.Response:
        number = int(request.url.params["page"])
        return httpx2.Response(200, json=_page(number, number + 1, _payments("a", "b")))

    with pytest.raises(PaginationError, match="does not end: page 105 of a list that had 2 pages"):
        list(client(httpx2.MockTransport(answer)).payments.list())


def test_the_asynchronous_client_does_the_same(example: Example) -> None:
    pages = [_page(n, 2, _payments(f"a{n}")) for n in (1, 2)]

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.method == "GET":
            return httpx2.Response(200, json=pages[int(request.url.params["page"]) - 1])
        return httpx2.Response(200, json=example("payments-konbini-lawson-response"))

    async def use() -> tuple[Payment, list[str]]:
        async with AsyncKomoju("sk", transport=httpx2.MockTransport(answer)) as client:
            details = KonbiniRequest(store="lawson")
            made = await client.payments.create(amount=1000, currency="JPY", payment_details=details)
            return made, [payment.id async for payment in client.payments.list()]

    made, listed = asyncio.run(use())

    assert made.to_dict() == example("payments-konbini-lawson-response")
    assert listed == ["a1", "a2"]


def test_both_clients_have_the_same_calls_with_the_same_parameters() -> None:
    blocking, waiting = Komoju("sk"), AsyncKomoju("sk")
    for resource in ("payments", "tokens"):
        one, other = getattr(blocking, resource), getattr(waiting, resource)
        for these, those in ((one, other), (one.with_raw_response, other.with_raw_response)):
            calls = _calls(these)
            assert calls
            assert calls == _calls(those)


def _calls(resource: object) -> dict[str, list[str]]:
    found = {name: getattr(resource, name) for name in dir(resource) if not name.startswith("_")}
    return {
        name: [str(parameter) for parameter in inspect.signature(call).parameters.values()]
        for name, call in found.items()
        if name != "with_raw_response"
    }


def test_the_blocking_modules_hold_nothing_asynchronous() -> None:
    package = Path(komoju.__file__).parent
    for name in ("_client.py", "_resources.py", "_runtime/http.py", "_runtime/pages.py"):
        code = re.sub(r'""".*?"""', "", (package / name).read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"async|await", code), name


NAMES = st.text(min_size=1, max_size=8)
VALUES = st.integers() | st.booleans() | st.text(max_size=8)
BODIES = st.dictionaries(NAMES, VALUES | st.none() | st.dictionaries(st.text(max_size=8), VALUES, max_size=3))


@given(body=BODIES)
@tried({"a": {}})
@tried({"a": {"b]": "c"}})
@settings(derandomize=True)
def test_a_body_is_carried_whole_by_a_form_or_by_json(body: dict[str, Any]) -> None:
    kind, sealed = encode_body(body)
    content: bytes = sealed.value
    if kind == JSON:
        import json

        assert json.loads(content) == body
        return

    assert kind == FORM
    read: dict[str, Any] = {}
    for name, value in parse_qsl(content.decode(), keep_blank_values=True):
        outer, bracket, rest = name.partition("[")
        if bracket:
            assert rest.endswith("]")
            read.setdefault(outer, {})[rest[:-1]] = value
        else:
            read[outer] = value
    assert read == {name: _as_text(value) for name, value in body.items()}


@given(texts=st.dictionaries(st.text(min_size=1, max_size=6), st.text(max_size=12), min_size=1))
@tried({"a": "ё b&c=d%+~_-.*"})
@settings(derandomize=True)
def test_a_form_is_quoted_as_the_standard_library_quotes_it(texts: dict[str, str]) -> None:
    kind, sealed = encode_body(texts)

    assert kind == JSON or sealed.value == urlencode(texts).encode()


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {member: _as_text(inner) for member, inner in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)
