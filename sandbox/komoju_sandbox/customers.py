"""The operations on customers: what is stored with one pays, and is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import Call, ok
from komoju_sandbox.checkout import STORED, accept
from komoju_sandbox.clock import stamp
from komoju_sandbox.errors import ApiError, Reply
from komoju_sandbox.grounds import ALL_CUSTOMERS
from komoju_sandbox.lists import look_at_page, look_at_range, page_of, time_range

if TYPE_CHECKING:
    from komoju_sandbox.customer_store import CustomerStore
    from komoju_sandbox.draw import Draw
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.outbox import Outbox
    from komoju_sandbox.rules import Rules
    from komoju_sandbox.store import Store

SPENT = "choice: customer-token"
GONE = {"choice: customer-deleted", "choice: idempotency-of-delete"}


class Customers:
    """Keeps customers, and tells webhooks of them."""

    def __init__(self, rules: Rules, store: CustomerStore, tokens: Store, outbox: Outbox, draw: Draw) -> None:
        self._contract = rules.contract
        self._view = rules.view
        self._errors = rules.errors
        self._told: JsonObject = rules.contract.lifecycle["told"]
        self._store = store
        self._tokens = tokens
        self._grounds = tokens.grounds
        self._outbox = outbox
        self._draw = draw

    def create(self, call: Call) -> Reply:
        """`createCustomer`. Raises `invalid_token`. A refusal of the processor is returned, since it was asked."""
        details = self._details(call)
        refusal = self._asked(call, details)
        if refusal is not None:
            return refusal
        customer_id = self._draw.resource_id()
        while self._store.find(customer_id) is not None:
            customer_id = self._draw.resource_id()
        values = {
            "id": customer_id,
            "email": call.body.get("email"),
            "metadata": call.body.get("metadata", {}),
            "created_at": stamp(call.now),
        }
        customer = self._view.customer(values)
        self._store.add(customer, call.now)
        if details is not None:
            self._store.store(customer_id, details)
        return self._tell("createCustomer", customer, call)

    def show(self, call: Call) -> Reply:
        """`showCustomer`."""
        return ok(self._find(call))

    def list(self, call: Call) -> Reply:
        """`listCustomers`: newest first; a page past the end is empty and has the true total."""
        filters = time_range(call.query)

        def read(offset: int, limit: int) -> list[JsonObject]:
            return self._store.page(filters, offset, limit)

        page = page_of(call, self._store.count(filters), read)
        look_at_page(call, page)
        look_at_range(call, filters, page["total"], self._store.count)
        self._grounds.recall(ALL_CUSTOMERS, call.trail)
        return ok(self._view.page("CustomerList", page))

    def update(self, call: Call) -> Reply:
        """`updateCustomer`: the e-mail, the notes and the details as sent. Raises `not_found` or `invalid_token`.

        A refusal of the processor is returned, since it was asked.
        """
        before = self._find(call)
        details = self._details(call)
        refusal = self._asked(call, details)
        if refusal is not None:
            return refusal
        changed: JsonObject = {name: call.body[name] for name in ("email", "metadata") if name in call.body}
        customer = {**before, **changed}
        if not before["metadata"].keys() <= customer["metadata"].keys():
            call.trail.rests_on("choice: metadata-update")
        is_other_payer = details not in (None, self._store.details(customer["id"]))
        if details is not None:
            self._store.store(customer["id"], details)
        if customer == before and not is_other_payer:
            return ok(customer)
        self._store.replace(customer)
        return self._tell("updateCustomer", customer, call)

    def delete(self, call: Call) -> Reply:
        """`deleteCustomer`: what is stored is erased."""
        customer = self._find(call)
        self._store.remove(customer["id"])
        self._grounds.keep(_absence_of(customer["id"]), GONE)
        self._grounds.keep(ALL_CUSTOMERS, GONE)
        return self._tell("deleteCustomer", customer, call)

    def _find(self, call: Call) -> JsonObject:
        customer_id = call.path["customer_id"]
        customer = self._store.find(customer_id)
        if customer is None:
            self._grounds.recall(_absence_of(customer_id), call.trail)
            raise ApiError("not_found")
        return customer

    def _details(self, call: Call) -> JsonObject | None:
        """Take the details that were sent, or those behind a token, which is used up by that."""
        sent: JsonValue = call.body.get("payment_details")
        details = self._behind(sent, call) if isinstance(sent, str) else sent
        if not isinstance(details, dict):
            return None
        call.trail.rests_on(STORED)
        accept(self._contract, details, call.trail)
        return details

    def _behind(self, token_id: str, call: Call) -> JsonObject:
        found = self._tokens.token(token_id)
        if found is None:
            self._grounds.recall(token_id, call.trail)
            raise ApiError("invalid_token")
        self._tokens.spend_token(token_id)
        call.trail.rests_on(SPENT)
        self._grounds.keep(token_id, {SPENT})
        return found

    def _asked(self, call: Call, details: JsonObject | None) -> Reply | None:
        """Give the refusal of a processor that has been told to refuse what is to be stored."""
        if details is None:
            return None
        try:
            call.ask_processor()
        except ApiError as refusal:
            call.trail.rests_on(*refusal.sources)
            return self._errors.reply(refusal)
        return None

    def _tell(self, operation_id: str, customer: JsonObject, call: Call) -> Reply:
        told = self._told[operation_id]
        self._outbox.put(told["event"], customer, call.now, told["source"])
        return ok(customer)


def _absence_of(customer_id: str) -> str:
    """Name the subject of answers that a customer is not there. Events still show it."""
    return f"no {customer_id}"
