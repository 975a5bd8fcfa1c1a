"""Judges every exchange with a server: whether the answer is one that the contract allows for that request.

The judge remembers what it saw, so it knows the state of every payment and token, without asking the server.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.contract import model
from tests.contract.contract import Operation, at_path, catalogue, document, lifecycle, transitions
from tests.contract.customers import Customer, Customers
from tests.contract.faults import NO_BODY, refusals
from tests.contract.history import History
from tests.contract.idempotency import REUSED, Call, Keys, call_of, faults_of, key_of
from tests.contract.laws import Answer, Secrets, Sent, broken
from tests.contract.model import ANY, Expected, stamp
from tests.contract.wire import UnreadableError, read_body, read_form

UNREADABLE = {("bad_request", None)}
PARTLY_REFUNDED = "partly refunded"
TIMES = ("created_at", "captured_at", "payment_deadline")


@dataclass(frozen=True)
class Verdict:
    """What the contract says about one exchange."""

    allowed: bool
    """Whether the document allows the request itself."""
    expected: Expected
    findings: tuple[str, ...]
    """How the answer breaks the contract."""
    state: str | None = None
    """In which state the payment was, or the token, that the request is about."""


@dataclass
class Judge:
    """Knows the keys, the time and everything that it was shown."""

    secret_key: str
    publishable_key: str | None
    now: Callable[[], datetime]
    alone: bool = True
    """Whether nobody else uses the server's account, and it was empty at the start."""
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Every payment as it was last seen, oldest first."""
    tokens: dict[str, tuple[datetime, dict[str, Any]]] = field(default_factory=dict)
    """Every token that has not been used."""
    used: set[str] = field(default_factory=set)
    """Every token that was."""
    keys: Keys = field(default_factory=Keys)
    """The keys under which calls were made."""
    customers: Customers = field(default_factory=Customers)
    history: History = field(default_factory=History)
    requested: dict[str, int] = field(default_factory=dict)
    """How much was asked back of each payment, which the payment does not show."""
    secrets: Secrets = field(default_factory=Secrets)
    looked: datetime | None = None
    """When deadlines were looked at."""

    def judge(self, sent: Sent, answer: Answer) -> Verdict:
        """Judge one exchange and remember what came of it."""
        self.expire()
        methods, values = at_path(sent.path)
        operation = methods.get(sent.method)
        state = self.state_of(values.get("payment_id"))
        allowed, expected, body, call = self._expect(operation, set(methods), values, sent)
        findings = [*broken(operation, answer), *_differences(expected, answer)]
        if answer.status == 405 and set(answer.headers.get("allow", "").split(", ")) != set(methods):
            findings.append(f"Allow is {answer.headers.get('allow')!r}")
        if operation:
            findings += self.secrets.shown(operation.body, body, answer)
        state = state or self._state_of_token(body.get("payment_details"))
        if operation and not findings and expected.again is None:
            self._remember(operation, values, body, answer)
            if call and _was_carried_out(answer):
                self.keys.keep(call, self.now(), answer)
        return Verdict(allowed, expected, tuple(findings), state)

    def forget(self) -> None:
        """Forget everything that was seen, as a server does that is emptied."""
        fresh = Judge(self.secret_key, self.publishable_key, self.now, self.alone)
        vars(self).update(vars(fresh))

    def state_of(self, payment_id: str | None) -> str | None:
        """Give the state of a payment: its status, and whether a part of it was given back."""
        payment = self.payments.get(payment_id or "")
        if payment is None:
            return None
        partly = payment["status"] == "captured" and payment["amount_refunded"]
        return PARTLY_REFUNDED if partly else str(payment["status"])

    def knows_token(self, token: object) -> bool:
        """Tell whether the token was ever given out."""
        return isinstance(token, str) and (token in self.tokens or token in self.used)

    def _state_of_token(self, token: object) -> str | None:
        """Give the state of a token that is to pay."""
        if not isinstance(token, str):
            return None
        if token in self.tokens:
            return "new token" if self._stored({"payment_details": token}) else "old token"
        return "used token" if token in self.used else "unknown token"

    def expire(self) -> None:
        """Let the deadlines of the known payments pass. None has passed while time stood still."""
        moment = self.now()
        if moment == self.looked:
            return
        now, self.looked = stamp(moment), moment
        waiting = [payment for payment in self.payments.values() if payment["payment_deadline"]]
        for payment in sorted(waiting, key=lambda payment: str(payment["payment_deadline"])):
            if payment["payment_deadline"] < now and transitions("deadline", payment["status"], _type(payment)):
                before, payment["status"] = payment["status"], "expired"
                self.history.of_expiry(before, payment)

    def payable(self) -> list[str]:
        """List the payments for which the payer can pay at the shop, the bank or the cash machine."""
        return [key for key, seen in self.payments.items() if transitions("customer_pays", seen["status"], _type(seen))]

    def customer_pays(self, payment_id: str) -> Expected:
        """What is to come of the payer's visit at the shop."""
        return model.change("customer_pays", self.payments[payment_id], {}, self.now())

    def customer_paid(self, payment: dict[str, Any]) -> None:
        """Remember what came of it."""
        self.history.of_payment("customer_pays", self.payments[payment["id"]], payment, self.now())
        self.payments[payment["id"]] = payment

    def _expect(
        self, operation: Operation | None, methods: set[str], values: dict[str, str], sent: Sent
    ) -> tuple[bool, Expected, dict[str, Any], Call | None]:
        if not methods:
            return False, Expected({("not_found", None)}), {}, None
        if operation is None:
            return False, Expected(UNREADABLE, outside=405), {}, None
        refused = self._locked(operation, sent)
        if refused:
            return False, Expected(refused), {}, None
        if len(sent.content) > document()["x-wire"]["body_bytes"]:
            return False, Expected(UNREADABLE, outside=413), {}, None
        key = key_of(operation, sent)
        wrong_key = faults_of(operation, key)
        try:
            query = read_form(sent.query.encode(), operation.query)
            body = _body(operation, sent)
        except UnreadableError:
            return False, Expected(UNREADABLE | wrong_key), {}, None
        call = None if key is None else call_of(operation, str(key_of_caller(sent)), key, values, body)
        before = call and self.keys.find(call, self.now())
        faults = wrong_key or refusals(operation, query, body)
        if faults:
            return False, Expected(faults | self._unknown(values) | ({REUSED} if before else set())), body, None
        return True, self._valid(operation, values, query, body, before, call), body, call

    def _valid(
        self,
        operation: Operation,
        values: dict[str, str],
        query: dict[str, Any],
        body: dict[str, Any],
        before: tuple[Call, Answer] | None,
        call: Call | None,
    ) -> Expected:
        if before and before[0] != call:
            return Expected({REUSED})
        if before:
            return Expected(status=before[1].status, again=before[1].content)
        expected = self._outcome(operation, values, query, body)
        if not self.alone:
            expected.body |= {name: ANY for name in TIMES if name in expected.body}
        return expected

    def _locked(self, operation: Operation, sent: Sent) -> set[Any]:
        given = key_of_caller(sent)
        if given == self.secret_key:
            return set()
        if given is not None and given == self.publishable_key:
            return set() if "publishableKey" in operation.schemes else {("forbidden", None)}
        return {("unauthorized", None)}

    def _unknown(self, values: dict[str, str]) -> set[Any]:
        known = {"payment_id": self.payments, "customer_id": self.customers.known, "event_id": self.history.seen}
        return set() if all(value in known[name] for name, value in values.items()) else {("not_found", None)}

    def _outcome(
        self, operation: Operation, values: dict[str, str], query: dict[str, Any], body: dict[str, Any]
    ) -> Expected:
        unknown = self._unknown(values)
        if unknown:
            return Expected(unknown)
        if operation.id.startswith("list"):
            return self._list(operation, query)
        if operation.id == "createToken":
            return Expected(body={"resource": "token", "created_at": stamp(self.now())})
        if operation.id == "createPayment":
            return self._create(body)
        if "event_id" in values:
            return Expected(body=self.history.seen[values["event_id"]])
        if "payment_id" in values:
            return self._change(operation, self.payments[values["payment_id"]], body)
        if isinstance(body.get("payment_details"), str) and self._stored(body) is None:
            return Expected({("invalid_token", None)})
        return self.customers.expected(operation.id, values.get("customer_id"), body, self.now())

    def _create(self, body: dict[str, Any]) -> Expected:
        if "customer" in body:
            customer = self.customers.known.get(body["customer"])
            details = customer and customer.details
            return model.create(body, details, self.now()) if details else Expected({("invalid_parameter", "customer")})
        details = self._stored(body)
        return model.create(body, details, self.now()) if details else Expected({("invalid_token", None)})

    def _stored(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Give the details that were sent, or those behind a token that is still good."""
        details = body.get("payment_details")
        if not isinstance(details, str):
            return details
        created, details = self.tokens.get(details, (None, None))
        days = document()["x-lifecycle"]["tokens"]["lifetime_days"]
        return None if created is None or (self.now() - created).total_seconds() > days * 86400 else details

    def _change(self, operation: Operation, payment: dict[str, Any], body: dict[str, Any]) -> Expected:
        expected = model.change(operation.id, payment, body, self.now())
        if operation.id == "createRefundRequest" and not expected.refusals:
            left = payment["total"] - payment["amount_refunded"] - self.requested.get(payment["id"], 0)
            if int(body["amount"]) > left:
                return Expected({("invalid_parameter", "amount")})
        return expected

    def _list(self, operation: Operation, query: dict[str, Any]) -> Expected:
        page, size = int(query.get("page", 1)), int(query.get("per_page", 10))
        expected: dict[str, Any] = {"resource": "list", "page": page, "per_page": size}
        if self.alone:
            found = self._newest(operation)
            if query.keys() - {"page", "per_page"}:
                found = [item for item in found if _passes(item, query)]
            shown = found[(page - 1) * size : page * size]
            expected |= {"total": len(found), "last_page": -(-len(found) // size), "data": shown}
        return Expected(body=expected)

    def _newest(self, operation: Operation) -> list[dict[str, Any]]:
        if operation.id == "listEvents":
            return self.history.newest()
        customers = [customer.shown for customer in self.customers.known.values()]
        return [*reversed(list(self.payments.values()) if operation.id == "listPayments" else customers)]

    def _remember(self, operation: Operation, values: dict[str, str], body: dict[str, Any], answer: Answer) -> None:
        reply, details = answer.body, self._stored(body)
        if operation.id == "createToken" and answer.status == 200:
            self.tokens[reply["id"]] = (self.now(), body["payment_details"])
        elif _was_carried_out(answer) and isinstance(body.get("payment_details"), str):
            self.tokens.pop(body["payment_details"], None)
            self.used.add(body["payment_details"])
        if answer.status < 300 and "refunds" in reply:
            self._remember_payment(operation, body, reply)
        is_change = operation.id in lifecycle()["told"] and answer.status == 200
        if is_change and self.customers.remember(operation.id, details, reply):
            self.history.of_customer(operation.id, reply, self.now())
        if reply.get("resource") == "event":
            self.history.seen[reply["id"]] = reply
        if reply.get("resource") == "list":
            self._remember_list(operation, reply["data"])

    def _remember_payment(self, operation: Operation, body: dict[str, Any], payment: dict[str, Any]) -> None:
        before, noted = self.payments.get(payment["id"]), "payment_details" not in body
        is_note = operation.id == "updatePayment" and noted
        if operation.id != "showPayment":
            self.history.of_payment(operation.id, before, payment, self.now(), noted=is_note)
        if operation.id == "createRefundRequest":
            self.requested[payment["id"]] = self.requested.get(payment["id"], 0) + int(body["amount"])
        self.payments[payment["id"]] = payment

    def _remember_list(self, operation: Operation, items: list[dict[str, Any]]) -> None:
        """Learn the ids of events, and on a shared server what others have made."""
        if operation.id == "listEvents":
            self.history.seen |= {event["id"]: event for event in items}
        if operation.id == "listPayments" and not self.alone:
            self.payments |= {payment["id"]: payment for payment in items}
        if operation.id == "listCustomers" and not self.alone:
            others = {item["id"]: Customer(item, None) for item in items if item["id"] not in self.customers.known}
            self.customers.known |= others


def _was_carried_out(answer: Answer) -> bool:
    """Tell whether the call did something, if only to ask a processor that refused."""
    return answer.status < 300 or answer.status >= 500 or answer.error.get("code") == "fraudulent"


def _type(payment: dict[str, Any]) -> str:
    return str(payment["payment_details"]["type"])


def key_of_caller(sent: Sent) -> str | None:
    """Give the API key of a request, null when there is none."""
    scheme, _, given = sent.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return None


def _body(operation: Operation, sent: Sent) -> dict[str, Any]:
    if sent.method == "GET":
        return {}
    if sent.headers.get("content-encoding", "identity") != "identity":
        raise UnreadableError("content-encoding")
    return read_body(sent.headers.get("content-type"), sent.content, operation.body or NO_BODY)


def _passes(item: dict[str, Any], query: dict[str, Any]) -> bool:
    exact = all(item[name] == query[name] for name in ("currency", "external_order_num", "status") if name in query)
    created = datetime.fromisoformat(item["created_at"])
    since = "start_time" not in query or datetime.fromisoformat(query["start_time"]) <= created
    return exact and since and ("end_time" not in query or created <= datetime.fromisoformat(query["end_time"]))


def _differences(expected: Expected, answer: Answer) -> Iterator[str]:
    if expected.refusals:
        error = answer.error
        status = expected.outside or catalogue().get(error.get("code", ""), {}).get("status")
        if answer.status != status or (error.get("code"), error.get("param")) not in expected.refusals:
            yield f"expected one of {sorted(expected.refusals, key=str)}, got {answer.status} {error}"
        return
    if expected.again is not None:
        if (answer.status, answer.content) != (expected.status, expected.again):
            yield f"expected the first reply again, {expected.again!r}"
        return
    if answer.status != expected.status:
        yield f"expected {expected.status}, got {answer.status} {answer.error}"
        return
    yield from compare(expected.body, answer.body, "")


def compare(expected: Any, found: Any, place: str) -> Iterator[str]:
    """Find where a reply is not as expected. Members that are not expected at all may be anything."""
    if expected is ANY:
        return
    if isinstance(expected, dict) and isinstance(found, dict):
        if place in {"/metadata"} and expected.keys() != found.keys():
            yield f"{place} has the names {list(found)}, expected {list(expected)}"
        for name, value in expected.items():
            yield from compare(value, found.get(name), f"{place}/{name}")
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from compare(one, other, f"{place}/{number}")
    elif expected != found:
        yield f"{place} is {found!r}, expected {expected!r}"
