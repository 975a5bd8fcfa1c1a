"""How much of the document requests and answers meet, as tracecov measures it, which nobody here wrote.

Every operation, parameter, keyword of a request, example and documented status has to be met, keywords from both sides:
by a value that fits and by one that does not. `coverage_gaps.yaml` says of each gap why it is none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import tracecov
import yaml
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import DOCUMENT, Operation, catalogue, document, operations, resolve
from tests.contract.effort import RECORDS_VARIABLE
from tests.contract.laws import Answer, Sent, broken
from tests.contract.sweep import requests
from tests.contract.target import START
from tests.contract.watched import Watched, example
from tests.contract.wire import FORM, JSON

EXPLAINED = Path(__file__).with_name("coverage_gaps.yaml")
SUCCESSES = [
    ("credit-card-authorize", 100, "POST", "/capture", {}),
    ("credit-card", 100, "POST", "/refund", {}),
    ("web-money", 100, "POST", "/refund_request", {**example("payments-refund-request"), "amount": 10}),
    ("net-cash-short", 2000, "PATCH", "", {"payment_details": {"prepaid_number": "1" * 16}}),
    ("net-cash-short", 5000, "PATCH", "", {"payment_details": {"prepaid_number": "1" * 16}}),
]
"""A payment of the document with an amount, and a call that it allows."""
SCALES = {"operations", "parameters", "keywords", "examples", "responses"}


class Measured:
    """Calls a sandbox, judges every answer, and lets tracecov see it."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.watched = Watched(sandbox)
        self.map = tracecov.CoverageMap.from_path(DOCUMENT)
        self.findings: list[str] = []

    def ask(self, sent: Sent, *, judged: bool = True) -> Answer:
        """Make a call. One that goes wrong as it was asked to is not judged by what was to come of it."""
        caller, query = self.watched.caller, f"?{sent.query}" if sent.query else ""
        answer = caller.call(sent.method, sent.path + query, sent.content, None, sent.headers)
        headers = {**sent.headers, "authorization": caller.authorization}
        whole = Sent(sent.method, sent.path, sent.query, headers, sent.content)
        if judged:
            self.findings += (f"{sent}: {finding}" for finding in self.watched.findings((whole, answer)))
        url = self.watched.sandbox.base_url + sent.path + query
        request = tracecov.HttpRequest(sent.method, url, sent.content or None, dict(sent.headers))
        self.map.record(request, tracecov.HttpResponse(answer.status, 0.0, answer.content, dict(answer.headers)))
        return answer


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    """Make all calls of the sweep, and ask for every documented status that no request alone brings about."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="coverage")) as sandbox:
        measured = Measured(sandbox)
        for sent in dict.fromkeys(map(_hashable, requests(resources(measured.watched)))):
            measured.ask(Sent(*sent[:3], dict(sent[3]), sent[4]))
        sandbox.reset()
        measured.watched = Watched(sandbox)
        ask_for_statuses(measured, resources(measured.watched))
        ask_for_successes(measured)
        yield measured


def resources(watched: Watched) -> dict[str, str]:
    """Make something for each parameter of a path."""
    payment = watched.right("POST", "/payments", example("payments-konbini-lawson"))
    customer = watched.right("POST", "/customers", {"email": "a@example.com"})
    event = watched.right("GET", "/events")["data"][0]
    return {"payment_id": payment["id"], "customer_id": customer["id"], "event_id": event["id"]}


def _hashable(sent: Sent) -> tuple[str, str, str, tuple[tuple[str, str], ...], bytes]:
    return sent.method, sent.path, sent.query, tuple(sent.headers.items()), sent.content


def ask_for_statuses(measured: Measured, ids: dict[str, str]) -> None:
    """Bring about the failures of the service that each operation documents, and a body that is too large."""
    large = b"a" * (document()["x-wire"]["body_bytes"] + 1)
    for operation in operations().values():
        path = operation.path.format(**ids)
        codes = sorted(operation.codes, key=lambda code: catalogue()[code]["family"] == "service")
        by_status = {str(catalogue()[code]["status"]): code for code in codes}
        for status in operation.said["responses"]:
            if status == "413":
                measured.ask(Sent(operation.method, path, "", {"content-type": FORM}, large))
            elif status >= "400" and status in by_status:
                measured.watched.sandbox.fail_next(by_status[status], operation.id)
                sent = Sent(operation.method, path, "", {"content-type": JSON}, right_body(operation))
                answer = measured.ask(sent, judged=False)
                measured.findings += broken(operation, answer)
                assert answer.status == int(status), (operation.id, by_status[status])


def ask_for_successes(measured: Measured) -> None:
    """Make the calls that succeed with a payment in the right state only."""
    for scenario, amount, method, action, body in SUCCESSES:
        made = measured.watched.right("POST", "/payments", {**example(f"payments-{scenario}"), "amount": amount})
        sent = Sent(method, f"/payments/{made['id']}{action}", "", {"content-type": JSON}, json.dumps(body).encode())
        assert measured.ask(sent).status < 300


def right_body(operation: Operation) -> bytes:
    """Give the body of an example of the operation."""
    if operation.body is None:
        return b""
    shown = operation.said["requestBody"]["content"][JSON]["examples"]
    return json.dumps(resolve(next(iter(shown.values())))["value"]).encode()


def gaps(found: tracecov.CoverageMap) -> set[str]:
    """Write each gap down in a line, the same one for a part of the document that several operations use."""
    lines = set()
    for gap in found.coverage_gaps():
        place = gap.get("schema_path") or f"{gap['method']} {gap['path']}"
        kind = {JSON: "json", FORM: "form"}.get(gap.get("parameter", ""), gap.get("parameter", ""))
        lines.add(" ".join(filter(None, [gap["kind"], kind, gap.get("status_code"), place])))
    return lines


def test_every_answer_of_the_sweep_is_as_the_contract_says(measured: Measured) -> None:
    assert measured.findings == []


def test_every_gap_is_explained_and_is_one(measured: Measured) -> None:
    named = os.environ.get(RECORDS_VARIABLE)
    if named:
        measured.map.save_report(output_file=str(Path(named) / "coverage.html"))
    explained = [line for lines in yaml.safe_load(EXPLAINED.read_text(encoding="utf-8")).values() for line in lines]
    assert len(explained) == len(set(explained))
    found = gaps(measured.map)
    assert (sorted(found - set(explained)), sorted(set(explained) - found)) == ([], [])


def test_nothing_was_sent_that_the_document_does_not_know(measured: Measured) -> None:
    assert set(measured.map.statistic()) >= SCALES
    assert measured.map.unmatched_requests() == []
    assert measured.map.dropped_requests() == 0
