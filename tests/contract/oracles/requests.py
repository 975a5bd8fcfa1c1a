"""Requests that may be wrong in every way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.contract.contract import Operation

QUERY = "query"


@dataclass(frozen=True, repr=False)
class Request:
    """A body, or a query, of an operation: all that is about its shape."""

    operation: Operation
    kind: str
    """The content type of the body, or `query`."""
    content: bytes
    tree: dict[str, Any] | None
    """What was meant by it, where it is plain values."""

    def __repr__(self) -> str:
        """Show all that one needs to send it again."""
        return f"{self.operation.method} {self.operation.path} {self.kind} {self.content!r}"
