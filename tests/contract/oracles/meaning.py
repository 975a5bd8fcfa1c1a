"""What a request says, by `x-wire`, in the values that a validator and a client understand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.contract.contract import Schema
from tests.contract.faults import NO_BODY
from tests.contract.oracles.requests import QUERY, Request
from tests.contract.wire import read_body, read_form


@dataclass(frozen=True)
class Verdict:
    """What one of those who were asked says about the shape of a request."""

    accepted: bool
    reason: str = ""

    def __str__(self) -> str:
        """Tell it in a line."""
        return f"{'accepted' if self.accepted else 'refused'} {self.reason}".strip()


def schema_of(request: Request) -> Schema:
    """Give the schema of the body or the query."""
    return request.operation.query if request.kind == QUERY else request.operation.body or NO_BODY


def meant(request: Request) -> dict[str, Any]:
    """Read the request. Raises `UnreadableError` where the bytes say nothing."""
    if request.kind == QUERY:
        return read_form(request.content, schema_of(request))
    return read_body(request.kind, request.content, schema_of(request))
