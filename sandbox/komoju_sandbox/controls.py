"""What a test does with one world of a sandbox: the control calls by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.settings import PUBLISHABLE
from komoju_sandbox.webhook_controls import WebhookControls

if TYPE_CHECKING:
    from datetime import datetime

    from komoju_sandbox.clock import Mode
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.line import Line

SNAPSHOT = "snapshot"


class Controls(WebhookControls):
    """One world, by its secret key. A control call that is refused raises `RuntimeError` with the reason."""

    def pay(self, payment_id: str) -> JsonObject:
        """Play the payer's part; returns the payment."""
        return self.control("POST", f"payments/{payment_id}/pay")

    def now(self) -> str:
        """Tell what time it is in the sandbox, as `2017-01-04T07:52:34Z`."""
        now: str = self.control("GET", "clock")["now"]
        return now

    def advance(self, **delta: int) -> str:
        """Move the clock by `days`, `hours`, `minutes` and `seconds`; returns the new present.

        What falls due on the way has happened, and has been sent to webhooks, when this returns.
        """
        now: str = self.control("POST", "clock/advance", delta)["now"]
        return now

    def set_clock(self, now: datetime | None = None, mode: Mode = "frozen") -> str:
        """Let time stand still at `now`, or run on from there (`offset`), or be the real one (`real`)."""
        moment = {} if now is None else {"now": now.isoformat()}
        new: str = self.control("PUT", "clock", {"mode": mode, **moment})["now"]
        return new

    def fail_next(self, code: str, operation: str | None = None, times: int = 1) -> JsonObject:
        """Have the next calls of an operation such as `createPayment`, or of whatever can, answer with that error.

        Returns the fault.
        """
        return self.add_fault("error", operation, code=code, times=times)

    def add_fault(self, do: str, operation: str | None = None, **rest: str | float) -> JsonObject:
        """Let something go wrong: `do` with `code`, `seconds`, `bytes_per_second`, `times` or `probability`.

        Returns the fault, with its `id`.
        """
        where = {} if operation is None else {"operation": operation}
        return self.control("POST", "faults", {"do": do, **where, **rest})

    def faults(self) -> list[JsonObject]:
        """List the faults; `used` says to how many calls each of them has happened."""
        found: list[JsonObject] = self.control("GET", "faults")["data"]
        return found

    def clear_faults(self) -> None:
        """Let everything go well again."""
        self.control("DELETE", "faults")

    def snapshot(self, name: str = SNAPSHOT) -> None:
        """Keep the world as it is, in place of what had that name."""
        self.control("POST", "snapshots", {"name": name})

    def restore(self, name: str = SNAPSHOT) -> None:
        """Make the world what it was, its clock included."""
        with self.other_events():
            self.control("POST", f"snapshots/{name}/restore")

    def reset(self) -> None:
        """Forget everything, webhooks included; clock and seed start again."""
        with self.other_events():
            self.control("POST", "reset")

    def remove(self) -> None:
        """Leave nothing of the world; the main one is reset."""
        self.control("DELETE", "world")
        self.close()


class PrivateSandbox(Controls):
    """The private world of a secret key, in a sandbox with open keys; its clock stands still at `start`, if given."""

    def __init__(self, line: Line, secret_key: str, start: datetime | None = None) -> None:
        super().__init__(secret_key, secret_key + PUBLISHABLE.decode())
        self._line = line
        self._start = start

    def begin(self) -> None:
        """Set the clock to the start."""
        if self._start is not None:
            self.set_clock(self._start)

    def reset(self) -> None:
        """Forget everything, webhooks included; clock and seed start again."""
        super().reset()
        self.begin()
