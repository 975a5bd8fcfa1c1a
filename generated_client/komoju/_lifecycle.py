# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""How a payment moves: the life cycle of the contract, as its statuses follow each other."""

from __future__ import annotations

from typing import Final

from ._runtime.reducer import LifeCycle

LIFE_CYCLE: Final = LifeCycle(
    {
        "pending": frozenset(["captured", "refunded", "cancelled", "expired"]),
        "authorized": frozenset(["captured", "refunded", "cancelled", "expired"]),
        "captured": frozenset(["refunded"]),
        "refunded": frozenset(),
        "cancelled": frozenset(),
        "expired": frozenset(),
    }
)
"""For each status, all that can follow it, by one step or by many. Nothing follows a final one."""

NOTED: Final = "payment.updated"
"""The event that tells of a change of the merchant's own notes, which comes after whatever led to the same status."""
