"""The rule that only documented test numbers are sent: what it finds, what it replaces, and that the gate holds it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from tests.contract.bodies import written
from tests.contract.contract import document
from tests.contract.gate import Gate
from tests.contract.judge import Judge
from tests.contract.laws import Sent
from tests.contract.numbers import UndocumentedNumberError, documented, undocumented, with_documented
from tests.contract.wire import FORM
from tests.values import ANYTHING

REAL = "4242424242424242"
FIELDS = ["number", "prepaid_number", "culture_id", "culture_password", "user_no", "user_password"]
TREES = st.recursive(
    ANYTHING | st.from_regex(r"[0-9]{1,20}", fullmatch=True) | st.integers(10**11, 10**19) | st.just(REAL),
    lambda inner: st.dictionaries(st.sampled_from([*FIELDS, "type", "payment_details", "NUMBER"]), inner, max_size=3),
    max_leaves=8,
)


def as_json(body: Any) -> Sent:
    return Sent("POST", "/payments", "", {}, json.dumps(body).encode())


def as_form(pairs: dict[str, Any]) -> Sent:
    return Sent("POST", "/payments", "", {}, urlencode(pairs).encode())


def test_every_field_for_numbers_has_documented_ones() -> None:
    assert sorted(documented()) == sorted(FIELDS)
    marked = {
        name
        for schema in document()["components"]["schemas"].values()
        for name, said in schema.get("properties", {}).items()
        if said.get("x-sensitive") == "number"
    }
    assert marked <= set(documented())
    assert "1111111111111111" in documented()["prepaid_number"]
    assert "e111111111111114" in documented()["prepaid_number"]


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", ["4242", "x", 4242, 0, 1.5, ["1"], {"a": "1"}, " 4111111111111111"])
def test_an_undocumented_value_is_found_wherever_it_stands(name: str, value: Any) -> None:
    assert undocumented(as_json({"payment_details": {name: value}}))
    assert undocumented(as_json([{"a": [{name.upper(): value}]}]))
    assert undocumented(as_form({f"payment_details[{name}]": value}))
    assert undocumented(as_form({f"a[{name}][0]": value}))
    assert undocumented(Sent("GET", "/payments", urlencode({name: value})))


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("value", [None, True, "", [], {}])
def test_nothing_at_all_may_be_sent_in_place_of_a_number(name: str, value: Any) -> None:
    body = {"payment_details": {name: value}}
    assert undocumented(as_json(body)) == []
    assert undocumented(Sent("POST", "/payments", "", {}, written(FORM, body))) == []


@pytest.mark.parametrize("name", FIELDS)
def test_documented_values_may_be_sent(name: str) -> None:
    for value in documented()[name]:
        assert undocumented(as_json({"payment_details": {name: value}})) == []
        assert undocumented(as_form({f"payment_details[{name}]": value})) == []


def test_the_id_of_a_token_is_no_number_and_hides_none() -> None:
    token = "tok_" + "a" * 48 + REAL + "z" * 25
    assert undocumented(as_json({"payment_details": token})) == []
    assert undocumented(as_json({"payment_details": token + "z"}))
    assert undocumented(as_json({"payment_details": f"{token} {REAL}"})) == [REAL]


@pytest.mark.parametrize("text", [REAL, "4242 4242 4242 4242", "my card is 4242-4242-4242-4242.", "4242424242424241"])
def test_a_text_that_could_be_a_card_is_found_in_any_field(text: str) -> None:
    found = undocumented(as_json({"description": text}))
    assert bool(found) is (text != "4242424242424241"), "only a right check digit makes it a card"
    assert undocumented(as_form({"metadata[note]": text})) == found
    assert undocumented(Sent("GET", "/payments", urlencode({"external_order_num": text}))) == found


def test_broken_json_that_names_such_a_field_is_found() -> None:
    assert undocumented(Sent("POST", "/payments", "", {}, b'{"number": "42'))
    assert undocumented(Sent("POST", "/payments", "", {}, b'{"amount": "42')) == []


@given(TREES)
def test_nothing_is_left_to_find_after_the_replacement(body: Any) -> None:
    assert undocumented(as_json(with_documented(body))) == []


def test_the_replacement_keeps_all_else() -> None:
    body = {"amount": 1000, "payment_details": {"number": REAL, "month": "01"}, "description": f"not {REAL}"}
    masked = with_documented(body)
    assert masked["payment_details"]["number"] in documented()["number"]
    assert {**masked, "payment_details": None} == {"amount": 1000, "payment_details": None, "description": "not "}
    assert masked["payment_details"]["month"] == "01"


def test_the_gate_refuses_to_send_and_says_so_in_its_record(tmp_path: Path) -> None:
    sent: list[requests.PreparedRequest] = []

    def send(_: object, request: requests.PreparedRequest) -> requests.Response:
        sent.append(request)
        response = requests.Response()
        response.status_code, response._content, response.raw = 200, b"{}", None
        return response

    judge = Judge("key", None, lambda: datetime(2017, 1, 4, tzinfo=UTC))
    gate = Gate(judge, "/api/v1", tmp_path / "exchanges.jsonl")
    gated = gate.around(send)
    url = "http://localhost/api/v1/payments"
    for content in ({"data": {"payment_details[number]": REAL}}, {"json": {"payment_details": {"number": REAL}}}):
        with pytest.raises(UndocumentedNumberError, match=REAL):
            gated(None, requests.Request("POST", url, **content).prepare())
    assert sent == []
    gated(None, requests.Request("POST", url, json={"payment_details": {"number": "4111111111111111"}}).prepare())
    assert len(sent) == 1
    lines = [json.loads(line) for line in gate.exchanges.read_text(encoding="utf-8").splitlines()]
    assert ["refused" in line for line in lines] == [True, True, False]
