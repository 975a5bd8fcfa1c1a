"""What takes the place of drawn values, so that requests meet resources and tokens in every state.

What is chosen follows from what was drawn and from what was done before, so the same draws lead to the same requests.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any
from zlib import crc32

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

from tests.contract.contract import document, is_valid, resolve
from tests.contract.session import JUDGE, MERCHANT, TARGET, next_case

KEY = resolve({"$ref": "#/components/parameters/IdempotencyKey"})
EXAMPLES = {
    "showPayment": "konbini-lawson",
    "updatePayment": "net-cash-short",
    "capturePayment": "credit-card-authorize",
    "refundPayment": "credit-card",
    "cancelPayment": "konbini-lawson",
    "createRefundRequest": "web-money",
}
"""The example that makes a payment with which the operation can succeed."""
CARD = document()["components"]["examples"]["customers-credit-card-request"]["value"]["payment_details"]
OWNED: dict[str, Callable[[], Container[str]]] = {
    "payment_id": lambda: JUDGE.payments,
    "customer_id": lambda: JUDGE.customers.known,
    "event_id": lambda: JUDGE.history.seen,
}
"""What a path can name, and the ids that are known."""
SHARED_KEY = "shared"


def substitute(case: schemathesis.Case) -> None:
    """Change the case in all places where something takes the place of what was drawn."""
    name = KEY["name"]
    if name in case.headers and is_valid(KEY["schema"], case.headers[name]):
        case.headers[name] = SHARED_KEY if shares_key(case) else next_case()
    if isinstance(case.body, dict):
        case.body = linked_body(case) if follows_links(case) else {**case.body, **stored(case)}
    for owned in OWNED:
        if wants_own(case, owned):
            operation = str(case.operation.definition.raw["operationId"])
            case.path_parameters[owned] = fresh(owned, operation, case.body)


def follows_links(case: schemathesis.Case) -> bool:
    """Tell whether the case is a step of a journey."""
    return case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL


def shares_key(case: schemathesis.Case) -> bool:
    """Under a key that was used, every other call is refused, so only few cases share one."""
    alone = case.meta is None or case.meta.phase.name is not TestPhase.FUZZING
    return not alone and crc32(case.headers[KEY["name"]].encode()) % 10 == 0


def stored(case: schemathesis.Case) -> dict[str, str]:
    """Of three texts for details, one becomes a new token and one a used one. Of two for a customer, one is known."""
    found: dict[str, str] = {}
    if case.meta is None:
        return found
    details, customer = case.body.get("payment_details"), case.body.get("customer")
    if isinstance(details, str):
        tokens = [list(JUDGE.tokens), list(JUDGE.used), []][crc32(details.encode()) % 3]
        found |= {"payment_details": tokens[-1]} if tokens else {}
    if isinstance(customer, str) and crc32(customer.encode()) % 2 == 0:
        paying = [known for known, seen in JUDGE.customers.known.items() if seen.details]
        found |= {"customer": paying[-1]} if paying else {}
    return found


def linked_body(case: schemathesis.Case) -> dict[str, Any]:
    """Leave one way to pay, the one that a link leads to. Every other refund is of what is left, or of a part."""
    body = dict(case.body)
    if body.get("customer") in JUDGE.customers.known:
        body.pop("payment_details", None)
    elif JUDGE.knows_token(body.get("payment_details")):
        body.pop("customer", None)
    payment = JUDGE.payments.get(case.path_parameters.get("payment_id", ""))
    if payment and isinstance(body.get("amount"), int) and body["amount"] % 2:
        body["amount"] %= payment["total"] - payment["amount_refunded"] + 1
    return body


def wants_own(case: schemathesis.Case, name: str) -> bool:
    """Most cases get a resource of their own, in a state in which the operation is possible; links bring theirs."""
    meta, given = case.meta, case.path_parameters.get(name)
    if meta is None or given is None or meta.is_negative_at(ParameterLocation.PATH):
        return False
    if meta.phase.name in {TestPhase.EXAMPLES, TestPhase.COVERAGE}:
        return True
    chance = crc32(str(given).encode()) % 4
    if given in OWNED[name]():
        return meta.phase.name is TestPhase.FUZZING and chance > 1
    return chance > 0


def fresh(name: str, operation: str, body: Any) -> str:
    """Make a resource, and give its id."""
    if name == "payment_id":
        return fresh_payment(operation, body)
    made = MERCHANT.ask("POST", "/customers", {"payment_details": CARD}).json()
    if name == "customer_id":
        return str(made["id"])
    return str(MERCHANT.ask("GET", "/events").json()["data"][0]["id"])


def fresh_payment(operation: str, body: Any) -> str:
    """Make a payment by an example of the document, and give its id."""
    example = document()["components"]["examples"][f"payments-{EXAMPLES[operation]}-request"]["value"]
    details = body.get("payment_details") if isinstance(body, dict) else None
    if operation == "updatePayment" and isinstance(details, dict):
        allowed = document()["components"]["schemas"]["PrepaidType"]["enum"]
        wanted = details.get("type")
        own = allowed.index(wanted) if wanted in allowed else 0
        if wanted in allowed and crc32(str(details).encode()) % 4 == 0:
            # A further card of another type than the payment's is refused.
            own = (own + 1) % len(allowed)
        example = {**example, "payment_details": {**example["payment_details"], "type": allowed[own]}}
    if example["payment_details"]["type"] == "credit_card":
        example = {**example, "payment_details": {**example["payment_details"], "year": TARGET.now().year + 1}}
    return str(MERCHANT.ask("POST", "/payments", example).json()["id"])
