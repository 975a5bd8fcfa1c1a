"""The only place with time: a clock that starts at a given instant, runs on, and can be advanced."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""The clock stops being set beyond this, so that every deadline still has four digits to its year."""


class Clock:
    """Sandbox time, in UTC and whole seconds."""

    def __init__(self, start: datetime | None = None, monotonic: Callable[[], float] | None = None) -> None:
        self._given = start
        self._monotonic = monotonic or time.monotonic
        self.reset()

    def reset(self) -> None:
        """Set the clock to the instant it was given, or to the present."""
        self._start = self._given or datetime.now(UTC)
        self._began = self._monotonic()
        self._advanced = timedelta()

    def now(self) -> datetime:
        """Tell the present second."""
        return self._exactly().replace(microsecond=0)

    def seconds_until(self, moment: datetime) -> float:
        """Tell how long the clock has to run until `moment`; 0 when that has come."""
        return max((moment - self._exactly()).total_seconds(), 0.0)

    def advance(self, by: timedelta) -> datetime:
        """Move the clock forward and return the new present.

        Raises `OverflowError` when that would pass `LATEST`, `ValueError` when `by` is negative.
        """
        self.refuse_wrong(by)
        self._advanced += by
        return self.now()

    def refuse_wrong(self, by: timedelta) -> None:
        """Raise what `advance` would raise."""
        if by < timedelta():
            raise ValueError("the clock only moves forward")
        if by > LATEST - self.now():
            raise OverflowError("the clock cannot pass the year 9000")

    def _exactly(self) -> datetime:
        ran = timedelta(seconds=self._monotonic() - self._began)
        return self._start + ran + self._advanced


def stamp(moment: datetime) -> str:
    """Write a moment as the API does: `YYYY-MM-DDTHH:MM:SSZ`, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 time with an offset. Raises `ValueError` for anything else."""
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset, such as Z")
    return moment
