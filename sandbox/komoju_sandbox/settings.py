"""How a sandbox is set up."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

DEFAULT_KEY = "komoju-mart"
"""The secret key of the documented calls."""
DEFAULT_PUBLISHABLE_KEY = "komoju-mart-publishable"
PUBLISHABLE = b"-publishable"
"""What follows a private world's secret key in its publishable key."""
KEY_VARIABLE = "KOMOJU_SANDBOX_SECRET_KEY"


class SettingsError(ValueError):
    """A setting that cannot work; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be chosen. Raises `SettingsError` for keys that cannot work."""

    clock: datetime | None = None
    """When the sandbox's time starts; the present when not given."""
    frozen: bool = False
    """Whether time stands still unless it is advanced."""
    database: str | None = None
    """A SQLite file, or a PostgreSQL URL; memory when not given."""
    secret_key: str = field(default=DEFAULT_KEY, repr=False)
    publishable_key: str = field(default=DEFAULT_PUBLISHABLE_KEY, repr=False)
    seed: str | None = None
    """Makes drawn ids and numbers repeat."""
    origin: str | None = None
    """Where the sandbox is reached, as `http://127.0.0.1:8410`: its pages for payers are there. Else the live host."""
    open_controls: bool = True
    """Whether the calls under /sandbox/ need no key, as is right on loopback only."""
    open_keys: bool = False
    """Whether a secret key that nobody has used opens a private world."""
    strict_fidelity: bool = False
    """Whether a call is refused whose answer would rest on a choice of ours."""
    shared: bool = False
    """Whether other processes work on the same database."""
    delivers: bool = True
    """Whether this process sends webhooks. Of those that share a database, exactly one does."""
    resume: bool = False
    """Whether the clocks of worlds that are there stay as they are."""

    def __post_init__(self) -> None:
        for name, key in (("secret", self.secret_key), ("publishable", self.publishable_key)):
            if not key or ":" in key:
                raise SettingsError(f"the {name} key must not be empty or hold a colon")
        if self.secret_key == self.publishable_key:
            raise SettingsError("the secret and the publishable key must differ")
        if self.clock is not None and self.clock.tzinfo is None:
            raise SettingsError("the clock needs a time with an offset, such as Z")


def default_secret_key() -> str:
    """Take the secret key of the environment, else the one of the documented calls."""
    return os.environ.get(KEY_VARIABLE) or DEFAULT_KEY
