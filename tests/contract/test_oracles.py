"""Three who do not know each other read the same requests, right ones and wrong ones, and give one verdict.

openapi-core reads the document, the sandbox answers, and the client's types let the request be built, or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from komoju_sandbox.in_process import InProcess
from komoju_sandbox.settings import Settings

from tests.contract.contract import operations
from tests.contract.oracles import validator
from tests.contract.oracles.client import Client
from tests.contract.oracles.meaning import meant, schema_of
from tests.contract.oracles.mutations import MUTATIONS, requests, unreadable
from tests.contract.oracles.requests import QUERY, Request
from tests.contract.oracles.service import Service
from tests.contract.oracles.sweep import swept
from tests.contract.target import START
from tests.contract.wire import FORM, JSON


def _says_something(name: str, kind: str) -> bool:
    operation = operations()[name]
    return bool(operation.query["properties"] if kind == QUERY else operation.body)


CASES = [
    pytest.param(name, kind, id=f"{name}-{kind.rpartition('/')[2]}")
    for name, operation in operations().items()
    for kind in ([QUERY] if operation.method == "GET" else [FORM, JSON])
]
EXAMPLES = max(5, settings().max_examples // 10)


@pytest.fixture(scope="module")
def line() -> Iterator[InProcess]:
    """Run a sandbox without a port."""
    with InProcess(Settings(open_keys=True, clock=START, frozen=True, seed="oracles")) as running:
        yield running


class Oracles:
    """All three of them, asked about the requests of one operation."""

    def __init__(self, line: InProcess, name: str) -> None:
        self.service, self.client, self.seen = Service(line, name), Client(), Counter[bool]()

    def agree(self, request: Request) -> None:
        """Ask each of them about a request."""
        document = validator.opinion(request)
        types = document if document.accepted else validator.opinion(request, of_types=True)
        sandbox, client = self.service.opinion(request), self.client.opinion(request)
        self.seen[document.accepted] += 1
        said = f"{request}\ndocument: {document}\nits types: {types}\nsandbox: {sandbox}\nclient: {client}"
        assert sandbox.accepted is document.accepted, said
        assert client.accepted is types.accepted, said
        if document.accepted:
            assert in_texts(_again(request, self.client)) == in_texts(meant(request)), said


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_validator_sandbox_and_client_give_one_verdict(line: InProcess, name: str, kind: str) -> None:
    oracles, operation = Oracles(line, name), operations()[name]
    # Each kind of fault in its turn, since hypothesis alone repeats what it has just tried.
    drawn = [requests(operation, kind, fault) for fault in (None, *MUTATIONS)]
    for strategy in [*drawn, unreadable(operation, kind)]:

        @settings(max_examples=EXAMPLES)
        @given(strategy)
        def agreed(request: Request) -> None:
            oracles.agree(request)

        agreed()
    # Where nothing can be said, few requests differ.
    least = EXAMPLES if schema_of(Request(operation, kind, b"", None))["properties"] else 2
    assert min(oracles.seen[True], oracles.seen[False]) >= least, oracles.seen


@pytest.mark.parametrize(("name", "kind"), [case for case in CASES if _says_something(*case.values)])
def test_they_agree_on_each_member_in_each_wrong_way(line: InProcess, name: str, kind: str) -> None:
    oracles = Oracles(line, name)
    for request in swept(operations()[name], kind):
        oracles.agree(request)
    assert oracles.seen[True]
    assert oracles.seen[False] >= 10, oracles.seen


def in_texts(value: object) -> object:
    """Give the value as a form would carry it: a client may send as a form what was JSON, or the other way round."""
    if isinstance(value, dict):
        return {name: in_texts(inner) for name, inner in value.items()}
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _again(request: Request, client: Client) -> object:
    """Read what the client sent."""
    sent = client.sent
    query = sent.path.partition("?")[2].encode()
    content, kind = (query, QUERY) if request.kind == QUERY else (sent.content, sent.content_type or FORM)
    return meant(Request(request.operation, kind, content, None))
