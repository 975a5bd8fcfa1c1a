"""Whatever fits the schemas: drawn bodies in both content types, each answer judged. Numbers are documented ones."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from komoju_sandbox.testing import RunningSandbox

from tests.contract.bodies import fits_form, written
from tests.contract.contract import document, is_valid
from tests.contract.effort import examples
from tests.contract.numbers import with_documented
from tests.contract.watched import Watched
from tests.contract.watched import example as scenario
from tests.contract.wire import FORM, JSON
from tests.values import values_of

MAPPING = document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
SMALL = st.integers(0, 3000) | st.sampled_from([277776, 277777, 277778, 925925, 925926, 925927])
ANY_BODY = settings(max_examples=examples(60))


def bodies(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Draw values of a schema with documented numbers. Texts that look like a card are left out."""
    schema = document()["components"]["schemas"][name]
    return values_of(name).map(with_documented).filter(lambda value: is_valid(schema, value))


def sent(watched: Watched, method: str, path: str, body: dict[str, Any], kind: str) -> dict[str, Any]:
    """Send a body in a content type, hold the answer to the contract, and give it."""
    as_form = kind == FORM and fits_form(body)
    exchange = watched.ask(method, path, written(FORM, body) if as_form else body, FORM if as_form else JSON)
    verdict = watched.judge.judge(*exchange)
    assert verdict.findings == ()
    assert verdict.allowed
    found: dict[str, Any] = exchange[1].body
    return found


@pytest.mark.parametrize("kind", [FORM, JSON])
@pytest.mark.parametrize("payment_type", MAPPING)
def test_any_payment_is_made_as_the_contract_says(sandbox: RunningSandbox, payment_type: str, kind: str) -> None:
    watched = Watched(sandbox)
    details = bodies(MAPPING[payment_type].rpartition("/")[2])

    @ANY_BODY
    @given(bodies("PaymentCreate"), SMALL | st.none(), st.just("KRW") | st.none(), details)
    def made(body: dict[str, Any], amount: int | None, currency: str | None, chosen: dict[str, Any]) -> None:
        usual = {"amount": amount, "currency": currency}
        body = body | {name: value for name, value in usual.items() if value is not None}
        body = {name: value for name, value in body.items() if name != "customer"}
        sent(watched, "POST", "/payments", {**body, "payment_details": chosen}, kind)

    made()


@pytest.mark.parametrize("kind", [FORM, JSON])
@pytest.mark.parametrize("payment_type", MAPPING)
def test_any_token_pays_as_its_details_do(sandbox: RunningSandbox, payment_type: str, kind: str) -> None:
    watched = Watched(sandbox)

    @settings(ANY_BODY, max_examples=examples(20))
    @given(bodies(MAPPING[payment_type].rpartition("/")[2]), SMALL)
    def paid(details: dict[str, Any], amount: int) -> None:
        token = sent(watched, "POST", "/tokens", {"payment_details": details}, kind)
        body = {"amount": amount, "currency": "KRW", "payment_details": token["id"]}
        for _ in range(2):
            sent(watched, "POST", "/payments", body, kind)

    paid()


@pytest.mark.parametrize("kind", [FORM, JSON])
@pytest.mark.parametrize("payment_type", MAPPING)
def test_any_customer_pays_as_its_details_do(sandbox: RunningSandbox, payment_type: str, kind: str) -> None:
    watched = Watched(sandbox)
    details = bodies(MAPPING[payment_type].rpartition("/")[2])

    @settings(ANY_BODY, max_examples=examples(20))
    @given(bodies("CustomerCreate"), details, bodies("CustomerUpdate"), details | st.none(), SMALL)
    def paid(create: Any, first: Any, update: Any, second: Any, amount: int) -> None:
        customer = sent(watched, "POST", "/customers", {**create, "payment_details": first}, kind)
        path = f"/customers/{customer['id']}"
        update = {name: value for name, value in update.items() if name != "payment_details"}
        sent(watched, "PATCH", path, update if second is None else {**update, "payment_details": second}, kind)
        body = {"amount": amount, "currency": "KRW", "customer": customer["id"]}
        for _ in range(2):
            sent(watched, "POST", "/payments", body, kind)
        for read in (path, "/customers?per_page=3", "/events?per_page=5"):
            watched.right("GET", read)
        for _ in range(2):
            watched.right("DELETE", path)
        sent(watched, "POST", "/payments", body, kind)

    paid()


@pytest.mark.parametrize("kind", [FORM, JSON])
@pytest.mark.parametrize("beginning", ["web-money", "credit-card", "konbini-lawson"])
def test_any_refund_request_is_answered_as_the_contract_says(
    sandbox: RunningSandbox, beginning: str, kind: str
) -> None:
    watched = Watched(sandbox)

    @settings(ANY_BODY, max_examples=examples(20))
    @given(st.lists(st.tuples(bodies("RefundRequestCreate"), st.integers(1, 1081)), min_size=1, max_size=3))
    def asked(requests: list[tuple[dict[str, Any], int]]) -> None:
        made = watched.right("POST", "/payments", scenario(f"payments-{beginning}"))
        for body, amount in requests:
            sent(watched, "POST", f"/payments/{made['id']}/refund_request", {**body, "amount": amount}, kind)
        watched.right("GET", f"/payments/{made['id']}")
        watched.right("GET", "/events?per_page=5")

    asked()


@pytest.mark.parametrize("kind", [FORM, JSON])
@pytest.mark.parametrize("beginning", ["net-cash-short", "credit-card", "konbini-lawson", "credit-card-authorize"])
def test_any_change_and_any_refund_is_answered_as_the_contract_says(
    sandbox: RunningSandbox, beginning: str, kind: str
) -> None:
    watched = Watched(sandbox)

    @ANY_BODY
    @given(bodies("PaymentUpdate"), bodies("PaymentRefund"), SMALL | st.none())
    @example({"payment_details": {"prepaid_number": "1" * 16}}, {}, None)
    def changed(update: dict[str, Any], refund: dict[str, Any], amount: int | None) -> None:
        made = watched.right("POST", "/payments", scenario(f"payments-{beginning}"))
        path = f"/payments/{made['id']}"
        sent(watched, "PATCH", path, update, kind)
        sent(watched, "POST", f"{path}/refund", refund if amount is None else {**refund, "amount": amount}, kind)
        watched.right("GET", path)

    changed()


@pytest.mark.parametrize("tax", ["10.5", "10.50", "10.49", "10.4999999999999999999", "0.5", "0.49", "9.5", "10.0", "7"])
@pytest.mark.parametrize("kind", [FORM, JSON])
def test_a_tax_as_a_text_is_rounded_half_up(sandbox: RunningSandbox, tax: str, kind: str) -> None:
    body = {**scenario("payments-konbini-lawson"), "tax": tax}
    made = sent(Watched(sandbox), "POST", "/payments", body, kind)
    assert made["tax"] == int(Decimal(tax).quantize(Decimal(1), ROUND_HALF_UP))
