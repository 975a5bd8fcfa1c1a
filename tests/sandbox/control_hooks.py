"""What schemathesis is told about the control calls. `control.toml` names this module; the tool's own process loads it.

`KOMOJU_ORIGIN` is where the sandbox is, `KOMOJU_EXCHANGES` the file that is told of every answer.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.openapi.checks import RejectedPositiveData

ORIGIN = os.environ["KOMOJU_ORIGIN"]
EXCHANGES = Path(os.environ["KOMOJU_EXCHANGES"])
KONBINI = {"amount": 1000, "currency": "JPY", "payment_details": {"type": "konbini", "store": "lawson"}}
NOWHERE = "http://127.0.0.1:9/"
"""An address on this machine where nobody listens: no event of a test may go anywhere else."""
SESSION = requests.Session()
SESSION.auth = ("komoju-mart", "")


def made(path: str, body: Any) -> Any:
    """Make something, whatever faults there are, and give what the sandbox says of it."""
    if path.startswith("/api/"):
        SESSION.delete(f"{ORIGIN}/sandbox/faults")
    return SESSION.post(ORIGIN + path, json=body).json()


def delivery() -> str:
    """Make a webhook, and give the ping to it."""
    made("/sandbox/webhooks", {"url": NOWHERE, "secret": "s"})
    return str(SESSION.get(f"{ORIGIN}/sandbox/deliveries").json()["data"][-1]["id"])


MAKERS: dict[str, Callable[[], str]] = {
    "payment_id": lambda: made("/api/v1/payments", KONBINI)["id"],
    "name": lambda: made("/sandbox/snapshots", {"name": "given"})["name"],
    "webhook_id": lambda: made("/sandbox/webhooks", {"url": NOWHERE, "secret": "s"})["id"],
    "delivery_id": delivery,
    "fault_id": lambda: made("/sandbox/faults", {"do": "garbage"})["id"],
}
"""Something to call by each name that stands in a path."""

TURNS: defaultdict[str, count[int]] = defaultdict(count)
"""How often each operation has been called."""


@schemathesis.hook
def before_call(_: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Let every other call be about something that is there, and no event leave this machine."""
    whole = case.meta is None or not case.meta.is_negative_at(ParameterLocation.PATH)
    for name in case.path_parameters:
        if whole and next(TURNS[str(case.operation.label)]) % 2:
            case.path_parameters[name] = MAKERS[name]()
    if isinstance(case.body, dict):
        if "http" in str(case.body.get("url")):
            case.body = {**case.body, "url": NOWHERE}
        if case.media_type != "application/json":
            # A form cannot carry a list.
            case.body = {name: value for name, value in case.body.items() if name != "events"}


@schemathesis.check
def documented_refusal(_: schemathesis.CheckContext, response: schemathesis.Response, case: schemathesis.Case) -> None:
    """Hold that an answer is a success, or a refusal by a code of the operation; and write it down."""
    operation = case.operation.definition.raw
    code = None if response.status_code == 200 else response.json()["error"]["code"]
    with EXCHANGES.open("a", encoding="utf-8") as file:
        file.write(json.dumps([operation["operationId"], case.method, response.status_code, code]) + "\n")
    if case.method == operation_method(case) and code is not None and response.status_code != 413:
        assert code in operation["x-errors"], code


def operation_method(case: schemathesis.Case) -> str:
    """Give the method of the operation, which the tool exchanges for others to see them refused."""
    return str(case.operation.method).upper()


@schemathesis.hook
def filter_failure(
    _: schemathesis.HookContext, failure: Failure, case: schemathesis.Case, response: schemathesis.Response
) -> bool:
    """Drop a refusal of a valid request where no schema can say why.

    What is not there or is past paying, a time without rules, a code that the operation does not document.
    """
    if not isinstance(failure, RejectedPositiveData):
        return True
    error = response.json()["error"]
    outside = case.operation.path.startswith("/sandbox/clock") and error["param"] in {
        "now",
        "days",
        "hours",
        "minutes",
        "seconds",
    }
    undocumented = case.operation.path == "/sandbox/faults" and error["param"] in {"operation", "code"}
    return not (outside or undocumented or error["code"] in {"not_found", "unprocessable_entity"})
