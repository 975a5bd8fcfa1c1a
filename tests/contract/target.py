"""Which server the contract suite speaks to: the one place that decides it.

`KOMOJU_BASE_URL` with `KOMOJU_SECRET_KEY` names a running server. `KOMOJU_PUBLISHABLE_KEY` makes the suite ask for what
that key may not do as well, and `KOMOJU_OTHER_KEY`, the secret key of another merchant, for what is not its own.
The runs of schemathesis speak to a sandbox of their own, which is fresh and whose clock stands still.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

from komoju import Komoju
from komoju.models import KonbiniRequest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
"""The moment of the documented calls."""
OTHER_KEY = "another-mart"


@dataclass(frozen=True)
class Target:
    """A server under test."""

    base_url: str
    secret_key: str = field(repr=False)
    publishable_key: str | None = field(repr=False)
    clock: datetime | None
    """The time of a server whose clock stands still, null for one whose clock runs."""
    other_key: str | None = field(default=None, repr=False)
    """The secret key of another merchant, who has nothing."""

    @cached_property
    def ahead(self) -> timedelta:
        """How far a running clock is ahead of the world's. The server is asked when somebody wants to know."""
        return _ahead(self.base_url, self.secret_key)

    def now(self) -> datetime:
        """Tell what time it is there."""
        return self.clock or self.ahead + datetime.now(UTC)

    @property
    def environment(self) -> dict[str, str]:
        """The target, for another process: `from_environment` reads it back."""
        found = {"KOMOJU_BASE_URL": self.base_url, "KOMOJU_SECRET_KEY": self.secret_key}
        if self.publishable_key:
            found["KOMOJU_PUBLISHABLE_KEY"] = self.publishable_key
        if self.other_key:
            found["KOMOJU_OTHER_KEY"] = self.other_key
        if self.clock:
            found["KOMOJU_CLOCK"] = self.clock.isoformat()
        return found

    @classmethod
    def from_environment(cls) -> Target | None:
        """Read the target that the environment names, if it names one."""
        base_url, secret_key = os.environ.get("KOMOJU_BASE_URL"), os.environ.get("KOMOJU_SECRET_KEY")
        if not base_url or not secret_key:
            return None
        clock = os.environ.get("KOMOJU_CLOCK")
        return cls(
            base_url.rstrip("/"),
            secret_key,
            os.environ.get("KOMOJU_PUBLISHABLE_KEY"),
            datetime.fromisoformat(clock) if clock else None,
            os.environ.get("KOMOJU_OTHER_KEY"),
        )


def _ahead(base_url: str, secret_key: str) -> timedelta:
    """Ask a server for its time, by a konbini payment that nobody will pay: a sandbox may live in 2017."""
    with Komoju(secret_key, base_url=base_url) as komoju:
        shop = KonbiniRequest(store="lawson", phone="090-1111-2222")
        made = komoju.payments.create(amount=100, currency="JPY", payment_details=shop)
    return made.created_at - datetime.now(UTC).replace(microsecond=0)


@contextmanager
def fresh_target() -> Iterator[Target]:
    """Give a fresh sandbox until the end of the block. Another merchant has a world of its own there."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="contract")) as sandbox:
        sandbox.snapshot("empty")
        sandbox.control("POST", "snapshots/empty/branch", {"secret_key": OTHER_KEY})
        yield Target(sandbox.base_url, sandbox.secret_key, sandbox.publishable_key, START, OTHER_KEY)
