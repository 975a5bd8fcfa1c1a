"""The example in the docstring of each call works as it is printed, but for the ids of what it is about."""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, datetime
from typing import Any

import pytest
from komoju import Komoju, models
from komoju._resources import Customers, Events, Payments, Tokens
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

PRINTED_PAYMENT = "4wwkq1vpwgzl1cgkz3excvfmy"
PRINTED_CUSTOMER = "6i8u0pq2c9k4m7e1w5x3z8b0d"
PRINTED_EVENT = "2bwqmsx4b5s1r0y0p6l5dfsv8"
CARD = models.CreditCardRequest(number="4111111111111111", month=1, year=2018, given_name="T", family_name="Y")
TILL = models.KonbiniRequest(store="lawson")
CALLS = [
    (resource, name)
    for resource in (Payments, Tokens, Customers, Events)
    for name in vars(resource)
    if not name.startswith("_") and name != "find"
]


@pytest.mark.parametrize(("resource", "name"), CALLS, ids=lambda part: getattr(part, "__name__", part))
def test_the_example_of_a_call_works(resource: type, name: str) -> None:
    found = re.search(r"Example:\n(.*)\Z", vars(resource)[name].__doc__ or "", re.DOTALL)
    assert found, f"{resource.__name__}.{name} has no example"
    with (
        RunningSandbox(Settings(clock=datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC))) as sandbox,
        Komoju(sandbox.secret_key, base_url=sandbox.base_url) as komoju,
    ):
        payment = komoju.payments.create(amount=1000, currency="JPY", capture=name == "refund", payment_details=CARD)
        if name == "request_refund":
            payment = komoju.payments.create(amount=1000, currency="JPY", payment_details=TILL)
            sandbox.pay(payment.id)
        customer = komoju.customers.create(payment_details=CARD)
        program = textwrap.dedent(found[1]).replace(PRINTED_PAYMENT, payment.id)
        program = program.replace(PRINTED_CUSTOMER, customer.id)
        program = program.replace(PRINTED_EVENT, str(next(iter(komoju.events.list())).id))
        names: dict[str, Any] = {"komoju": komoju, **{each: getattr(models, each) for each in models.__all__}}
        exec(compile(program, f"{resource.__name__}.{name}", "exec"), names)

    if name != "list":
        assert names["result"].resource == resource.__name__.lower().removesuffix("s")
