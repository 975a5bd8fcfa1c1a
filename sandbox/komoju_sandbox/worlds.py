"""All worlds of a sandbox: one for the keys that it is started with, and private ones for keys it has not seen."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from typing import TYPE_CHECKING

from komoju_sandbox.auth import CHALLENGE, FULL_ACCESS, TOKENS_ONLY, credentials
from komoju_sandbox.clock import LATEST, Clock
from komoju_sandbox.errors import ApiError
from komoju_sandbox.journal import Scribe
from komoju_sandbox.rules import Rules
from komoju_sandbox.settings import PUBLISHABLE, SettingsError
from komoju_sandbox.storage import MAIN, open_storage
from komoju_sandbox.trail import Trail
from komoju_sandbox.world import World

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from komoju_sandbox.contract import Contract
    from komoju_sandbox.settings import Settings
    from komoju_sandbox.trail import Fact

NAME_LENGTH = 16
WATCH_SECONDS = 0.05
"""How often a process that delivers looks for what the others have done."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a key."""

    world: World
    digest: str
    """Stands for the key without telling it."""
    scheme: str
    """What the key is good for."""

    def demand(self, schemes: frozenset[str]) -> None:
        """Raise `forbidden` for a key of no right here."""
        if self.scheme not in schemes:
            raise ApiError("forbidden", source="choice: publishable-key")


class Worlds:
    """Finds the world of a key.

    Raises `SettingsError`, `StoreError` or `ContractError` when it cannot be set up.
    """

    def __init__(self, contract: Contract, settings: Settings) -> None:
        self.rules = Rules.of(contract, strict_fidelity=settings.strict_fidelity)
        self.settings = settings
        self._refuse_unknown_times()
        self._storage = open_storage(settings.database)
        self.scribe = Scribe(contract, [settings.secret_key, settings.publishable_key])
        self._open: dict[str, World] = {}
        self._met: set[Fact] = set()
        """What worlds that are gone have met."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._keys = {FULL_ACCESS: settings.secret_key.encode(), TOKENS_ONLY: settings.publishable_key.encode()}
        try:
            self.main = self.world(MAIN)
            self._open_all()
        except BaseException:
            self._storage.close()
            raise

    def close(self) -> None:
        """Write what waits, and let go of the database."""
        for world in self._open.values():
            world.traffic.write()
        self._storage.close()

    def met(self) -> set[Fact]:
        """Tell what the traffic of all worlds has met, as far as this process knows."""
        return self._met.union(*(world.traffic.seen_here() for world in self._open.values()))

    def world(self, name: str) -> World:
        """Give the world of that name, made when it is not there."""
        if name not in self._open:
            world = World(name, self.rules, self.settings, self._storage.open(name))
            self._open[name] = world
            if self._loop is not None:
                world.courier.start(self._loop)
        return self._open[name]

    def names(self) -> list[str]:
        """List the worlds, the main one first."""
        names = set(self._storage.worlds()) | set(self._open)
        return [MAIN, *sorted(names - {MAIN})]

    def admit(self, authorization: str | None, trail: Trail) -> Caller:
        """Let a caller in. Raises `unauthorized` for a missing or unknown key."""
        key, with_password = credentials(authorization or "")
        if with_password:
            trail.rests_on("choice: basic-password")
        for scheme, known in self._keys.items():
            if compare_digest(key, known):
                return Caller(self.main, _digest(key), scheme)
        secret = key.removesuffix(PUBLISHABLE)
        world = self._private(_digest(secret)[:NAME_LENGTH]) if secret else None
        if world is None:
            raise self._unauthorized()
        return Caller(world, _digest(key), FULL_ACCESS if secret == key else TOKENS_ONLY)

    def in_charge(self, authorization: str | None) -> World:
        """Give the world that a control call is for: that of the secret key, else the main one.

        Raises `unauthorized` or `forbidden`; without a key only where the controls are not open to everybody.
        """
        if authorization is None and self.settings.open_controls:
            return self.main
        caller = self.admit(authorization, Trail())
        caller.demand(frozenset({FULL_ACCESS}))
        return caller.world

    # Copies

    def save(self, world: World, copy: str) -> None:
        """Keep a copy of the world under that name."""
        with world.transaction():
            world.state.mark()
        self._storage.save(world.name, copy)

    async def restore(self, world: World, copy: str) -> None:
        """Make the world what it was when it was copied, its clock included. Raises `not_found`."""
        await self._put(world, copy, world)

    async def branch(self, world: World, copy: str, secret_key: str) -> World:
        """Make a copy the world of another secret key; what that had is forgotten.

        Raises `not_found`, and `invalid_parameter` for a key that opens no private world.
        """
        key = secret_key.encode()
        if key in self._keys.values() or key.endswith(PUBLISHABLE):
            raise ApiError("invalid_parameter", "secret_key")
        if copy not in self._storage.copies(world.name):
            raise ApiError("not_found")
        target = self.world(_digest(key)[:NAME_LENGTH])
        await self._put(world, copy, target)
        return target

    def copies(self, world: World) -> list[str]:
        """List the copies of a world."""
        return self._storage.copies(world.name)

    def forget(self, world: World, copy: str) -> None:
        """Drop a copy. Raises `not_found`."""
        try:
            self._storage.forget(world.name, copy)
        except KeyError as error:
            raise ApiError("not_found") from error

    async def remove(self, world: World) -> None:
        """Remove a private world with all that is in it; the main one cannot go and is reset."""
        if world is self.main:
            world.reset()
            return
        await world.courier.stop()
        self._met |= world.traffic.met()
        del self._open[world.name]
        self._storage.remove(world.name)

    # Delivery

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[None]:
        """Deliver from here on, what an earlier run has left included, and let go of everything at the end."""
        self._loop = asyncio.get_running_loop()
        for world in self._open.values():
            world.courier.start(self._loop)
        watch = self._loop.create_task(self._watch()) if self.settings.shared and self.settings.delivers else None
        try:
            yield
        finally:
            self._loop = None
            if watch is not None:
                watch.cancel()
            for world in list(self._open.values()):
                await world.courier.stop()
            self.close()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            self._open_all()
            for world in list(self._open.values()):
                world.courier.wake()

    def _open_all(self) -> None:
        for name in self._storage.worlds():
            self.world(name)

    async def _put(self, world: World, copy: str, into: World) -> None:
        into.courier.drop()
        into.traffic.met()
        try:
            self._storage.restore(world.name, copy, into.name)
        except KeyError as error:
            raise ApiError("not_found") from error
        with into.transaction():
            into.state.return_to_mark()
            into.traffic.remember()
        into.courier.wake()

    def _private(self, name: str) -> World | None:
        if self.settings.open_keys or name in self._open or name in self._storage.worlds():
            return self.world(name)
        return None

    def _unauthorized(self) -> ApiError:
        """Refuse a caller. The status and the body are documented, the challenge is not."""
        if self.rules.fidelity.strict:
            return ApiError("unauthorized")
        return ApiError("unauthorized", headers=CHALLENGE, source="choice: www-authenticate")

    def _refuse_unknown_times(self) -> None:
        if not self.rules.knows(self.settings.clock or Clock().now()):
            raise SettingsError(
                f"the clock has to start between {self.rules.till.first_day}, the first day in Japan with a known "
                f"tax rate, and the year {LATEST.year}"
            )


def _digest(key: bytes) -> str:
    return sha256(key).hexdigest()
