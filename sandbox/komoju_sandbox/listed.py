"""The test values of the document, as one call asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.trail import TEST_NUMBER

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Trail

SHOWN_DIGITS = 4
DOCUMENTED = "documented: Test Numbers"


class Listed:
    """What the document says of the values that one payment type is tried with."""

    def __init__(self, contract: Contract, payment_type: str, trail: Trail) -> None:
        self._contract = contract
        self.payment_type = payment_type
        self.trail = trail

    def find(self, field: str, value: str) -> JsonObject | None:
        """Look the value of a field up, and say on the trail what was found."""
        found = self._contract.test_values(self.payment_type, field).get(value)
        if found is not None:
            self.trail.rests_on(found.get("source", DOCUMENTED))
            self.trail.meets(TEST_NUMBER, name_of(self.payment_type, field, found))
        return found


def name_of(payment_type: str, field: str, entry: JsonObject) -> str:
    """Name a test value without telling more of it than its end."""
    return f"{payment_type}.{field} ***{entry['value'][-SHOWN_DIGITS:]}: {entry['outcome']}"
