"""What schemathesis is told about this API. `schemathesis.toml` names this module; the tool's own processes load it."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis.core.failures import Failure

from tests.contract.contract import at_path
from tests.contract.exceptions import Sent, exception
from tests.contract.judge import Verdict
from tests.contract.laws import Answer
from tests.contract.numbers import documented, number_field, with_documented
from tests.contract.probes import probes
from tests.contract.session import GATE
from tests.contract.substitutes import substitute
from tests.contract.wire import FORM

FRAMING = {"connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"}
"""Headers by which a request is taken apart: a wrong one is broken HTTP, which no API hears of."""


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
    for name in [name for name in case.headers if name.lower() in FRAMING]:
        del case.headers[name]
    substitute(case)


@schemathesis.check
def contract(_: schemathesis.CheckContext, response: schemathesis.Response, __: schemathesis.Case) -> None:
    """Hold that the answer is one that the contract allows for this request in this state, and what it leads to too."""
    findings = [*GATE.verdicts[response.request].findings, *probes(response.request, response)]
    if findings:
        raise AssertionError("\n".join(findings))


@schemathesis.hook
def filter_failure(
    _: schemathesis.HookContext, failure: Failure, case: schemathesis.Case, response: schemathesis.Response
) -> bool:
    """Drop a finding of the tool where the table of exceptions explains the answer. `contract` has judged it too."""
    verdict = GATE.verdicts[response.request]
    sent = GATE.sent(response.request)
    operation = at_path(sent.path)[0].get(sent.method)
    if operation is None or verdict.findings or not explains(verdict, case):
        return True
    code = Answer(response.status_code, {}, response.content).error.get("code")
    row = exception(type(failure).__name__, code, operation.id, Sent.VALID if verdict.allowed else Sent.UNSAYABLE)
    if row is None:
        return True
    GATE.excepted(row)
    return False


def explains(verdict: Verdict, case: schemathesis.Case) -> bool:
    """Tell whether the contract looked beyond the schemas: the request was valid as it was sent, or else a form."""
    return verdict.allowed or case.media_type == FORM
