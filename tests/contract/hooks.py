"""What schemathesis is told about this API. `schemathesis.toml` names this module; the tool's own process loads it.

`KOMOJU_EXCHANGES` names the file that the gate writes to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import requests
import schemathesis
from requests.adapters import HTTPAdapter
from schemathesis.core.failures import AcceptedNegativeData, Failure, ServerError
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import RejectedPositiveData

from tests.contract.contract import at_path, document, is_valid, resolve
from tests.contract.gate import Gate
from tests.contract.judge import Judge, Verdict
from tests.contract.laws import is_decline
from tests.contract.numbers import documented, number_field, with_documented
from tests.contract.target import Target
from tests.contract.wire import FORM

TARGET = Target.from_environment()
if TARGET is None:
    raise SystemExit("KOMOJU_BASE_URL and KOMOJU_SECRET_KEY have to name the server")
JUDGE = Judge(TARGET.secret_key, TARGET.publishable_key, TARGET.now, alone=TARGET.clock is not None)
GATE = Gate(JUDGE, urlsplit(TARGET.base_url).path, Path(os.environ["KOMOJU_EXCHANGES"]))
KEY = resolve({"$ref": "#/components/parameters/IdempotencyKey"})
KEY_HEADER = KEY["name"]
RUN = "case" if TARGET.clock else f"case {os.urandom(8).hex()}"
"""What the keys of this run begin with: a server that is not fresh may know those of another one."""
CASES = count(1)
USED_TOKENS: list[str] = []
SESSION = requests.Session()
SESSION.auth = (TARGET.secret_key, "")
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

HTTPAdapter.send = GATE.around(HTTPAdapter.send)


@schemathesis.hook
def before_load_schema(_: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Let the tool choose its numbers among the documented ones."""
    for schema in raw_schema["components"]["schemas"].values():
        for name, said in schema.get("properties", {}).items():
            if number_field(name) and ("x-test-numbers" in said or said.get("x-sensitive") == "number"):
                said["enum"] = [str(entry["value"]) for entry in said.get("x-test-numbers", ())] or documented()[name]


@schemathesis.hook
def before_add_examples(_: schemathesis.HookContext, examples: list[schemathesis.Case]) -> None:
    """Let every documented number have its turn, in place of the one of an example."""
    for case in list(examples):
        details = case.body.get("payment_details") if isinstance(case.body, dict) else None
        for name in details if isinstance(details, dict) else ():
            for number in documented().get(name, ()):
                other = case.derive(keep_auth=True)
                other.body = {**case.body, "payment_details": {**details, name: number}}
                examples.append(other)


@schemathesis.hook
def before_call(_: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Put documented numbers in the place of others, in broken requests too. The tool looks again at what it sends."""
    if isinstance(case.body, (dict, list, str)):
        case.body = with_documented(case.body)
    case.query = with_documented(dict(case.query))
    if has_right_key(case):
        case.headers[KEY_HEADER] = f"{RUN} shared" if shares_key(case) else f"{RUN} {next(CASES)}"
    token = token_for(case)
    if token is not None:
        case.body = {**case.body, "payment_details": token}
        USED_TOKENS.append(token)
    if pays_by_link(case):
        case.body = {name: value for name, value in case.body.items() if name != "payment_details"}
    customer = customer_for(case)
    if customer is not None:
        case.body = {**case.body, "customer": customer}
    for name in OWNED:
        if wants_own(case, name):
            operation = str(case.operation.definition.raw["operationId"])
            case.path_parameters[name] = fresh(name, operation, case.body)


def has_right_key(case: schemathesis.Case) -> bool:
    """Tell whether a case has an idempotency key, and one that is not broken."""
    return KEY_HEADER in case.headers and is_valid(KEY["schema"], case.headers[KEY_HEADER])


def shares_key(case: schemathesis.Case) -> bool:
    """Under a key that was used, every other call is refused, so only few cases share one."""
    alone = case.meta is None or case.meta.phase.name is not TestPhase.FUZZING
    return not alone and crc32(case.headers[KEY_HEADER].encode()) % 10 == 0


def token_for(case: schemathesis.Case) -> str | None:
    """Of three texts in the place of payment details, one becomes a new token, one a used token, and one stays.

    Not where the tool follows links: there the same draws have to lead to the same answers.
    """
    if case.meta is None or case.meta.phase.name is TestPhase.STATEFUL or not isinstance(case.body, dict):
        return None
    details = case.body.get("payment_details")
    if not isinstance(details, str):
        return None
    tokens = [list(JUDGE.tokens), USED_TOKENS, []][crc32(details.encode()) % 3]
    return tokens[-1] if tokens else None


def pays_by_link(case: schemathesis.Case) -> bool:
    """Tell whether a link has put a customer beside the details that the tool had drawn."""
    stateful = case.meta is not None and case.meta.phase.name is TestPhase.STATEFUL
    return stateful and isinstance(case.body, dict) and case.body.get("customer") in JUDGE.customers.known


def customer_for(case: schemathesis.Case) -> str | None:
    """Of two texts in the place of a customer, one becomes a customer with whom something is stored."""
    if case.meta is None or case.meta.phase.name is TestPhase.STATEFUL or not isinstance(case.body, dict):
        return None
    given = case.body.get("customer")
    if not isinstance(given, str) or crc32(given.encode()) % 2:
        return None
    paying = [known for known, customer in JUDGE.customers.known.items() if customer.details]
    return paying[-1] if paying else None


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
    made = SESSION.post(f"{TARGET.base_url}/customers", json={"payment_details": CARD}).json()
    if name == "customer_id":
        return str(made["id"])
    return str(SESSION.get(f"{TARGET.base_url}/events").json()["data"][0]["id"])


def fresh_payment(operation: str, body: Any) -> str:
    """Make a payment by an example of the document, and give its id."""
    example = document()["components"]["examples"][f"payments-{EXAMPLES[operation]}-request"]["value"]
    details = body.get("payment_details") if isinstance(body, dict) else None
    if operation == "updatePayment" and isinstance(details, dict):
        allowed = document()["components"]["schemas"]["PrepaidType"]["enum"]
        wanted = details.get("type")
        own = {**example["payment_details"], "type": wanted if wanted in allowed else allowed[0]}
        example = {**example, "payment_details": own}
    if example["payment_details"]["type"] == "credit_card":
        example = {**example, "payment_details": {**example["payment_details"], "year": TARGET.now().year + 1}}
    return str(SESSION.post(f"{TARGET.base_url}/payments", json=example).json()["id"])


@schemathesis.check
def contract(_: schemathesis.CheckContext, response: schemathesis.Response, __: schemathesis.Case) -> None:
    """Hold that the answer is one that the contract allows for this request in this state."""
    verdict = GATE.verdicts[response.request]
    if verdict.findings:
        raise AssertionError("\n".join(verdict.findings))


@schemathesis.hook
def filter_failure(
    _: schemathesis.HookContext, failure: Failure, case: schemathesis.Case, response: schemathesis.Response
) -> bool:
    """Drop a finding of the tool where the contract explains the answer. `contract` above has judged it as well."""
    verdict = GATE.verdicts[response.request]
    if verdict.findings:
        return True
    match failure:
        case ServerError():
            return not declined(response)
        case RejectedPositiveData():
            return not explained(verdict, case)
        case AcceptedNegativeData():
            return not became_valid(verdict)
    return True


def declined(response: schemathesis.Response) -> bool:
    """Declined cards and numbers arrive as HTTP 502, by the catalogue and only where the operation lists the code."""
    sent = GATE.sent(response.request)
    operation = at_path(sent.path)[0].get(sent.method)
    return operation is not None and is_decline(operation, response.status_code, response.content)


def explained(verdict: Verdict, case: schemathesis.Case) -> bool:
    """A schema cannot say what depends on state, time or a total, and a form cannot carry what brackets cannot write.

    Where the request is valid as it was sent, the contract has to give the very refusal that came.
    """
    return bool(verdict.expected.refusals) if verdict.allowed else case.media_type == FORM


def became_valid(verdict: Verdict) -> bool:
    """A broken value can turn into a valid one on the wire: in a form, 1 and "1" are the same."""
    return verdict.allowed
