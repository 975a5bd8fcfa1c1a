"""How a payment may move: the document's transition table and its refusals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError
from komoju_sandbox.trail import TRANSITION

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Trail

NOWHERE = "none"
"""The origin of a payment that does not exist yet."""
NO_EVENT = "none"
CUSTOMER_PAYS = "customer_pays"
DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    origin: str
    by: str
    to: str
    http: int
    event: str | None
    """What webhooks are told."""
    source: str
    """Who says so."""

    @property
    def name(self) -> str:
        """Tell the transition from the others, whatever the type."""
        return f"{self.origin} -> {self.to} by {self.by}"

    def leave(self, trail: Trail) -> None:
        """Say on the trail that it was carried out."""
        trail.rests_on(self.source)
        trail.meets(TRANSITION, self.name)


class Lifecycle:
    """Looks transitions up and refuses what the table does not hold."""

    def __init__(self, table: JsonObject) -> None:
        self._refusals: dict[str, str] = table["refusals"]
        self.refund_event: str = table["refunds"]["event"]
        """What webhooks are told of every refund."""
        self.capture_event: str = table["captures"]["event"]
        """What webhooks are told after the event of a capture."""
        self.notes_event: str = table["notes"]["event"]
        """What webhooks are told when description or metadata change."""
        self._final = {name for name, status in table["statuses"].items() if status["final"]}
        self._moves: dict[tuple[str, str, str], dict[str, Transition]] = {}
        for row in table["transitions"]:
            event = None if row["event"] == NO_EVENT else row["event"]
            move = Transition(row["from"], row["by"], row["to"], row.get("http", 200), event, row["source"])
            for payment_type in row["types"]:
                self._moves.setdefault((move.by, move.origin, payment_type), {})[move.to] = move

    def find(self, by: str, origin: str, payment_type: str) -> dict[str, Transition]:
        """Look up the transitions that `by` can cause from there, by the status they lead to."""
        return self._moves.get((by, origin, payment_type), {})

    def demand(self, by: str, payment: JsonObject) -> dict[str, Transition]:
        """As `find`, for a payment. Raises the table's refusal when there are none."""
        found = self.find(by, payment["status"], payment["payment_details"]["type"])
        if not found:
            raise self.refusal(by)
        return found

    def refusal(self, by: str, source: str | None = None) -> ApiError:
        """Make the answer to a move that the table does not hold, which may rest on a `source`."""
        return ApiError(self._refusals.get(by, "unprocessable_entity"), source=source)

    def is_final(self, payment: JsonObject) -> bool:
        """Tell whether the payment cannot move any more."""
        return payment["status"] in self._final

    def expires(self, payment: JsonObject) -> bool:
        """Tell whether the payment still has a deadline to fear."""
        return bool(self.find(DEADLINE, payment["status"], payment["payment_details"]["type"]))
