"""What the emitter makes of a contract that it has never seen: the small one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.emit import emit_client
from generator.emit.upstream import EmitError

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

BEGINNING = """
import httpx2, json
from komoju import Komoju, errors, models, webhooks
from komoju.models.payment import PaymentCreate

sent = []

def answer(request):
    sent.append(request)
    return httpx2.Response(200, json=json.loads(reply))

reply = '{"id": "abc", "status": "captured", "amount": 1000}'
komoju = Komoju("k", transport=httpx2.MockTransport(answer))
card = models.CreditCardRequest(number="4111111111111111")

def refused(call):
    try:
        call()
    except (TypeError, errors.KomojuError) as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("it was taken")
"""


def run(small: SmallContract, tmp_path: Path, program: str) -> None:
    """Emit the client of the small contract, and run a program with it."""
    out = tmp_path / "out"
    out.mkdir()
    emit_client(small.contract().bundle, out)
    environment = {**os.environ, "PYTHONPATH": str(out)}
    subprocess.run([sys.executable, "-c", BEGINNING + program], env=environment, check=True)


def test_exactly_one_member_of_a_choice_is_sent(small: SmallContract, tmp_path: Path) -> None:
    """Both, or none of them, are refused before anything is sent."""
    run(
        small,
        tmp_path,
        """
komoju.payments.create(amount=1, payment_details=card)
komoju.payments.create(amount=1, customer="taro", email="a@example.com")
assert [dict(httpx2.QueryParams(request.content.decode())) for request in sent] == [
    {"amount": "1", "payment_details[type]": "credit_card", "payment_details[number]": "4111111111111111"},
    {"amount": "1", "customer": "taro", "email": "a@example.com"},
]
none = "TypeError: give exactly one of payment_details and customer, not none"
both = "TypeError: give exactly one of payment_details and customer, not payment_details and customer"
for make in (komoju.payments.create, komoju.payments.with_raw_response.create, PaymentCreate):
    assert refused(lambda: make(amount=1)) == none
    assert refused(lambda: make(amount=1, payment_details=card, customer="taro")) == both
assert len(sent) == 2
by_customer = {"amount": 1, "customer": "taro", "email": "a@example.com"}
assert PaymentCreate(amount=1, customer="taro", email="a@example.com").to_dict() == by_customer
""",
    )


def test_a_member_that_needs_another_is_not_sent_without_it(small: SmallContract, tmp_path: Path) -> None:
    run(
        small,
        tmp_path,
        """
for make in (komoju.payments.create, komoju.payments.with_raw_response.create, PaymentCreate):
    assert refused(lambda: make(amount=1, customer="taro")) == "TypeError: customer needs email beside it"
assert sent == []
""",
    )


def test_a_choice_has_one_overload_for_each_member(small: SmallContract, tmp_path: Path) -> None:
    run(
        small,
        tmp_path,
        """
import inspect, typing
from komoju import _async_resources, _resources

for create in (_resources.Payments.create, _async_resources.AsyncPayments.create, PaymentCreate.__init__):
    found = [inspect.signature(overload).parameters for overload in typing.get_overloads(create)]
    needed = [{name for name, each in one.items() if each.default is inspect.Parameter.empty} for one in found]
    assert [one - {"self"} for one in needed] == [{"amount", "payment_details"}, {"amount", "customer"}]
    assert [one["customer"].annotation for one in found] == ["Unset", "str"]
assert "exactly one of `payment_details` and `customer`" in _resources.Payments.create.__doc__
""",
    )


def test_a_reply_may_be_a_union(small: SmallContract, tmp_path: Path) -> None:
    """A model stands for several tags; a page is made of the union; nobody has heard of the last one."""
    run(
        small,
        tmp_path,
        """
ping = {"id": "a", "type": "ping"}
paid = {"id": "b", "type": "payment.cancelled", "data": {"id": "c", "status": "captured", "amount": 1}}
new = {"id": "d", "type": "payment.lost", "data": 7}
for value, model in ((ping, webhooks.PingEvent), (paid, webhooks.PaymentEvent), (new, webhooks.UnknownEvent)):
    reply = json.dumps(value)
    found = komoju.events.latest()
    assert type(found) is model and found.id == value["id"] and found.to_dict() == value
    body = reply.encode()
    assert webhooks.verify(body, webhooks.sign(body, "s"), "s") == found
page = {"page": 1, "per_page": 10, "last_page": 1, "total": 3, "data": [ping, paid, new]}
reply = json.dumps(page)
assert [type(item).__name__ for item in komoju.events.list()] == ["PingEvent", "PaymentEvent", "UnknownEvent"]
reply = '{"id": "a"}'
assert refused(komoju.events.latest).startswith("DecodeError: type: expected PaymentEvent")
reply = "[]"
assert refused(komoju.events.latest) == "DecodeError: showLatestEvent: expected an object, but the body is none"
""",
    )


def test_a_stand_in_has_what_all_branches_have_in_the_same_form(small: SmallContract, tmp_path: Path) -> None:
    """Of the events it is the id; `data` has only one of them. What is not there is UNSET."""
    run(
        small,
        tmp_path,
        """
from komoju import UNSET
assert list(models.UnknownEvent._fields) == ["type", "id"]
assert models.UnknownEvent(type="x").id is UNSET
assert models.UnknownEvent(type="x").to_dict() == {"type": "x"}
""",
    )


def test_a_sensitive_parameter_of_a_call_is_sealed_in_its_first_line(small: SmallContract, tmp_path: Path) -> None:
    run(
        small,
        tmp_path,
        """
import traceback
address = "hidden" + "@example.com"
try:
    komoju.payments.create(amount="much", customer="taro", email="hidden" + "@example.com")
except TypeError as error:
    frames = traceback.TracebackException.from_exception(error, capture_locals=True).stack
    told = [str(frame.locals) for frame in frames if "komoju" in frame.filename]
assert told and not any(address in text for text in told)
""",
    )


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("openapi.yaml", 'x-events: {$ref: "schemas/event.yaml#/Event"}\n', ""),
        ("schemas/event.yaml", '      ping: "#/PingEvent"\n', ""),
    ],
)
def test_events_without_their_union_are_an_error(
    small: SmallContract, tmp_path: Path, file: str, old: str, new: str
) -> None:
    bundle = small.bundled_after(file, old, new)

    with pytest.raises(EmitError, match="x-events has to name the union"):
        emit_client(bundle, tmp_path)
