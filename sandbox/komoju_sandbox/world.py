"""A sandbox without HTTP: the rules, a clock, a store and the operations over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.auth import KeyRing
from komoju_sandbox.calls import Call, ok
from komoju_sandbox.checkout import Checkout
from komoju_sandbox.clock import LATEST, Clock, stamp
from komoju_sandbox.contract import ContractError
from komoju_sandbox.database import open_database
from komoju_sandbox.draw import Draw
from komoju_sandbox.idempotency import KeptReplies, RunningKeys
from komoju_sandbox.payments import Payments
from komoju_sandbox.rules import Rules
from komoju_sandbox.settings import SettingsError
from komoju_sandbox.store import Store

if TYPE_CHECKING:
    from datetime import timedelta

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
        connection = open_database(settings.database)
        self._store = Store(connection)
        self._replies = KeptReplies(connection, contract.lifecycle)
        self._payments = Payments(self.rules, self._store, self._draw)
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
        return self._run(handler, path, query, body)

    def pay(self, payment_id: str) -> Reply:
        """Play the payer's part: the money arrives. Raises `ApiError`."""
        return self._run(self._payments.customer_pays, {"payment_id": payment_id}, {}, {})

    def now(self) -> Reply:
        """Tell what the sandbox takes for the present."""
        return ok({"now": stamp(self._clock.now())})

    def advance(self, by: timedelta) -> Reply:
        """Move time forward and let everything happen that falls due.

        Raises `OverflowError` when that would pass the last year of the clock.
        """
        self._clock.advance(by)
        return self._run(lambda call: ok({"now": stamp(call.now)}), {}, {}, {})

    def reset(self) -> Reply:
        """Forget all payments, tokens and kept replies; the clock and the seed start again."""
        with self._store.transaction():
            self._store.clear()
            self._replies.clear()
        self._draw.reset()
        self._clock.reset()
        return self.now()

    def _run(self, handler: Handler, path: dict[str, str], query: JsonObject, body: JsonObject) -> Reply:
        with self._store.transaction():
            now = self._clock.now()
            self._payments.expire(now)
            self._replies.forget_due(now)
            return handler(Call(now, path, query, body))

    def _operations(self) -> dict[str, Handler]:
        checkout = Checkout(self.rules, self._store, self._draw)
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
