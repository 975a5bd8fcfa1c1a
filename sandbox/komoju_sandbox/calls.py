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


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in, read and checked."""

    now: datetime
    """The one second in which all of it happens."""
    path: dict[str, str]
    query: JsonObject
    body: JsonObject
    trail: Trail = field(default_factory=Trail)

    @property
    def payment_id(self) -> str:
        """The id in the path."""
        return self.path["payment_id"]


Handler: TypeAlias = "Callable[[Call], Reply]"


def ok(body: JsonObject, status: int = 200) -> Reply:
    """Reply with a success."""
    return Reply(status, body, {})
