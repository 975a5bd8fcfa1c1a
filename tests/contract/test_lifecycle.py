"""The whole life cycle, tried out: for every type, every order of steps that leads anywhere, four steps deep."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import document, lifecycle, operations
from tests.contract.watched import Watched, example

STEPS: dict[str, Callable[[Watched, str], object]] = {
    "capture": lambda watched, path: watched.right("POST", f"{path}/capture"),
    "cancel": lambda watched, path: watched.right("POST", f"{path}/cancel"),
    "refund": lambda watched, path: watched.right("POST", f"{path}/refund"),
    "refund a part": lambda watched, path: watched.right("POST", f"{path}/refund", {"amount": 500}),
    "ask back": lambda watched, path: watched.right("POST", f"{path}/refund_request", REQUEST),
    "continue": lambda watched, path: watched.right("PATCH", path, {"payment_details": CARD}),
    "pay": lambda watched, path: watched.pay(path.rpartition("/")[2]),
    "wait": lambda watched, _: watched.wait(days=11),
}
DEPTH = 4
CARD = {"prepaid_number": "1" * 16}
REQUEST = {**example("payments-refund-request"), "amount": 700}
SCENARIOS = operations()["createPayment"].said["requestBody"]["content"]["application/json"]["examples"]
BEGINNINGS: dict[str, dict[str, Any]] = {
    name: example(f"payments-{name}")
    for name in SCENARIOS
    if isinstance(example(f"payments-{name}").get("payment_details"), dict)
}
BEGINNINGS["dospara"] = {"amount": 1000, "currency": "JPY", **example("tokens-dospara")}
BEGINNINGS["web-money-short"] = {**BEGINNINGS["web-money"], "amount": 5000}
BEGINNINGS["nanaco-short"] = {**BEGINNINGS["nanaco"], "amount": 3000}
BEGINNINGS["nothing"] = {**BEGINNINGS["credit-card"], "amount": 0}


def leads_anywhere(watched: Watched, body: dict[str, Any], steps: tuple[str, ...]) -> bool:
    """Tell a story from its beginning, and whether its last step changed the payment. Each answer is judged."""
    made = watched.right("POST", "/payments", body)
    path, before = f"/payments/{made['id']}", made
    for step in steps:
        before = watched.right("GET", path)
        STEPS[step](watched, path)
    after: dict[str, Any] = watched.right("GET", path)
    watched.right("GET", "/events?per_page=100")
    return after != before


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_every_order_of_steps_goes_as_the_table_says(sandbox: RunningSandbox, beginning: str) -> None:
    """A step that changes nothing ends its story, because what follows is a shorter story."""
    stories: list[tuple[str, ...]] = [()]
    while stories:
        longer = [(*story, step) for story, step in product(stories, STEPS)]
        stories = []
        for story in longer:
            sandbox.reset()
            if leads_anywhere(Watched(sandbox), BEGINNINGS[beginning], story) and len(story) < DEPTH:
                stories.append(story)


def test_every_type_and_every_transition_has_a_beginning() -> None:
    types = {body["payment_details"]["type"] for body in BEGINNINGS.values()}
    assert types == set(lifecycle()["types"])
    assert types == set(document()["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"])
