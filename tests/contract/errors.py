"""The words in which the tests of broken requests say what they expect."""

from __future__ import annotations

import json
from typing import Any

from tests.contract.contract import at_path, document
from tests.contract.laws import Answer, broken

Error = tuple[int, str, str | None]
BAD: Error = (400, "bad_request", None)
NOT_FOUND: Error = (404, "not_found", None)
UNAUTHORIZED: Error = (401, "unauthorized", None)
FORBIDDEN: Error = (403, "forbidden", None)
METHOD: Error = (405, "bad_request", None)
TOO_LARGE: Error = (413, "bad_request", None)
LIMITS = document()["x-wire"]
KONBINI = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
UNKNOWN = "/payments/" + "0" * 25


def invalid(param: str) -> Error:
    """The parameter is wrong."""
    return 422, "invalid_parameter", param


def missing(param: str) -> Error:
    """The parameter is missing."""
    return 422, "missing_parameter", param


def held(method: str, path: str, answer: Answer) -> Error:
    """Hold an answer to the document, and give the error that it says."""
    operation = at_path(path.partition("?")[0])[0].get(method)
    assert list(broken(operation, answer)) == []
    error = answer.error
    return answer.status, error["code"], error["param"]


def konbini(**changed: Any) -> bytes:
    """A right body in JSON, with changes."""
    details = {"type": "konbini", "store": "lawson", **changed.pop("details", {})}
    return json.dumps({"amount": 1000, "currency": "JPY", "payment_details": details, **changed}).encode()
