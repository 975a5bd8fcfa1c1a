"""The first opinion: openapi-core, which nobody here wrote.

It is asked about what a request means, because the document says under `x-wire` what OpenAPI has no words for. What is
adapted, and why, stands with each step; no request is left out.
"""

from __future__ import annotations

import copy
import json
import re
from functools import cache
from typing import Any

from openapi_core import Config, OpenAPI
from openapi_core.testing import MockRequest

from tests.contract.contract import base_path, document, operations, resolve
from tests.contract.faults import NO_BODY
from tests.contract.oracles.meaning import Verdict, meant
from tests.contract.oracles.requests import Request
from tests.contract.raw import basic
from tests.contract.wire import JSON, UnreadableError

VALUES = ("minimum", "maximum", "minLength", "maxLength", "pattern", "format")
"""The keywords for which Python has no types: which value of a type it is."""
HOST = "https://sandbox.komoju.com"
# Of an e-mail address openapi-core only wants an @ for its format; RFC 5321 limits what stands around it.
CONFIG = Config(extra_format_validators={"email": lambda text: not isinstance(text, str) or text.find("@") <= 64})
EXAMPLE_ID = "4wwkq1vpwgzl1cgkz3excvfmy"


def opinion(request: Request, *, of_types: bool = False) -> Verdict:
    """Ask whether the document allows the request; `of_types`, whether it would if it set no limits to values."""
    try:
        value = meant(request)
    except UnreadableError as error:
        # A form is not taken apart the way that `x-wire` says by any tool, nor is one key twice seen in JSON.
        return Verdict(accepted=False, reason=f"x-wire: {error}")
    found = list(_document(of_types=of_types).iter_request_errors(_mock(request, value)))
    return Verdict(not found, "; ".join(f"{error!r} {error.__cause__ or ''}"[:300] for error in found))


def _mock(request: Request, value: dict[str, Any]) -> MockRequest:
    operation = request.operation
    return MockRequest(
        HOST,
        operation.method,
        base_path() + re.sub("{.*}", EXAMPLE_ID, operation.path),
        headers={"Authorization": basic("key")},
        # Both content types have one schema. `{}` is a form without a pair, which is no body to the validator.
        data=json.dumps(value).encode(),
        content_type=JSON,
    )


@cache
def _document(*, of_types: bool) -> OpenAPI:
    whole = copy.deepcopy(document())
    for operation in operations().values():
        said = whole["paths"][operation.path][operation.method.lower()]
        if operation.method == "GET":
            # Python reads numbers out of more texts than `x-wire` does, and no query in OpenAPI is ever closed.
            said["requestBody"] = {"content": {JSON: {"schema": operation.query}}}
            said["parameters"] = [given for given in said["parameters"] if resolve(given)["in"] != "query"]
        elif not operation.body:
            # Whatever an operation does not list, `x-wire` refuses, also where it lists nothing at all.
            said["requestBody"] = {"content": {JSON: {"schema": NO_BODY}}}
    return OpenAPI.from_dict(_adapted(whole, of_types=of_types), config=CONFIG)


def _adapted(value: Any, *, of_types: bool) -> Any:
    if isinstance(value, list):
        return [_adapted(inner, of_types=of_types) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {name: _adapted(inner, of_types=of_types) for name, inner in value.items()}
    if isinstance(found.get("pattern"), str):
        # Python's `$` also matches before a line break at the end, which `x-wire` says is not meant.
        found["pattern"] = found["pattern"].removesuffix("$") + r"\Z"
    if "mapping" in found.get("discriminator", {}):
        # A union tells its branches apart without it, and openapi-core falls over tags that are no texts.
        del found["discriminator"]
    if of_types and isinstance(found.get("type"), str | list) and found.get("format") != "date-time":
        return {name: inner for name, inner in found.items() if name not in VALUES}
    return found
