"""A sandbox without HTTP: the rules, a clock, a database and the operations over them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok, willing
from komoju_sandbox.checkout import Checkout
from komoju_sandbox.clock import moment, stamp
from komoju_sandbox.contract import ContractError
from komoju_sandbox.courier import Agenda, Courier
from komoju_sandbox.customer_store import CustomerStore
from komoju_sandbox.customers import Customers
from komoju_sandbox.deliveries import Deliveries
from komoju_sandbox.dispatch import Dispatch
from komoju_sandbox.events import Events
from komoju_sandbox.faults import Faults
from komoju_sandbox.glance import Glance
from komoju_sandbox.idempotency import KeptReplies, RunningKeys
from komoju_sandbox.notices import Notices
from komoju_sandbox.outbox import Outbox
from komoju_sandbox.payments import Payments
from komoju_sandbox.refund_requests import RefundRequests
from komoju_sandbox.refusals import refusals_of
from komoju_sandbox.scenarios import Scenarios
from komoju_sandbox.state import State
from komoju_sandbox.store import Store
from komoju_sandbox.traffic import Traffic
from komoju_sandbox.trail import Trail
from komoju_sandbox.webhooks import Webhooks

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import datetime

    from komoju_sandbox.calls import Handler
    from komoju_sandbox.clock import Mode
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.faults import Fault
    from komoju_sandbox.idempotency import IdempotencyKey
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.settings import Settings
    from komoju_sandbox.storage import Database
    from komoju_sandbox.trail import Fact


class World:
    """One merchant's sandbox. Each call is one transaction at one second."""

    def __init__(self, name: str, rules: Rules, settings: Settings, database: Database) -> None:
        self.name = name
        self.rules = rules
        self.running = RunningKeys(rules.errors)
        self.state = State(database, settings)
        self._clock = self.state.clock
        self._database = database
        self._store = Store(database, self._wake)
        self._replies = KeptReplies(database, rules.contract.lifecycle)
        webhooks = Webhooks(database, rules.contract, self.state.event_draw)
        self._outbox = Outbox(database, rules, webhooks, self.state.event_draw, self._wake)
        self._dispatch = Dispatch(database, rules.contract.lifecycle, webhooks)
        self.notices = Notices(webhooks, self._outbox, Deliveries(database))
        self.glance = Glance(database)
        self.courier = Courier(self, self._dispatch, rules.contract.lifecycle, delivers=settings.delivers)
        self.faults = Faults(database, self.state, refusals_of(rules.contract), shared=settings.shared)
        self._scenarios = Scenarios(database)
        draw = self.state.draw
        self._customer_store = CustomerStore(database)
        self._checkout = Checkout(rules, self._store, self._customer_store, self._outbox, draw, settings.origin)
        self._payments = Payments(rules, self._store, self._outbox, draw)
        self._refund_requests = RefundRequests(rules, database, self._payments, draw)
        self._customers = Customers(rules, self._customer_store, self._store, self._outbox, draw)
        self._events = Events(rules, database, self._store.grounds)
        self.traffic = Traffic(database)
        self._handlers = self._operations()
        with database.transaction():
            self.state.prepare()
            self.traffic.prepare()

    def answer(
        self,
        operation_id: str,
        path: dict[str, str],
        query: JsonObject,
        body: JsonObject,
        key: IdempotencyKey | None = None,
        trail: Trail | None = None,
        ask_processor: Callable[[], None] = willing,
    ) -> Reply:
        """Carry out an operation of the document on checked input, once per key. Raises `ApiError`."""
        handler = self._handlers[operation_id]
        if key is not None:
            handler = self._replies.once(key, operation_id, handler)
        return self.carry_out(self._without_guessing(handler), path, body, query, trail, ask_processor)

    def pick_fault(self, operation_id: str) -> Fault | None:
        """Choose what goes wrong with a call of that operation, and count it; null when all goes well."""
        if not self.faults.armed:
            return None
        with self.transaction():
            return self.faults.pick(operation_id)

    def scenario_entry(self, operation_id: str, entries: Sequence[str], key: IdempotencyKey | None) -> str | None:
        """Take the outcome that a call asks for out of these; null where its key has been answered before."""
        with self.transaction() as now:
            self._replies.forget_due(now)
            if key is not None and self._replies.has(key):
                return None
            return self._scenarios.take(operation_id, entries)

    def show(self, payment_id: str) -> Reply:
        """Show a payment to whoever looks on, whatever it rests on. Raises `not_found`."""
        return self.carry_out(self._payments.show, {"payment_id": payment_id})

    def pay(self, payment_id: str) -> Reply:
        """Play the payer's part: the money arrives. Raises `ApiError`."""
        return self.carry_out(self._payments.customer_pays, {"payment_id": payment_id})

    def carry_out(
        self,
        handler: Handler,
        path: dict[str, str] | None = None,
        body: JsonObject | None = None,
        query: JsonObject | None = None,
        trail: Trail | None = None,
        ask_processor: Callable[[], None] = willing,
    ) -> Reply:
        """Run a handler in a transaction of its own, after everything that is due. Raises what it raises."""
        trail = trail or Trail()
        with self.transaction() as now:
            met = self._let_happen(now)
            reply = handler(Call(now, path or {}, query or {}, body or {}, trail, ask_processor))
        self.traffic.see(met | trail.facts)
        return reply

    @contextmanager
    def transaction(self) -> Generator[datetime]:
        """Commit what the block did with this world at that second, or undo all of it when it raises."""
        with self._database.transaction():
            self.state.load()
            yield self._clock.now()
            self.state.save()

    def _without_guessing(self, handler: Handler) -> Handler:
        """Undo what the handler did when its answer would be a guess and none is wanted."""

        def answer(call: Call) -> Reply:
            reply = handler(call)
            refusal = self.rules.fidelity.refusal(call.trail)
            if refusal is not None:
                raise refusal
            return reply

        return answer

    # Time

    def now(self) -> Reply:
        """Tell what the sandbox takes for the present, and whether it runs."""
        with self.transaction() as now:
            return ok({"now": stamp(now), "mode": self._clock.mode})

    async def set_clock(self, mode: Mode, to: datetime | None) -> Reply:
        """Let the clock stand still, run on, or keep the present time; what is due until `to` happens on the way."""
        with self.transaction() as now:
            ahead = to - now if to is not None and to > now else timedelta()
        if ahead:
            await self.advance(ahead)
        with self.transaction():
            self._clock.set(mode, to)
        await self.advance(timedelta())
        return self.now()

    async def advance(self, by: timedelta) -> Reply:
        """Move time forward, from each thing that falls due to the next, and wait for what it sends.

        Raises `OverflowError` when that would pass the last year of the clock.
        """
        with self.transaction():
            self._clock.refuse_wrong(by)
        while True:
            self.catch_up()
            await self.courier.idle()
            if not by:
                return self.now()
            due = self.catch_up().next_due
            with self.transaction() as now:
                step = by if due is None else min(by, max(due - now, timedelta()))
                self._clock.advance(step)
            by -= step

    async def settle(self) -> Reply:
        """Wait until no delivery is due or under way. Those that wait for their time do not count."""
        await self.courier.idle()
        return self.now()

    def catch_up(self) -> Agenda:
        """Let everything happen that is due by now, and tell what is to be delivered and when the next thing comes."""
        with self.transaction() as now:
            met = self._let_happen(now)
            seconds = (self._store.next_expiry(), self._dispatch.next_due(now))
            waiting = self._dispatch.waiting(now)
        self.traffic.see(met)
        return Agenda(waiting, min((moment(second) for second in seconds if second is not None), default=None))

    def _wake(self) -> None:
        self.courier.wake()

    def _let_happen(self, now: datetime) -> set[Fact]:
        met = self._payments.expire(now)
        self._checkout.forget_due(now)
        self._replies.forget_due(now)
        return met

    # The world as a whole

    def reset(self) -> Reply:
        """Forget everything, webhooks, faults and kept replies included; the clock and the seed start again.

        Only what the traffic has met stays.
        """
        with self.transaction():
            self._store.clear()
            self._customer_store.clear()
            self._refund_requests.clear()
            self._replies.clear()
            self.notices.clear()
            self.traffic.clear()
            self.faults.forget()
            self._scenarios.forget()
            self.state.reset()
        self.courier.drop()
        return self.now()

    def remove_webhook(self, webhook_id: str) -> Reply:
        """Send nothing more to a webhook, not even what is under way. Raises `not_found`."""
        reply = self.carry_out(self.notices.remove, {"webhook_id": webhook_id})
        self.courier.drop(webhook_id)
        return reply

    def _operations(self) -> dict[str, Handler]:
        payments, checkout, customers = self._payments, self._checkout, self._customers
        handlers: dict[str, Handler] = {
            "createPayment": checkout.create_payment,
            "createToken": checkout.create_token,
            "listPayments": payments.list,
            "showPayment": payments.show,
            "updatePayment": payments.update,
            "capturePayment": payments.capture,
            "refundPayment": payments.refund,
            "cancelPayment": payments.cancel,
            "createRefundRequest": self._refund_requests.create,
            "createCustomer": customers.create,
            "listCustomers": customers.list,
            "showCustomer": customers.show,
            "updateCustomer": customers.update,
            "deleteCustomer": customers.delete,
            "listEvents": self._events.list,
            "showEvent": self._events.show,
        }
        unknown = {operation.operation_id for operation in self.rules.contract.operations} - set(handlers)
        if unknown:
            raise ContractError(f"the document has operations unknown here: {sorted(unknown)}")
        return handlers
