# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""How the events of one payment add up to where it stands, in whatever order and however often they arrive.

A state keeps one event for each status that it was told of: the one that is furthest by a total order. Two states join
status by status, so the join is commutative, associative and idempotent, and nothing depends on the order of arrival.
What a state says is read from what it keeps, along the life cycle of the contract.
"""

from __future__ import annotations

import json
from functools import reduce
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NamedTuple, Self, TypeVar, final

from .model import Model
from .shapes import is_array, is_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

__all__ = ["LifeCycle", "Seen", "State"]

E = TypeVar("E", bound=Model)
_NOTHING: frozenset[str] = frozenset()


@final
class LifeCycle:
    """Which statuses can still follow each status. A status that nobody has heard of stands apart from all others."""

    __slots__ = ("_later",)

    def __init__(self, later: Mapping[str, frozenset[str]]) -> None:
        self._later = later

    def later(self, status: str) -> frozenset[str]:
        """Give the statuses that can follow, by one step or by many."""
        return self._later.get(status, _NOTHING)

    def is_final(self, status: str) -> bool:
        """Tell whether the status is known, and nothing can follow it."""
        return status in self._later and not self._later[status]

    def furthest(self, statuses: Iterable[str]) -> frozenset[str]:
        """Give the statuses that none of the others can follow."""
        found = frozenset(statuses)
        return frozenset(status for status in found if not self.later(status) & found)

    def conflict(self, statuses: Iterable[str]) -> tuple[str, ...]:
        """Give the statuses that exclude each other: no payment can come to a point after all of them."""
        known = {
            status: self._later[status] | {status}
            for status in self.furthest(statuses)
            if status in self._later
        }
        meet = any(all(status in ahead for ahead in known.values()) for status in self._later)
        return () if meet else tuple(sorted(known))


class Seen(NamedTuple):
    """What counts in an event: which payment it is about, in which status it was, when, and what it tells."""

    payment_id: str
    status: str
    created_at: datetime
    noted: bool
    """Whether the event only tells of a change of notes."""
    event_id: str
    payment: Mapping[str, Any]


class State(Generic[E]):
    """Where a payment stands, by the events that have arrived. It does not change; `apply` gives a new one."""

    __slots__ = ("_kept",)
    _life_cycle: ClassVar[LifeCycle]
    _kept: Mapping[str, E]

    def __init__(self, event: E, /, *more: E) -> None:
        """Fold one or more events of one payment. Raise `ValueError` when they are of several."""
        self._kept = reduce(self._with, more, {self._seen(event).status: event})

    @property
    def final(self) -> bool:
        """Whether nothing can follow any more, so far as the life cycle of the contract knows."""
        return self._life_cycle.is_final(self._seen(self._ahead()).status)

    @property
    def conflict(self) -> tuple[str, ...]:
        """The statuses that exclude each other, such as `("cancelled", "captured")`. Empty when all is well.

        Once there is a conflict, no event resolves it: ask the service with `payments.show`.
        """
        return self._life_cycle.conflict(self._kept)

    @property
    def events(self) -> tuple[E, ...]:
        """The events that say it all, oldest first: one for each status. Fold them again and the state is the same."""
        return tuple(sorted(self._kept.values(), key=self._age))

    def apply(self, event: E) -> Self:
        """Give the state with one more event. It is this same object when the event adds nothing.

        Raise `ValueError` when the event is about another payment, and `DecodeError` when its id, its time, or the id
        or the status of its payment cannot be read.
        """
        return self._of(self._with(self._kept, event))

    def merge(self, other: Self) -> Self:
        """Give the state of everything that either of two states was told."""
        return self._of(reduce(self._with, other.events, self._kept))

    def __eq__(self, other: object) -> bool:
        return self._kept == other._kept if isinstance(other, type(self)) else NotImplemented

    def __repr__(self) -> str:
        seen = self._seen(self._ahead())
        conflict = f", conflict={self.conflict}" if self.conflict else ""
        return (
            f"{type(self).__name__}(payment={seen.payment_id!r}, status={seen.status!r}{conflict})"
        )

    @staticmethod
    def _seen(event: E) -> Seen:
        """Read what counts in an event."""
        raise NotImplementedError

    def _of(self, kept: Mapping[str, E]) -> Self:
        if kept is self._kept:
            return self
        made = type(self).__new__(type(self))
        made._kept = kept
        return made

    def _with(self, kept: Mapping[str, E], event: E) -> Mapping[str, E]:
        """Add an event to what is kept, or give the same mapping back when it adds nothing."""
        seen, known = self._seen(event), self._seen(next(iter(kept.values())))
        if seen.payment_id != known.payment_id:
            message = f"an event of payment {seen.payment_id} cannot be told to the state of {known.payment_id}"
            raise ValueError(message)
        held = kept.get(seen.status)
        return (
            kept
            if held is not None and self._further(held, event) is held
            else {**kept, seen.status: event}
        )

    def _ahead(self) -> E:
        """Give the event that tells where the payment stands."""
        ends = self._life_cycle.furthest(self._kept)
        return reduce(self._further, (self._kept[status] for status in sorted(ends)))

    def _further(self, one: E, other: E) -> E:
        """Give the one of two events that comes later in the total order; the first when they are the same."""
        mine, theirs = self._place(one), self._place(other)
        if mine == theirs:
            return one if _text(one) >= _text(other) else other
        return one if mine > theirs else other

    def _place(self, event: E) -> tuple[object, ...]:
        """Place an event among others: by what only grows, then by time, by what is left to come, by notes, by id."""
        seen = self._seen(event)
        left = len(self._life_cycle.later(seen.status))
        return *_progress(seen.payment), seen.created_at, -left, seen.noted, seen.event_id

    def _age(self, event: E) -> tuple[datetime, str, str]:
        seen = self._seen(event)
        return seen.created_at, seen.event_id, seen.status


def _progress(payment: Mapping[str, Any]) -> Iterator[int]:
    """Measure what only grows while a payment lives. What is missing or unreadable counts as not begun."""
    refunded, details = payment.get("amount_refunded"), payment.get("payment_details")
    yield refunded if isinstance(refunded, int) else 0
    yield _length(payment.get("refunds"))
    yield payment.get("captured_at") is not None
    yield _length(details.get("prepaid_cards")) if is_object(details) else 0
    yield _length(payment.get("refund_requests"))


def _length(value: Any) -> int:
    return len(value) if is_array(value) else 0


def _text(event: Model) -> str:
    """Write an event as text, for events that differ although they have the same id and time."""
    return json.dumps(event.to_dict())
