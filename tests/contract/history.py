"""What the list of events has to show: everything that the contract says to have happened."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.contract.contract import lifecycle
from tests.contract.model import ANY, stamp

NOTHING = "none"


@dataclass
class History:
    """Every event, oldest first, and those that were seen under their ids."""

    happened: list[dict[str, Any]] = field(default_factory=list)
    seen: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of_payment(
        self, by: str, before: dict[str, Any] | None, after: dict[str, Any], now: datetime, *, noted: bool = False
    ) -> None:
        """Add what a call or a cause did to a payment; `noted` tells that it changed the notes alone."""
        kinds = [_note(before, after)] if noted else _step(by, before, after)
        for kind in dict.fromkeys(kind for kind in kinds if kind != NOTHING):
            self._add(kind, after, now)

    def of_expiry(self, status: str, payment: dict[str, Any]) -> None:
        """Add the end of a payment that had this status, in the second after its last one."""
        late = datetime.fromisoformat(payment["payment_deadline"]) + timedelta(seconds=1)
        self.of_payment("deadline", {**payment, "status": status}, payment, late)

    def of_customer(self, by: str, customer: dict[str, Any], now: datetime) -> None:
        """Add what a call did to a customer."""
        self._add(lifecycle()["told"][by]["event"], customer, now)

    def newest(self) -> list[dict[str, Any]]:
        """Give all events as the list shows them."""
        return self.happened[::-1]

    def _add(self, kind: str, data: dict[str, Any], now: datetime) -> None:
        event = {"id": ANY, "type": kind, "resource": "event", "data": deepcopy(data), "created_at": stamp(now)}
        self.happened.append(event)


def _note(before: dict[str, Any] | None, after: dict[str, Any]) -> str:
    return NOTHING if before == after else str(lifecycle()["notes"]["event"])


def _step(by: str, before: dict[str, Any] | None, after: dict[str, Any]) -> list[str]:
    """Find the events of a step in the table, with those that come before every refund and after every capture."""
    kind, status = after["payment_details"]["type"], before["status"] if before else NOTHING
    rows = [row for row in lifecycle()["transitions"] if row["by"] == by and kind in row["types"]]
    told = [row["event"] for row in rows if (row["from"], row["to"]) == (status, after["status"])]
    before_that = [lifecycle()["refunds"]["event"]] if by == "refundPayment" else []
    after_that = [lifecycle()["captures"]["event"]] if by == "capturePayment" else []
    return [*before_that, *told, *after_that]
