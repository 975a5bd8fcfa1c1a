"""Each documented call is answered with the documented reply."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.provenance.examples import cited_call

CALLS = json.loads((Path(__file__).parents[1] / "documented.json").read_text(encoding="utf-8"))
SHAPES = {
    "id": r"[0-9a-z]{25}|tok_[0-9a-f]{64}[0-9a-z]{25}",
    "receipt": r"[0-9]{6}",
    "customer_id": r"[0-9]{20}",
    "confirmation_id": r"[0-9]{6}",
    "order_id": r"D[0-9]{10}",
    "account_number": r"[0-9]{7}",
    "instructions_url": r"https://komoju\.com/ja/instructions/[0-9a-z]{25}",
}


def made_alike(name: str, value: Any, created: str) -> Any:
    """Keep what two runs share: the shape of a drawn value, a time as its distance from the creation."""
    if name in {"created_at", "captured_at"} and value is not None:
        return "now"
    if name == "payment_deadline" and value is not None and value[11:] != "14:59:59Z":
        return datetime.fromisoformat(value) - datetime.fromisoformat(created)
    if name in SHAPES:
        assert re.fullmatch(SHAPES[name], value), (name, value)
        return SHAPES[name]
    if isinstance(value, dict):
        return [(key, made_alike(key, item, created)) for key, item in value.items()]
    return value


@pytest.mark.parametrize(
    "call",
    [pytest.param(c, marks=cited_call(c["path"], c["scenario"]), id=f"{c['path'][1:]}-{c['scenario']}") for c in CALLS],
)
def test_the_reply_has_the_documented_keys_order_and_values(merchant: Any, call: dict[str, Any]) -> None:
    """The calls are sent as curl sends them: raw UTF-8 in a form."""
    sent = "&".join(f"{name}={value}" for name, value in call["pairs"]).encode()
    answer = merchant.call("POST", call["path"], sent)
    assert answer.status == 200
    expected = call["reply"]
    assert made_alike("", answer.body, answer.body["created_at"]) == made_alike("", expected, expected["created_at"])


def test_there_are_nineteen_documented_calls() -> None:
    """Nine payments and ten tokens."""
    assert [c["path"] for c in CALLS] == ["/payments"] * 9 + ["/tokens"] * 10


@pytest.mark.parametrize(
    "call", [pytest.param(c, marks=cited_call(c["path"], c["scenario"]), id=c["scenario"]) for c in CALLS[:9]]
)
def test_the_deadline_is_the_documented_one_to_the_second(open_shop: Any, call: dict[str, Any]) -> None:
    """A payment made in the documented second has the documented deadline."""
    merchant = open_shop(clock=datetime.fromisoformat(call["reply"]["created_at"]))
    sent = "&".join(f"{name}={value}" for name, value in call["pairs"]).encode()
    assert merchant.call("POST", "/payments", sent).body["payment_deadline"] == call["reply"]["payment_deadline"]


def test_json_with_the_same_structure_is_answered_alike(merchant: Any, open_shop: Any) -> None:
    """The same seed, once with a form and once with JSON."""
    form = merchant.form(
        "POST",
        "/payments",
        [
            ("amount", "7"),
            ("currency", "JPY"),
            ("payment_details[type]", "konbini"),
            ("payment_details[store]", "lawson"),
            ("metadata[a]", "1"),
        ],
    )
    details = {"type": "konbini", "store": "lawson"}
    json_sent = {"amount": 7, "currency": "JPY", "payment_details": details, "metadata": {"a": "1"}}
    assert open_shop().json("POST", "/payments", json_sent).body == form.body
