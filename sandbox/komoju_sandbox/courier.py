"""Brings deliveries to webhooks, beside the API: one at a time per webhook, and never before the commit."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple, Protocol

from komoju_sandbox.letter import Attempt, seal
from komoju_sandbox.post import PostError, post
from komoju_sandbox.trail import WEBHOOK_EVENT

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from datetime import datetime

    from komoju_sandbox.dispatch import Dispatch
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.letter import Letter
    from komoju_sandbox.mischief import Trick
    from komoju_sandbox.state import State
    from komoju_sandbox.traffic import Traffic

SHORTEST_SLEEP, LONGEST_SLEEP = 0.05, 3600.0
"""Seconds after which the clock is looked at again, however near or far the next thing is: it may stand still."""
POLL_SECONDS = 0.02
"""How often a process that does not deliver looks whether another one has."""


class Sender(Protocol):
    """The world that a courier works for."""

    state: State
    traffic: Traffic

    def transaction(self) -> AbstractContextManager[datetime]:
        """Read and write the world at one second."""
        ...

    def catch_up(self) -> Agenda:
        """Let everything happen that is due by now, and tell what is to be delivered and when the next thing comes."""
        ...


class Agenda(NamedTuple):
    """What there is to do."""

    waiting: list[str]
    """The webhooks with deliveries that are due."""
    next_due: datetime | None
    """When something will be due next."""


class Courier:
    """Runs on the event loop of the server, from `start` to `stop`; before and after, everything waits.

    All of the database is used on that loop, so that no call meets another in a transaction. A delivery is
    repeated when the process ends between the POST and the commit that keeps its outcome. Of several processes
    that share a world one `delivers`.
    """

    def __init__(self, world: Sender, dispatch: Dispatch, lifecycle: JsonObject, *, delivers: bool) -> None:
        self._world = world
        self._dispatch = dispatch
        self._seconds: float = lifecycle["webhooks"]["success"]["seconds"]
        self._delivers = delivers
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rounds: dict[str, asyncio.Task[None]] = {}
        self._awake = False

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Deliver from here on, what an earlier run has left included."""
        self._loop = loop
        self._begin_rounds()

    async def stop(self) -> None:
        """Cut off what is under way; it goes out again after the next `start`."""
        self._loop = None
        if self._timer is not None:
            self._timer.cancel()
        rounds = list(self._rounds.values())
        self.drop()
        await asyncio.gather(*rounds, return_exceptions=True)

    def wake(self) -> None:
        """Look for work as soon as the present call has ended, and with it its transaction."""
        if self._loop is not None and self._delivers and not self._awake:
            self._awake = True
            self._loop.call_soon(self._begin_rounds)

    def drop(self, webhook_id: str | None = None) -> None:
        """Cut off what is under way to that webhook, or to every one; nothing is kept of the attempt."""
        for name in list(self._rounds) if webhook_id is None else [webhook_id]:
            task = self._rounds.pop(name, None)
            if task is not None:
                task.cancel()

    async def idle(self) -> None:
        """Wait until nothing is due and nothing is under way. Raises what made a round fail."""
        if not self._delivers:
            while self._world.catch_up().waiting:
                await asyncio.sleep(POLL_SECONDS)
            return
        self._begin_rounds()
        while self._rounds:
            done, _ = await asyncio.wait(self._rounds.values())
            for task in done:
                if not task.cancelled():
                    task.result()
            self._begin_rounds()

    def _begin_rounds(self) -> None:
        """Start a round for each webhook with something due, and set the timer for what is due later."""
        self._awake = False
        if self._loop is None or not self._delivers:
            return
        waiting, due = self._world.catch_up()
        for webhook_id in waiting:
            if webhook_id not in self._rounds:
                self._rounds[webhook_id] = self._loop.create_task(self._round(webhook_id))
        if self._timer is not None:
            self._timer.cancel()
        if due is not None:
            pause = min(max(self._world.state.clock.seconds_until(due), SHORTEST_SLEEP), LONGEST_SLEEP)
            self._timer = self._loop.call_later(pause, self._begin_rounds)

    async def _round(self, webhook_id: str) -> None:
        """Deliver what is due to one webhook, one after the other."""
        try:
            while True:
                with self._world.transaction() as sent:
                    letter = self._dispatch.take(webhook_id, sent)
                if letter is None:
                    break
                attempts = await self._deliver(letter)
                with self._world.transaction():
                    arrived = self._dispatch.keep(letter, attempts, sent)
                if arrived:
                    self._world.traffic.see({(WEBHOOK_EVENT, letter.event_type)})
        finally:
            # After `drop` the place may already belong to another round.
            if self._rounds.get(webhook_id) is asyncio.current_task():
                del self._rounds[webhook_id]
        self.wake()

    async def _deliver(self, letter: Letter) -> list[Attempt]:
        if letter.concurrent:
            return await asyncio.gather(*(self._post(letter, tricks) for tricks in letter.posts))
        return [await self._post(letter, tricks) for tricks in letter.posts]

    async def _post(self, letter: Letter, tricks: list[Trick]) -> Attempt:
        time = asyncio.get_running_loop().time
        envelope = seal(letter, tricks)
        started, answer, problem = time(), None, None
        try:
            answer = await post(envelope.url, envelope.headers, envelope.body.encode(), self._seconds)
        except PostError as error:
            problem = str(error)
        return Attempt(envelope, answer, problem, round((time() - started) * 1000))
