"""One module per payment type: what the type shows in a payment, and how its numbers decide.

Each module has one function, `pay(attempt) -> Outcome`, and is found by the name of its type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from komoju_sandbox.contract import ContractError

if TYPE_CHECKING:
    from datetime import date

    from komoju_sandbox.draw import Draw
    from komoju_sandbox.grounds import Grounds
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.listed import Listed
    from komoju_sandbox.trail import Trail


@dataclass(frozen=True, slots=True)
class Attempt:
    """A payment that is being made, as its type sees it."""

    details: JsonObject = field(repr=False)
    """`payment_details` of the request, checked."""
    total: int
    capture: bool
    today: date
    """The Japanese calendar day."""
    outcomes: frozenset[str]
    """The statuses that the life cycle allows for a new payment of this type."""
    instructions_url: str
    draw: Draw
    listed: Listed
    """The test values of the type."""
    grounds: Grounds
    """What earlier payments have done to later answers."""

    @property
    def trail(self) -> Trail:
        """Where to say what decided, beside the documentation."""
        return self.listed.trail

    @property
    def email(self) -> str | None:
        """The payer's e-mail address, if it was sent."""
        return self.details.get("email")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A payment that was made."""

    shown: JsonObject
    """`payment_details` of the reply, without `type`."""
    status: str


class Method(Protocol):
    """A payment type."""

    def pay(self, attempt: Attempt) -> Outcome:
        """Make the payment. Raises `ApiError` with a documented code when it is refused."""
        ...


@cache
def load_method(payment_type: str) -> Method:
    """Load the module of that payment type. Raises `ContractError` when there is none."""
    name = f"{__name__}.{payment_type}"
    if find_spec(name) is None:
        raise ContractError(f"the document has the payment type {payment_type}, but there is no module {name}")
    return cast("Method", import_module(name))
