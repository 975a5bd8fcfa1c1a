"""The colours of statuses: what has gone well, what waits, what has gone wrong, what is over."""

from __future__ import annotations

CHIPS = {
    "captured": "good",
    "delivered": "good",
    "authorized": "open",
    "pending": "wait",
    "refunded": "bad",
    "failed": "bad",
}
"""Statuses of payments and deliveries; all others are over."""
ERRORS, FAULTS = 300, 500


def chip(status: int | str | None) -> str:
    """Name the kind of a status of a payment, of a delivery or of HTTP; where there is none, something went wrong."""
    if status is None:
        return "bad"
    if isinstance(status, int):
        return "good" if status < ERRORS else "wait" if status < FAULTS else "bad"
    return CHIPS.get(status, "over")
