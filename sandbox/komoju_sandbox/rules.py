"""The tables of the document, each behind the questions it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from komoju_sandbox.clock import LATEST
from komoju_sandbox.deadlines import Calendar
from komoju_sandbox.errors import Catalogue
from komoju_sandbox.fidelity import Fidelity
from komoju_sandbox.lifecycle import Lifecycle
from komoju_sandbox.money import Till
from komoju_sandbox.view import View

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.contract import Contract


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything the operations decide by."""

    contract: Contract
    lifecycle: Lifecycle
    calendar: Calendar
    till: Till
    view: View
    errors: Catalogue
    fidelity: Fidelity

    def knows(self, moment: datetime) -> bool:
        """Tell whether the tables say what holds then: from the first known tax rate on, until the years end."""
        return self.calendar.midnight(self.till.first_day) <= moment < LATEST

    @classmethod
    def of(cls, contract: Contract, *, strict_fidelity: bool = False) -> Rules:
        """Read the rules of a document."""
        return cls(
            contract,
            Lifecycle(contract.lifecycle),
            Calendar(contract.lifecycle),
            Till(contract.lifecycle),
            View(contract),
            Catalogue(contract.error_catalog),
            Fidelity(contract, strict=strict_fidelity),
        )
