"""What schemathesis is told about this API. `schemathesis.toml` names this module; the tool loads it in its own process.

Every request passes one gate. It refuses to send a number that is not a documented test number, judges the answer, and
writes one line about the exchange into the file that `KOMOJU_EXCHANGES` names.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary
from zlib import crc32

import requests
import schemathesis
from requests.adapters import HTTPAdapter
from schemathesis.core.failures import AcceptedNegativeData, Failure, ServerError
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase
from schemathesis.openapi.checks import RejectedPositiveData

from tests.contract.contract import at_path, document
from tests.contract.judge import Judge, Verdict
from tests.contract.laws import Answer, Sent, is_decline
from tests.contract.numbers import UndocumentedNumberError, documented, number_field, undocumented, with_documented
from tests.contract.target import Target
from tests.contract.wire import FORM

TARGET = Target.from_environment()
if TARGET is None:
    raise SystemExit("KOMOJU_BASE_URL and KOMOJU_SECRET_KEY have to name the server")
BASE_PATH = urlsplit(TARGET.base_url).path
EXCHANGES = Path(os.environ["KOMOJU_EXCHANGES"])
JUDGE = Judge(TARGET.secret_key, TARGET.publishable_key, TARGET.now, alone=TARGET.clock is not None)
VERDICTS: WeakKeyDictionary[requests.PreparedRequest, Verdict] = WeakKeyDictionary()


def gated(send: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    """Wrap the one function through which all requests of the process go out."""

    def gate(self: HTTPAdapter, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        sent = sent_of(request)
        if not sent.path:
            return send(self, request, *args, **kwargs)  # The tool tries what the server takes before it begins.
        found = undocumented(str(request.url), sent.headers.get("content-type", ""), sent.content)
        if found:
            record(sent, {"refused": found})
            raise UndocumentedNumberError(found)
        response = send(self, request, *args, **kwargs)
        answer = Answer(response.status_code, _lower(response.headers), response.content)
        VERDICTS[request] = JUDGE.judge(sent, answer)
        findings = VERDICTS[request].findings
        record(sent, {"status": answer.status, "code": answer.error.get("code"), "findings": findings})
        return response

    return gate


HTTPAdapter.send = gated(HTTPAdapter.send)
SESSION = requests.Session()


def sent_of(request: requests.PreparedRequest) -> Sent:
    """Take a request apart."""
    url = urlsplit(str(request.url))
    content = request.body or b""
    return Sent(
        str(request.method),
        url.path.removeprefix(BASE_PATH),
        url.query,
        _lower(request.headers),
        content.encode() if isinstance(content, str) else content,
    )


def _lower(headers: Mapping[str, Any]) -> dict[str, str]:
    return {
        name.lower(): value.decode("latin-1") if isinstance(value, bytes) else value for name, value in headers.items()
    }


def record(sent: Sent, facts: dict[str, Any]) -> None:
    """Write one line about an exchange."""
    operation = at_path(sent.path)[0].get(sent.method)
    line = {
        "operation": operation.id if operation else None,
        "request": f"{sent.method} {sent.path}?{sent.query}",
        "content_type": sent.headers.get("content-type"),
        "content": sent.content.decode("utf-8", "replace"),
        **facts,
    }
    with EXCHANGES.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")


@schemathesis.hook
def before_load_schema(_: schemathesis.HookContext, raw_schema: dict[str, Any]) -> None:
    """Let the tool choose its numbers among the documented ones."""
    for schema in raw_schema["components"]["schemas"].values():
        for name, said in schema.get("properties", {}).items():
            if number_field(name) and ("x-test-numbers" in said or said.get("x-sensitive") == "number"):
                said["enum"] = [str(entry["value"]) for entry in said.get("x-test-numbers", ())] or documented()[name]


@schemathesis.hook
def before_call(_: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Put documented numbers in the place of others, in broken requests too. The tool looks again at what it sends."""
    if isinstance(case.body, (dict, list, str)):
        case.body = with_documented(case.body)
    case.query = with_documented(dict(case.query))
    if wants_payment(case):
        case.path_parameters["payment_id"] = fresh_payment(str(case.operation.definition.raw["operationId"]), case.body)


def wants_payment(case: schemathesis.Case) -> bool:
    """Most cases get a payment of their own, in a state in which the operation is possible; links bring theirs."""
    meta = case.meta
    if meta is None or "payment_id" not in case.path_parameters or meta.phase.name is TestPhase.STATEFUL:
        return False
    if meta.is_negative_at(ParameterLocation.PATH):
        return False
    chance = crc32(str(case.path_parameters["payment_id"]).encode()) % 4
    return meta.phase.name is not TestPhase.FUZZING or chance > 0


def fresh_payment(operation: str, body: Any) -> str:
    """Make a payment by an example of the document, and give its id."""
    name = {
        "capturePayment": "credit-card-authorize",
        "cancelPayment": "konbini-lawson",
        "refundPayment": "credit-card",
        "updatePayment": "net-cash-short",
    }.get(operation, "konbini-lawson")
    example = document()["components"]["examples"][f"payments-{name}-request"]["value"]
    if operation == "updatePayment" and isinstance(body, dict) and isinstance(body.get("payment_details"), dict):
        wanted = body["payment_details"].get("type")
        known = document()["components"]["schemas"]["PrepaidType"]["enum"]
        example = {**example, "payment_details": {**example["payment_details"]}}
        example["payment_details"]["type"] = wanted if wanted in known else known[0]
    reply = SESSION.post(f"{TARGET.base_url}/payments", json=example, auth=(TARGET.secret_key, ""))
    return str(reply.json()["id"])


@schemathesis.check
def contract(_: schemathesis.CheckContext, response: schemathesis.Response, __: schemathesis.Case) -> None:
    """Hold that the answer is one that the contract allows for this request in this state."""
    verdict = VERDICTS[response.request]
    if verdict.findings:
        raise AssertionError("\n".join(verdict.findings))


@schemathesis.hook
def filter_failure(
    _: schemathesis.HookContext, failure: Failure, case: schemathesis.Case, response: schemathesis.Response
) -> bool:
    """Drop a finding of the tool where the contract explains the answer. `contract` above judges it all the same."""
    verdict = VERDICTS[response.request]
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
    sent = sent_of(response.request)
    operation = at_path(sent.path)[0].get(sent.method)
    headers = {name.lower(): values[0] for name, values in response.headers.items()}
    return operation is not None and is_decline(operation, Answer(response.status_code, headers, response.content))


def explained(verdict: Verdict, case: schemathesis.Case) -> bool:
    """A schema cannot say what depends on state, time or a total. Nor can a form carry what brackets cannot write."""
    if verdict.allowed:
        return bool(verdict.expected.refusals)
    return case.media_type == FORM


def became_valid(verdict: Verdict) -> bool:
    """A broken value can turn into a valid one on the wire: 1 and "1" are the same in a form."""
    return verdict.allowed
