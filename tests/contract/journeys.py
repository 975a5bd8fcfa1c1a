"""Journeys along the links of the document, which schemathesis makes up, through a world whose time passes.

To the steps of the tool's own state machine come two: time passes, and the payer pays. Each journey begins with a
payment in one of all states, with a token, new or too old, or with a customer, so that the links lead on from there.
Before them every call is tried once on a payment in each of the states.

Each journey begins in an empty world as well, because what an earlier one has left would let the same draws lead
elsewhere, and hypothesis ends a run as soon as it sees that, whatever number of examples it was asked for.

`tool.py` runs this module as a program, in a process of its own, as it does with the tool's command.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, precondition, rule
from komoju_sandbox.controls import PrivateSandbox
from komoju_sandbox.line import HttpLine
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation.stateful.state_machine import StepInput, StepOutput

from tests.contract.contract import DOCUMENT, document
from tests.contract.effort import SEED, examples
from tests.contract.payer import visit
from tests.contract.raw import basic
from tests.contract.session import GATE, MERCHANT, TARGET, begin
from tests.contract.tool import CONFIGURATION
from tests.contract.wire import JSON

JOURNEYS = 5
STEPS = 20
LATE = 24 * 31
HOURS = [1, 24 * 4, 24 * 11, LATE]
WORLD = PrivateSandbox(HttpLine(TARGET.base_url), TARGET.secret_key, TARGET.clock)
SCHEMA = schemathesis.openapi.from_path(DOCUMENT, config=SchemathesisConfig.from_path(CONFIGURATION))
SCHEMA.config.update(base_url=TARGET.base_url)


def _example(name: str) -> dict[str, Any]:
    value: dict[str, Any] = document()["components"]["examples"][f"{name}-request"]["value"]
    return value


@dataclass(frozen=True)
class Beginning:
    """What is made by an example of the document, and what happens to it before the journey goes on."""

    example: str
    then: str = ""
    """`pay`, `wait`, or the last part of a path, with an amount where one is sent."""
    amount: int | None = None


BEGINNINGS = [
    Beginning("payments-konbini-lawson"),
    Beginning("payments-credit-card-authorize"),
    Beginning("payments-net-cash-short"),
    Beginning("payments-web-money"),
    Beginning("payments-net-cash-short"),
    Beginning("payments-bank-transfer", "pay"),
    Beginning("payments-credit-card-authorize", "capture"),
    Beginning("payments-credit-card", "refund", 80),
    Beginning("payments-credit-card", "refund"),
    Beginning("payments-konbini-lawson", "cancel"),
    Beginning("payments-pay-easy", "wait"),
    Beginning("payments-net-cash-short", "wait"),
    Beginning("tokens-credit-card"),
    Beginning("tokens-konbini-lawson", "wait"),
    Beginning("customers-credit-card"),
]
"""Every state, more than once where the payment type makes a difference to what is allowed there."""


@dataclass(frozen=True)
class Move:
    """A call on a payment, tried in every state, so that what came of it does not depend on what was drawn."""

    method: str
    path: str
    body: dict[str, Any] | None = None


SECOND = {"prepaid_number": "1" * 16}
MOVES = [
    Move("GET", ""),
    Move("PATCH", "", {"description": "a note"}),
    Move("PATCH", "", {"payment_details": SECOND}),
    Move("PATCH", "", {"payment_details": {"type": "nanaco", **SECOND}}),
    Move("POST", "/capture"),
    Move("POST", "/cancel"),
    Move("POST", "/refund", {"amount": 10}),
    Move("POST", "/refund_request", {**_example("payments-refund-request"), "amount": 10}),
]


class Journey(SCHEMA.as_state_machine()):
    """A merchant who follows links, a payer, and the passing of time."""

    beginning = BEGINNINGS[0]

    def setup(self) -> None:
        """Start in an empty world."""
        self.control.max_operations_per_source = STEPS
        self.now = TARGET.now()
        GATE.story.clear()
        WORLD.reset()
        begin(lambda: self.now)

    @initialize(target=Bundle("catch_all"))
    def begin(self) -> StepOutput:
        """Make the first payment, token or customer, let happen to it what is to happen, and look at it."""
        example = self.beginning.example
        body = _example(example)
        resource = example.partition("-")[0]
        if resource != "payments":
            made = self.first(SCHEMA[f"/{resource}"]["POST"], body=body, media_type=JSON)
            self.happen("")
            return made
        payment_id = MERCHANT.ask("POST", "/payments", body).json()["id"]
        self.happen(payment_id)
        return self.first(SCHEMA["/payments/{payment_id}"]["GET"], path_parameters={"payment_id": payment_id})

    def first(self, operation: schemathesis.APIOperation, **said: Any) -> StepOutput:
        """Make a call that the tool has not made up one of its steps."""
        case = operation.Case(headers={"Authorization": basic(TARGET.secret_key)}, **said)
        self.recorder.record_case(case=case)
        step = StepInput.initial(case)
        self.control.record_step(step, self.recorder)
        return self.step(step)

    def try_move(self, move: Move) -> None:
        """Make a call on the payment of the beginning."""
        payment_id = self.begin().response.json()["id"]
        said: dict[str, Any] = {} if move.body is None else {"body": move.body, "media_type": JSON}
        operation = SCHEMA[f"/payments/{{payment_id}}{move.path}"][move.method]
        self.first(operation, path_parameters={"payment_id": payment_id}, **said)

    def happen(self, payment_id: str) -> None:
        """Let happen what the beginning says."""
        then, amount = self.beginning.then, self.beginning.amount
        if then == "pay":
            self.visit(payment_id)
        elif then == "wait":
            self.later(LATE)
        elif then:
            MERCHANT.ask("POST", f"/payments/{payment_id}/{then}", None if amount is None else {"amount": amount})

    @rule(hours=st.sampled_from(HOURS))
    def later(self, hours: int) -> None:
        """Let time pass."""
        self.now = datetime.fromisoformat(WORLD.advance(hours=hours))
        GATE.story.append(f"{hours} hours pass")

    @precondition(lambda _: GATE.judge.payments)
    @rule(number=st.integers(0, 9))
    def customer_pays(self, number: int) -> None:
        """Pay at the shop, the bank or the cash machine, where that is possible."""
        GATE.judge.expire()
        payments = [*GATE.judge.payable()] or [*GATE.judge.payments]
        self.visit(payments[number % len(payments)])

    def visit(self, payment_id: str) -> None:
        """Let the payer try to pay."""
        GATE.judge.expire()
        state = str(GATE.judge.state_of(payment_id))
        GATE.visited(payment_id, state, paid=visit(GATE.judge, WORLD.pay, payment_id))


def payments() -> list[Beginning]:
    """List the beginnings that leave a payment, each once."""
    return [beginning for beginning in dict.fromkeys(BEGINNINGS) if beginning.example.startswith("payments")]


def main() -> int:
    """Make the journeys. Print the first one that goes wrong, and return 1 then."""
    settings = hypothesis.settings(
        max_examples=examples(JOURNEYS, least=JOURNEYS),
        stateful_step_count=STEPS,
        phases=[Phase.generate],
        derandomize=False,
        database=None,
        deadline=None,
        # How long drawing takes depends on the machine, and must not decide what is found.
        suppress_health_check=[HealthCheck.too_slow],
    )
    try:
        for Journey.beginning, move in product(payments(), MOVES):
            Journey().try_move(move)
        for Journey.beginning in payments():
            machine = Journey()
            machine.visit(machine.begin().response.json()["id"])
        for number, Journey.beginning in enumerate(BEGINNINGS):
            Journey.rule_order_seed = SEED * len(BEGINNINGS) + number
            hypothesis.seed(Journey.rule_order_seed)(Journey).run(settings=settings)
    except (FailureGroup, AssertionError) as error:
        causes = error.exceptions if isinstance(error, FailureGroup) else [error]
        sys.stdout.write("\n".join(["A journey went wrong:", *GATE.story, *map(str, causes), ""]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
