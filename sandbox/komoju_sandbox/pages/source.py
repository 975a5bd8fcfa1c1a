"""What the pages want to know of a sandbox, and what their buttons do to it: the whole seam between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import timedelta

    from komoju_sandbox.json_types import JsonObject


class Keys(NamedTuple):
    """The two keys of a merchant."""

    secret: str
    publishable: str


class DeskSource(Protocol):
    """One world. Everything that it returns is masked already and may be shown."""

    @property
    def name(self) -> str:
        """The name of the world."""
        ...

    @property
    def keys(self) -> Keys | None:
        """The keys, where they are the documented ones and no secret; null where they must not be shown."""
        ...

    def mark(self) -> str:
        """Give a text that is another one whenever the desk would show something else."""
        ...

    def clock(self) -> JsonObject:
        """Tell the time: `now`, `mode` (real, frozen or offset), and `next_due`, which may be null."""
        ...

    def payments(self, limit: int) -> list[JsonObject]:
        """Show the newest payments, newest first."""
        ...

    def payment(self, payment_id: str) -> JsonObject:
        """Show a payment. Raises `not_found`."""
        ...

    def history(self, payment_id: str) -> list[JsonObject]:
        """Tell what has happened to a payment, oldest first: `type` and `created_at` of each event."""
        ...

    def requests(self, limit: int) -> list[JsonObject]:
        """Show the newest requests to the API, newest first.

        Each has number, at, method, path, operation, status, code, content_type, body (masked) and choices.
        """
        ...

    def deliveries(self, limit: int) -> list[JsonObject]:
        """Show the newest deliveries with their attempts, newest first."""
        ...

    def webhooks(self) -> list[JsonObject]:
        """Show the webhooks, oldest first."""
        ...

    def faults(self) -> list[JsonObject]:
        """Show the faults that wait for their calls, oldest first: id, operation, do, times, probability."""
        ...

    def fault_kinds(self) -> list[str]:
        """List what a fault may do."""
        ...

    async def pay(self, payment_id: str) -> None:
        """Play the payer's part. Raises `ApiError`."""
        ...

    async def resend(self, delivery_id: str) -> None:
        """Send a delivery once more. Raises `not_found`."""
        ...

    async def advance(self, by: timedelta | None) -> None:
        """Move the clock forward, without a span to the next thing that falls due. Raises `ApiError`."""
        ...

    async def freeze(self) -> None:
        """Let the clock stand still."""
        ...

    async def run_on(self) -> None:
        """Let the clock run on from where it stands."""
        ...

    async def add_fault(self, sent: JsonObject) -> None:
        """Have calls of `operation` (null for all) meet `do`, so many `times`. Raises `ApiError`."""
        ...

    async def remove_fault(self, fault_id: str) -> None:
        """Take a fault back. Raises `not_found`."""
        ...


class Desks(Protocol):
    """All worlds of a sandbox."""

    def names(self) -> list[str]:
        """List the names of the worlds, the main one first."""
        ...

    def named(self, name: str) -> DeskSource:
        """Find the world of that name, the main one for an empty text. Raises `not_found`."""
        ...

    def holding(self, payment_id: str) -> DeskSource:
        """Find the world that has this payment. Raises `not_found`."""
        ...

    def admit(self, authorization: str | None) -> None:
        """Let somebody see the desk. Raises `unauthorized` or `forbidden` where that needs the secret key."""
        ...
