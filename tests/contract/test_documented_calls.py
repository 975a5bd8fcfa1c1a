"""Every documented call: the client sends it pair for pair, and the sandbox answers it value for value.

What the service draws cannot be the same twice. Those values, and only those, are compared by their shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from komoju import Komoju
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import ROOT, document, is_valid, operations
from tests.contract.raw import Caller, basic
from tests.contract.recorder import FORM, Recorder, arguments_of
from tests.provenance.examples import cited_call

CALLS: list[dict[str, Any]] = json.loads((ROOT / "tests" / "documented.json").read_text(encoding="utf-8"))
OPERATIONS = {"/payments": operations()["createPayment"], "/tokens": operations()["createToken"]}
DRAWN = {
    "/id": None,
    "/payment_details/instructions_url": None,
    "/payment_details/receipt": r"[0-9]{6}",
    "/payment_details/customer_id": r"[0-9]{20}",
    "/payment_details/confirmation_id": r"[0-9]{6}",
    "/payment_details/order_id": r"D[0-9]{10}",
    "/payment_details/account_number": r"[0-9]{7}",
}
"""The values that are drawn, with the shape that they have in the documentation where the schema has no pattern."""

CAPTURE = timedelta(seconds=1)
"""How much later than the payment itself the documentation shows a capture."""


def name_of(call: dict[str, Any]) -> str:
    return f"{call['path'][1:]}-{call['scenario']}"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    """A sandbox that starts before the first documented call."""
    start = min(datetime.fromisoformat(call["reply"]["created_at"]) for call in CALLS)
    with RunningSandbox(Settings(clock=start, frozen=True)) as sandbox:
        yield sandbox


@pytest.fixture(params=[pytest.param(c, marks=cited_call(c["path"], c["scenario"]), id=name_of(c)) for c in CALLS])
def call(request: pytest.FixtureRequest, first: RunningSandbox) -> dict[str, Any]:
    """One documented call, with the sandbox's clock at its second."""
    found: dict[str, Any] = request.param
    first.reset()
    start = datetime.fromisoformat(first.advance())
    first.advance(seconds=int((datetime.fromisoformat(found["reply"]["created_at"]) - start).total_seconds()))
    return found


@pytest.fixture
def curl(first: RunningSandbox) -> Caller:
    """Call as the documentation does: `-u komoju-mart:`."""
    caller = Caller(first.base_url, "komoju-mart")
    assert caller.authorization == "Basic a29tb2p1LW1hcnQ6" == basic(first.secret_key)
    return caller


def body_of(call: dict[str, Any]) -> dict[str, Any]:
    """The call's body with the types of the document."""
    example = document()["components"]["examples"][f"{call['path'][1:]}-{call['scenario']}-request"]
    found: dict[str, Any] = example["value"]
    return found


def same(call: dict[str, Any], status: int, content: bytes) -> None:
    """Hold the reply to the documented one: same keys, same order, same values, same shape of what is drawn."""
    assert status == 200, content
    reply = json.loads(content)
    assert is_valid(OPERATIONS[call["path"]].reply(200) or {}, reply)
    details = reply["payment_details"]
    if "instructions_url" in details:
        documented = urlsplit(call["reply"]["payment_details"]["instructions_url"]).path
        assert urlsplit(details["instructions_url"]).path == documented.replace(call["reply"]["id"], reply["id"])
    if reply.get("captured_at"):
        late = datetime.fromisoformat(call["reply"]["captured_at"]) - datetime.fromisoformat(
            call["reply"]["created_at"]
        )
        assert late <= CAPTURE
        assert reply["captured_at"] == reply["created_at"]
        reply["captured_at"] = call["reply"]["captured_at"]
    assert text(reply) == text(call["reply"])


def text(reply: dict[str, Any]) -> str:
    """Write a reply down in its own order, with a mark in place of what is drawn."""
    return json.dumps(marked(reply, ""), ensure_ascii=False, indent=1)


def marked(value: Any, place: str) -> Any:
    if place in DRAWN:
        shape = DRAWN[place]
        assert shape is None or re.fullmatch(shape, value), f"{place} is {value!r}"
        return f"drawn{place}"
    if isinstance(value, dict):
        return {name: marked(inner, f"{place}/{name}") for name, inner in value.items()}
    return [marked(inner, place) for inner in value] if isinstance(value, list) else value


def test_there_are_nineteen_calls() -> None:
    assert sorted(call["path"] for call in CALLS) == ["/payments"] * 9 + ["/tokens"] * 10


def test_only_what_differs_between_the_documented_calls_counts_as_drawn() -> None:
    """The documented values have the shapes by which the drawn ones are judged."""
    for call in CALLS:
        marked(call["reply"], "")
        assert is_valid(OPERATIONS[call["path"]].reply(200) or {}, call["reply"])


def test_the_client_sends_the_documented_pairs_and_keeps_the_whole_reply(
    call: dict[str, Any], first: RunningSandbox
) -> None:
    recorder = Recorder()
    with Komoju(first.secret_key, base_url=first.base_url, transport=recorder) as komoju:
        create = {"/payments": komoju.payments.create, "/tokens": komoju.tokens.create}[call["path"]]
        made = create(**arguments_of(body_of(call)))
    (exchange,) = recorder.seen
    assert (exchange.method, exchange.path, exchange.content_type) == ("POST", call["path"], FORM)
    assert sorted(exchange.pairs) == sorted((name, value) for name, value in call["pairs"])
    same(call, exchange.status, exchange.reply)
    assert json.dumps(made.to_dict()) == json.dumps(json.loads(exchange.reply))


def test_the_call_as_curl_sends_it(call: dict[str, Any], curl: Caller) -> None:
    """`curl -d` joins the pairs as they stand: brackets, `@` and Japanese text are not percent-encoded."""
    content = "&".join(f"{name}={value}" for name, value in call["pairs"]).encode()
    answer = curl.call("POST", call["path"], content)
    same(call, answer.status, answer.content)


def test_the_call_percent_encoded(call: dict[str, Any], curl: Caller) -> None:
    answer = curl.call("POST", call["path"], urlencode([tuple(pair) for pair in call["pairs"]]).encode())
    same(call, answer.status, answer.content)


def test_the_call_as_json(call: dict[str, Any], curl: Caller) -> None:
    answer = curl.json("POST", call["path"], body_of(call))
    same(call, answer.status, answer.content)


def test_the_call_as_json_with_texts_for_numbers(call: dict[str, Any], curl: Caller) -> None:
    body: dict[str, Any] = {}
    for name, value in call["pairs"]:
        outer, _, member = name.partition("[")
        if member:
            body.setdefault(outer, {})[member[:-1]] = value
        else:
            body[outer] = value
    answer = curl.json("POST", call["path"], body)
    same(call, answer.status, answer.content)


def test_a_created_payment_is_shown_and_listed_as_it_was_made(curl: Caller, call: dict[str, Any]) -> None:
    made = curl.json("POST", call["path"], body_of(call))
    if call["path"] == "/payments":
        assert curl.call("GET", f"/payments/{made.body['id']}").content == made.content
        assert curl.call("GET", "/payments").body["data"] == [made.body]
