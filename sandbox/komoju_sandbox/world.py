"""A sandbox without HTTP: the rules, a clock, a store and the operations over them."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING

from komoju_sandbox.auth import KeyRing
from komoju_sandbox.calls import Call, ok
from komoju_sandbox.checkout import Checkout
from komoju_sandbox.clock import LATEST, Clock, stamp
from komoju_sandbox.contract import ContractError
from komoju_sandbox.courier import Courier
from komoju_sandbox.database import open_database
from komoju_sandbox.draw import Draw
from komoju_sandbox.idempotency import KeptReplies, RunningKeys
from komoju_sandbox.notices import Notices
from komoju_sandbox.outbox import Outbox
from komoju_sandbox.payments import Payments
from komoju_sandbox.rules import Rules
from komoju_sandbox.settings import SettingsError
from komoju_sandbox.store import Store, moment
from komoju_sandbox.webhooks import Webhooks

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from komoju_sandbox.calls import Handler
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.idempotency import IdempotencyKey
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.settings import Settings


class World:
    """One merchant's sandbox. Each call is one transaction at one second.

    Raises `SettingsError`, `StoreError` or `ContractError` when it cannot be set up.
    """

    def __init__(self, contract: Contract, settings: Settings) -> None:
        self.contract = contract
        self.rules = Rules.of(contract)
        self.keys = KeyRing(settings.secret_key, settings.publishable_key)
        self.running = RunningKeys(self.rules.errors)
        self.open_controls = settings.open_controls
        self._clock = Clock(settings.clock, (lambda: 0.0) if settings.frozen else None)
        self._refuse_unknown_times()
        self._draw = Draw(settings.seed)
        # A sequence of its own: what is drawn for payments must not depend on who is told of them.
        self._event_draw = Draw(None if settings.seed is None else f"{settings.seed} events")
        with ExitStack() as undo:
            connection = open_database(settings.database)
            undo.callback(connection.close)
            self._furnish(connection)
            undo.pop_all()

    def _furnish(self, connection: sqlite3.Connection) -> None:
        """Set up all that works on the database."""
        contract = self.contract
        self._store = Store(connection)
        self._replies = KeptReplies(connection, contract.lifecycle)
        webhooks = Webhooks(connection, contract, self._event_draw)
        self._outbox = Outbox(connection, self.rules, webhooks, self._event_draw)
        self.notices = Notices(webhooks, self._outbox)
        seconds: float = contract.lifecycle["webhooks"]["success"]["seconds"]
        self.courier = Courier(self._store, self._outbox, self._clock, self.catch_up, seconds)
        self._payments = Payments(self.rules, self._store, self._outbox, self._draw)
        self._handlers = self._operations()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def answer(
        self,
        operation_id: str,
        path: dict[str, str],
        query: JsonObject,
        body: JsonObject,
        key: IdempotencyKey | None = None,
    ) -> Reply:
        """Carry out an operation of the document on checked input, once per key. Raises `ApiError`."""
        handler = self._handlers[operation_id]
        if key is not None:
            handler = self._replies.once(key, operation_id, handler)
        return self.carry_out(handler, path, body, query)

    def pay(self, payment_id: str) -> Reply:
        """Play the payer's part: the money arrives. Raises `ApiError`."""
        return self.carry_out(self._payments.customer_pays, {"payment_id": payment_id})

    def now(self) -> Reply:
        """Tell what the sandbox takes for the present."""
        return ok({"now": stamp(self._clock.now())})

    async def advance(self, by: timedelta) -> Reply:
        """Move time forward, from each thing that falls due to the next, and wait for what it sends.

        Raises `OverflowError` when that would pass the last year of the clock.
        """
        self._clock.refuse_wrong(by)
        while True:
            self.catch_up()
            await self.courier.idle()
            if not by:
                return self.now()
            step = min(by, self._until(self._next_due()))
            self._clock.advance(step)
            by -= step

    async def settle(self) -> Reply:
        """Wait until no delivery is due or under way. Those that wait for their time do not count."""
        await self.courier.idle()
        return self.now()

    def catch_up(self) -> datetime | None:
        """Let everything happen that is due by now, and tell when the next thing will be."""
        self.carry_out(lambda _: ok({}))
        return self._next_due()

    def reset(self) -> Reply:
        """Forget everything, webhooks and kept replies included; the clock and the seed start again."""
        with self._store.transaction():
            self._store.clear()
            self._replies.clear()
            self.notices.clear()
        self.courier.drop()
        self._draw.reset()
        self._event_draw.reset()
        self._clock.reset()
        return self.now()

    def remove_webhook(self, webhook_id: str) -> Reply:
        """Send nothing more to a webhook, not even what is under way. Raises `not_found`."""
        reply = self.carry_out(self.notices.remove, {"webhook_id": webhook_id})
        self.courier.drop(webhook_id)
        return reply

    def carry_out(
        self,
        handler: Handler,
        path: dict[str, str] | None = None,
        body: JsonObject | None = None,
        query: JsonObject | None = None,
    ) -> Reply:
        """Run a handler in a transaction of its own, after everything that is due. Raises what it raises."""
        before = self._store.changes
        with self._store.transaction():
            now = self._clock.now()
            self._payments.expire(now)
            self._replies.forget_due(now)
            reply = handler(Call(now, path or {}, query or {}, body or {}))
        if self._store.changes != before:
            self.courier.wake()
        return reply

    def _next_due(self) -> datetime | None:
        seconds = (self._store.next_expiry(), self._outbox.next_due(self._clock.now()))
        return min((moment(second) for second in seconds if second is not None), default=None)

    def _until(self, due: datetime | None) -> timedelta:
        return timedelta.max if due is None else max(due - self._clock.now(), timedelta())

    def _operations(self) -> dict[str, Handler]:
        checkout = Checkout(self.rules, self._store, self._outbox, self._draw)
        handlers: dict[str, Handler] = {
            "createPayment": checkout.create_payment,
            "createToken": checkout.create_token,
            "listPayments": self._payments.list,
            "showPayment": self._payments.show,
            "updatePayment": self._payments.update,
            "capturePayment": self._payments.capture,
            "refundPayment": self._payments.refund,
            "cancelPayment": self._payments.cancel,
        }
        unknown = {operation.operation_id for operation in self.contract.operations} - set(handlers)
        if unknown:
            raise ContractError(f"the document has operations unknown here: {sorted(unknown)}")
        return handlers

    def _refuse_unknown_times(self) -> None:
        first = self.rules.till.first_day
        if not self.rules.calendar.midnight(first) <= self._clock.now() < LATEST:
            raise SettingsError(
                f"the clock has to start between {first}, the first day in Japan with a known tax rate, "
                f"and the year {LATEST.year}"
            )
