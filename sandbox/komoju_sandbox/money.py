"""Tax, fee and total, in whole units of the currency and without floats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject


@dataclass(frozen=True, slots=True)
class Bill:
    """What a payment costs: `total` is the sum of the other three."""

    amount: int
    tax: int
    fee: int

    @property
    def total(self) -> int:
        """What the payer pays."""
        return self.amount + self.tax + self.fee


class Till:
    """Works out bills by the tax rates and the fee of the document."""

    def __init__(self, lifecycle: JsonObject) -> None:
        self._fee: int = lifecycle["payment_method_fee"]["amount"]
        self._rates = sorted(
            (date.fromisoformat(str(rate["from"])), int(rate["percent"])) for rate in lifecycle["tax"]["rates"]
        )

    @property
    def first_day(self) -> date:
        """The first Japanese day whose tax rate is known."""
        return self._rates[0][0]

    def bill(self, amount: int, tax: int | str | None, day: date) -> Bill:
        """Make the bill for `amount`; a tax that is not a number follows the rate of the Japanese `day`."""
        due = tax if isinstance(tax, int) else self.consumption_tax(amount, day)
        return Bill(amount, due, self._fee)

    def consumption_tax(self, amount: int, day: date) -> int:
        """Work out the tax on `amount` at the rate of that day, rounded half up."""
        percent = max(rate for rate in self._rates if rate[0] <= day)[1]
        return (2 * amount * percent + 100) // 200
