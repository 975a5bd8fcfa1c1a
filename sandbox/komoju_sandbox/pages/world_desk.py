"""The worlds of a sandbox, as the pages ask for them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from komoju_sandbox.clock import parse_instant, stamp
from komoju_sandbox.errors import ApiError
from komoju_sandbox.fault_forms import CUT_AFTER, CUT_BEFORE, ERROR, EVERY, GARBAGE, MAINTENANCE
from komoju_sandbox.pages.source import Keys
from komoju_sandbox.settings import DEFAULT_KEY, DEFAULT_PUBLISHABLE_KEY

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import timedelta

    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.pages.source import DeskSource
    from komoju_sandbox.world import World
    from komoju_sandbox.worlds import Worlds

NAMELESS = (CUT_BEFORE, CUT_AFTER, GARBAGE, MAINTENANCE)
"""Faults that need no more to be said."""
DOCUMENTED = Keys(DEFAULT_KEY, DEFAULT_PUBLISHABLE_KEY)
"""The keys that everybody knows."""
LAST = 2**62
"""Larger than the number of any request."""


class WorldDesk:
    """One world. Each question is a transaction of its own."""

    def __init__(self, world: World, keys: Keys | None) -> None:
        self._world = world
        self._keys = keys

    @property
    def name(self) -> str:
        """The name of the world."""
        return self._world.name

    @property
    def keys(self) -> Keys | None:
        """The keys, where they are the documented ones."""
        return self._keys

    def mark(self) -> str:
        """Tell this state from all others, requests included that have not been written yet."""
        self._world.traffic.write()
        with self._world.transaction():
            return self._world.glance.mark()

    def clock(self) -> JsonObject:
        """Tell the time, and when the next thing falls due."""
        due = self._world.catch_up().next_due
        return {**self._world.now().body, "next_due": None if due is None else stamp(due)}

    def payments(self, limit: int) -> list[JsonObject]:
        """Show the newest payments, newest first."""
        with self._up_to_date():
            return self._world.glance.payments(limit)

    def payment(self, payment_id: str) -> JsonObject:
        """Show a payment. Raises `not_found`."""
        with self._up_to_date():
            found = self._world.glance.payment(payment_id)
        if found is None:
            raise ApiError("not_found")
        return found

    def history(self, payment_id: str) -> list[JsonObject]:
        """Tell what has happened to a payment, oldest first."""
        with self._world.transaction():
            return self._world.glance.history(payment_id)

    def requests(self, limit: int) -> list[JsonObject]:
        """Show the newest requests, newest first."""
        return self._world.traffic.requests(limit)

    def deliveries(self, limit: int) -> list[JsonObject]:
        """Show the newest deliveries with their attempts, newest first."""
        page = self._world.carry_out(self._world.notices.deliveries, query={"limit": limit})
        found: list[JsonObject] = page.body["data"]
        return found

    def webhooks(self) -> list[JsonObject]:
        """Show the webhooks, oldest first."""
        found: list[JsonObject] = self._world.carry_out(self._world.notices.list).body["data"]
        return found

    def faults(self) -> list[JsonObject]:
        """Show the faults that wait for their calls."""
        with self._world.transaction():
            return self._world.faults.waiting()

    def fault_kinds(self) -> list[str]:
        """List what a fault may do: what needs no more than its name, and every error."""
        return [*NAMELESS, *self._world.rules.contract.error_catalog["codes"]]

    async def pay(self, payment_id: str) -> None:
        """Play the payer's part. Raises `ApiError`."""
        self._world.pay(payment_id)

    async def resend(self, delivery_id: str) -> None:
        """Send a delivery once more. Raises `not_found`."""
        self._world.carry_out(self._world.notices.resend, {"delivery_id": delivery_id})

    async def advance(self, by: timedelta | None) -> None:
        """Move the clock forward, without a span to the next thing that falls due. Raises `ApiError`."""
        if by is None:
            due = self._world.catch_up().next_due
            by = due - parse_instant(self._world.now().body["now"]) if due is not None else None
        try:
            if by is not None:
                await self._world.advance(by)
        except OverflowError as error:
            raise ApiError("invalid_parameter", "by") from error

    async def freeze(self) -> None:
        """Let the clock stand still."""
        await self._world.set_clock("frozen", None)

    async def run_on(self) -> None:
        """Let the clock run on from where it stands."""
        await self._world.set_clock("offset", None)

    async def add_fault(self, sent: JsonObject) -> None:
        """Have calls meet a fault. Raises `ApiError`."""
        do, operation = sent["do"], sent["operation"] or EVERY
        deed = {"do": do} if do in NAMELESS else {"do": ERROR, "code": do}
        body = {**deed, "operation": operation, "times": sent["times"]}
        self._world.carry_out(self._world.faults.add, body=body)

    async def remove_fault(self, fault_id: str) -> None:
        """Take a fault back. Raises `not_found`."""
        self._world.carry_out(self._world.faults.remove, {"fault_id": fault_id})

    @contextmanager
    def _up_to_date(self) -> Generator[None]:
        """Read the world in a transaction, after everything that is due."""
        self._world.catch_up()
        with self._world.transaction():
            yield


class WorldDesks:
    """All worlds of a sandbox."""

    def __init__(self, worlds: Worlds) -> None:
        self._worlds = worlds

    def names(self) -> list[str]:
        """List the names of the worlds, the main one first."""
        return self._worlds.names()

    def named(self, name: str) -> DeskSource:
        """Find the world of that name, the main one for an empty text. Raises `not_found`."""
        if name and name not in self._worlds.names():
            raise ApiError("not_found")
        return self._desk(self._worlds.world(name) if name else self._worlds.main)

    def holding(self, payment_id: str) -> DeskSource:
        """Find the world that has this payment. Raises `not_found`."""
        for name in self._worlds.names():
            desk = self.named(name)
            try:
                desk.payment(payment_id)
            except ApiError:
                continue
            return desk
        raise ApiError("not_found")

    def admit(self, authorization: str | None) -> None:
        """Let somebody see the desk. Raises `unauthorized` or `forbidden` where that needs the secret key."""
        if not self._worlds.settings.open_controls:
            self._worlds.in_charge(authorization)

    def _desk(self, world: World) -> WorldDesk:
        settings = self._worlds.settings
        used = Keys(settings.secret_key, settings.publishable_key)
        return WorldDesk(world, used if world is self._worlds.main and used == DOCUMENTED else None)
