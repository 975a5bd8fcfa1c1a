"""What a world remembers beside its payments: its clock, and how far its seed has been drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.clock import EPOCH, MICROSECOND, Clock
from komoju_sandbox.draw import Draw
from komoju_sandbox.storage.schema import VERSION

if TYPE_CHECKING:
    from komoju_sandbox.settings import Settings
    from komoju_sandbox.storage import Database

LOAD = "SELECT frozen_at, ahead, drawn, drawn_events, drawn_faults, faults FROM world"
SAVE = "UPDATE world SET frozen_at = ?, ahead = ?, drawn = ?, drawn_events = ?, drawn_faults = ?, faults = ?"
MAKE = "INSERT INTO world (version, ahead, drawn, drawn_events, payments) VALUES (?, 0, 0, 0, 0)"


class State:
    """The clock and the draws of a world, as its database has them. It may be shared with other processes."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings
        self.clock = Clock()
        self.draw = Draw(settings.seed)
        # Sequences of their own: what is drawn for payments must not depend on who is told of them, or on what fails.
        self.event_draw = Draw(None if settings.seed is None else f"{settings.seed} events")
        self.fault_draw = Draw(None if settings.seed is None else f"{settings.seed} faults")
        self.faults = 0
        """How many faults wait for a call."""
        self._kept: tuple[int | None, ...] | None = None

    @property
    def has_faults(self) -> bool:
        """Tell whether faults were waiting for a call at the end of the last transaction."""
        return self._kept is not None and self._kept[-1] != 0

    def prepare(self) -> None:
        """Begin: at the time of the settings, or where an earlier run has left it."""
        if self._database.execute(LOAD).fetchone() is None:
            self._database.execute(MAKE, (VERSION,))
            self.reset()
            return
        self.load()
        if self._settings.clock is not None and not self._settings.resume:
            self._set_clock()
            self.save()

    def load(self) -> None:
        """Read what the database says, at the start of a transaction."""
        kept = self._database.execute(LOAD).fetchone()
        self.clock.frozen_at, self.clock.ahead, self.draw.drawn, self.event_draw.drawn = kept[:4]
        self.fault_draw.drawn, self.faults = kept[4:]
        self._kept = tuple(kept)

    def save(self) -> None:
        """Keep what has changed, at the end of a transaction."""
        drawn = (self.draw.drawn, self.event_draw.drawn, self.fault_draw.drawn)
        now = (self.clock.frozen_at, self.clock.ahead, *drawn, self.faults)
        if now != self._kept:
            self._database.execute(SAVE, now)
            self._kept = now

    def reset(self) -> None:
        """Start the clock and the seed again."""
        self._set_clock()
        self.draw.drawn = self.event_draw.drawn = self.fault_draw.drawn = 0
        self.save()

    def mark(self) -> None:
        """Keep the moment of a copy."""
        self._database.execute("UPDATE world SET saved_at = ?", ((self.clock.now() - EPOCH) // MICROSECOND,))

    def return_to_mark(self) -> None:
        """Set a clock that does not keep the present time back to the moment of the copy that is now in place."""
        saved_at = self._database.execute("SELECT saved_at FROM world").fetchone()[0]
        if self.clock.mode != "real":
            self.clock.set(self.clock.mode, EPOCH + saved_at * MICROSECOND)

    def _set_clock(self) -> None:
        self.clock.set("real")
        if self._settings.clock is not None or self._settings.frozen:
            self.clock.set("frozen" if self._settings.frozen else "offset", self._settings.clock)
