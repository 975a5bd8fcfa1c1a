"""Calls after a call, whose answers have to fit it: what was written is read, and nobody else may do the same.

The gate judges each of them like every other call.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

import requests
import schemathesis

from tests.contract.contract import at_path
from tests.contract.judge import key_of_caller
from tests.contract.laws import Sent
from tests.contract.session import GATE, MERCHANT, PROBED, TARGET, Caller
from tests.contract.substitutes import KEY

SAME = ("content-type", KEY["name"].lower())
"""The headers that another's call has as well."""
STRANGER = Caller(TARGET.other_key) if TARGET.other_key else None
PAYER = Caller(TARGET.publishable_key) if TARGET.publishable_key else None
PAGES = {"payment": ["/payments?per_page=3", "/events?per_page=5"], "customer": ["/customers?per_page=3"]}
"""The lists that a change shows on."""


EVERY = 5
"""Of how many calls one is followed by probes, beside the first of each operation in a world."""


def probes(request: requests.PreparedRequest, response: schemathesis.Response) -> Iterator[str]:
    """Find what is wrong with the answers to the calls that follow from a call of the merchant's."""
    sent = GATE.sent(request)
    methods, values = at_path(sent.path)
    operation = methods.get(sent.method)
    if operation is None or key_of_caller(sent) != TARGET.secret_key:
        return
    if operation.id in PROBED and not is_chosen(sent):
        return
    PROBED.add(operation.id)
    if sent.method != "GET" and response.status_code < 300:
        yield from after_write(response.json())
    if PAYER and "publishableKey" not in operation.schemes:
        yield from judged(send_as(PAYER, sent))
    if STRANGER and (values or sent.method == "GET"):
        yield from judged(send_as(STRANGER, sent))


def is_chosen(sent: Sent) -> bool:
    """Tell whether the call is one of those that are followed by others, which follows from what it asks."""
    return crc32(f"{sent.method} {sent.path}?{sent.query}".encode() + sent.content) % EVERY == 0


def after_write(reply: dict[str, str]) -> Iterator[str]:
    """Read what was written, alone and on the first page of each list."""
    kind = reply["resource"]
    if kind in PAGES:
        for path in [f"/{kind}s/{reply['id']}", *PAGES[kind]]:
            yield from judged(MERCHANT.ask("GET", path))


def send_as(caller: Caller, sent: Sent) -> requests.Response:
    """Send the same request with another key."""
    headers = {name: sent.headers[name] for name in SAME if name in sent.headers}
    url = f"{TARGET.base_url}{sent.path}" + (f"?{sent.query}" if sent.query else "")
    return caller.request(sent.method, url, data=sent.content, headers=headers)


def judged(response: requests.Response) -> Iterator[str]:
    """Give what the gate found."""
    request = response.request
    for finding in GATE.verdicts[request].findings:
        yield f"{request.method} {request.url}: {finding}"
