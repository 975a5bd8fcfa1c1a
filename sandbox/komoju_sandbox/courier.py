"""Brings deliveries to webhooks, beside the API: one at a time per webhook, and never before the commit."""

from __future__ import annotations

import asyncio
import hmac
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from komoju_sandbox.outbox import Outcome
from komoju_sandbox.post import PostError, post

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from datetime import datetime

    from komoju_sandbox.clock import Clock
    from komoju_sandbox.outbox import Letter, Outbox
    from komoju_sandbox.store import Store

SHORTEST_SLEEP, LONGEST_SLEEP = 0.05, 3600.0
"""Seconds after which the clock is looked at again, however near or far the next thing is: it may stand still."""


class Courier:
    """Runs on the event loop of the server, from `working` to its end; without it, everything waits.

    All of the database is used on that loop, so that no call meets another in a transaction. A delivery is
    repeated when the process ends between the POST and the commit that keeps its outcome.
    """

    def __init__(
        self, store: Store, outbox: Outbox, clock: Clock, catch_up: Callable[[], datetime | None], seconds: float
    ) -> None:
        self._store = store
        self._outbox = outbox
        self._clock = clock
        self._catch_up = catch_up
        self._seconds = seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rounds: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def working(self) -> AsyncGenerator[None]:
        """Deliver from here on, what an earlier run has left included."""
        self._loop = asyncio.get_running_loop()
        try:
            self._start()
            yield
        finally:
            self._loop = None
            if self._timer is not None:
                self._timer.cancel()
            rounds = list(self._rounds.values())
            self.drop()
            await asyncio.gather(*rounds, return_exceptions=True)

    def wake(self) -> None:
        """Look for work as soon as the present call has ended: something has changed."""
        if self._loop is not None:
            self._loop.call_soon(self._start)

    def drop(self, webhook_id: str | None = None) -> None:
        """Cut off what is under way to that webhook, or to every one; nothing is kept of the attempt."""
        for name in list(self._rounds) if webhook_id is None else [webhook_id]:
            task = self._rounds.pop(name, None)
            if task is not None:
                task.cancel()

    async def idle(self) -> None:
        """Wait until nothing is due and nothing is under way. Raises what made a round fail."""
        self._start()
        while self._rounds:
            done, _ = await asyncio.wait(self._rounds.values())
            for task in done:
                if not task.cancelled():
                    task.result()
            self._start()

    def _start(self) -> None:
        """Start a round for each webhook with something due, and set the timer for what is due later."""
        if self._loop is None:
            return
        due = self._catch_up()
        for webhook_id in self._outbox.waiting(self._clock.now()):
            if webhook_id not in self._rounds:
                self._rounds[webhook_id] = self._loop.create_task(self._round(webhook_id))
        if self._timer is not None:
            self._timer.cancel()
        if due is not None:
            pause = min(max(self._clock.seconds_until(due), SHORTEST_SLEEP), LONGEST_SLEEP)
            self._timer = self._loop.call_later(pause, self._start)

    async def _round(self, webhook_id: str) -> None:
        """Deliver what is due to one webhook, one after the other."""
        sent = self._clock.now()
        try:
            while (letter := self._outbox.next(webhook_id, sent)) is not None:
                outcome = await self._deliver(letter)
                with self._store.transaction():
                    self._outbox.keep(letter, outcome, sent)
                sent = self._clock.now()
        finally:
            # After `drop` the place may already belong to another round.
            if self._rounds.get(webhook_id) is asyncio.current_task():
                del self._rounds[webhook_id]
        self.wake()

    async def _deliver(self, letter: Letter) -> Outcome:
        body = letter.body.encode()
        headers = {
            "User-Agent": "Komoju-Webhook",
            "Content-Type": "application/json",
            "X-Komoju-ID": letter.delivery_id,
            "X-Komoju-Signature": hmac.digest(letter.secret.encode(), body, "sha256").hex(),
            "X-Komoju-Event": letter.event_type,
        }
        try:
            return Outcome(await post(letter.url, headers, body, self._seconds), None)
        except PostError as error:
            return Outcome(None, str(error))
