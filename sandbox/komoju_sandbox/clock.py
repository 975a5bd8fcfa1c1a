"""The only place with time: a clock that keeps the present time, runs ahead of it or behind, or stands still."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

LATEST = datetime(9000, 1, 1, tzinfo=UTC)
"""The clock stops being set beyond this, so that every deadline still has four digits to its year."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Mode: TypeAlias = Literal["real", "offset", "frozen"]


def _present() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Sandbox time, in UTC and whole seconds. What it has to remember are two numbers."""

    def __init__(self, present: Callable[[], datetime] = _present) -> None:
        self._present = present
        self.frozen_at: int | None = None
        """Where it stands still, in microseconds since 1970; null while it runs."""
        self.ahead = 0
        """By how many microseconds it is ahead of the present time while it runs."""

    @property
    def mode(self) -> Mode:
        """Tell whether the clock keeps the present time, is off it, or stands still."""
        if self.frozen_at is not None:
            return "frozen"
        return "offset" if self.ahead else "real"

    def set(self, mode: Mode, moment: datetime | None = None) -> None:
        """Let the clock stand still at `moment`, run on from there, or keep the present time.

        Without a moment it goes on from where it is.
        """
        moment = moment or self._exactly()
        self.frozen_at = (moment - EPOCH) // MICROSECOND if mode == "frozen" else None
        self.ahead = (moment - self._present()) // MICROSECOND if mode == "offset" else 0

    def now(self) -> datetime:
        """Tell the present second."""
        return self._exactly().replace(microsecond=0)

    def seconds_until(self, moment: datetime) -> float:
        """Tell how long the clock has to run until `moment`; 0 when that has come."""
        return max((moment - self._exactly()).total_seconds(), 0.0)

    def advance(self, by: timedelta) -> None:
        """Move the clock forward. Raises `OverflowError` when that would pass `LATEST`, `ValueError` for backward."""
        self.refuse_wrong(by)
        if by:
            self.set("frozen" if self.frozen_at is not None else "offset", self._exactly() + by)

    def refuse_wrong(self, by: timedelta) -> None:
        """Raise what `advance` would raise."""
        if by < timedelta():
            raise ValueError("the clock only advances")
        if by > LATEST - self.now():
            raise OverflowError("the clock cannot pass the year 9000")

    def _exactly(self) -> datetime:
        if self.frozen_at is not None:
            return EPOCH + self.frozen_at * MICROSECOND
        return self._present() + self.ahead * MICROSECOND


def stamp(moment: datetime) -> str:
    """Write a moment as the API does: `YYYY-MM-DDTHH:MM:SSZ`, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 time with an offset. Raises `ValueError` for anything else."""
    moment = datetime.fromisoformat(text.upper())
    if moment.tzinfo is None:
        raise ValueError("a time needs an offset, such as Z")
    return moment


def epoch(moment: datetime) -> int:
    """Whole seconds since 1970, rounded down; exact for every year."""
    return (moment - EPOCH) // timedelta(seconds=1)


def moment(second: int) -> datetime:
    """Turn `epoch` back."""
    return EPOCH + timedelta(seconds=second)
