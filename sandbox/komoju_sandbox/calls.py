"""What an operation gets and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from komoju_sandbox.errors import Reply
from komoju_sandbox.trail import Trail

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from komoju_sandbox.json_types import JsonObject


def willing() -> None:
    """Ask a processor that leaves the decision to the numbers of the request."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in, read and checked."""

    now: datetime
    """The one second in which all of it happens."""
    path: dict[str, str]
    query: JsonObject
    body: JsonObject
    trail: Trail = field(default_factory=Trail)
    ask_processor: Callable[[], None] = willing
    """Called where a processor is asked; raises `ApiError` when it refuses whatever the request says."""

    @property
    def payment_id(self) -> str:
        """The id in the path."""
        return self.path["payment_id"]


Handler: TypeAlias = "Callable[[Call], Reply]"


def ok(body: JsonObject, status: int = 200) -> Reply:
    """Reply with a success."""
    return Reply(status, body, {})
