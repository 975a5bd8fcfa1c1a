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
from tests.contract.contract import Operation, at_path, catalogue, document, transitions
from tests.contract.faults import NO_BODY, refusals
from tests.contract.idempotency import REUSED, Call, Keys, call_of, faults_of, key_of
from tests.contract.laws import Answer, Sent, broken, shown_secrets
from tests.contract.model import ANY, Expected, stamp
from tests.contract.wire import UnreadableError, read_body, read_form

UNREADABLE = {("bad_request", None)}
TIMES = ("created_at", "captured_at", "payment_deadline")


@dataclass(frozen=True)
class Verdict:
    """What the contract says about one exchange."""

    allowed: bool
    """Whether the document allows the request itself."""
    expected: Expected
    findings: tuple[str, ...]
    """How the answer breaks the contract."""


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
    keys: Keys = field(default_factory=Keys)
    """The keys under which calls were made."""

    def judge(self, sent: Sent, answer: Answer) -> Verdict:
        """Judge one exchange and remember what came of it."""
        self.expire()
        methods, values = at_path(sent.path)
        operation = methods.get(sent.method)
        allowed, expected, body, call = self._expect(operation, set(methods), values, sent)
        findings = [*broken(operation, answer), *_differences(expected, answer)]
        if answer.status == 405 and set(answer.headers.get("allow", "").split(", ")) != set(methods):
            findings.append(f"Allow is {answer.headers.get('allow')!r}")
        if operation and body and operation.body:
            findings += shown_secrets(operation.body, body, answer)
        if operation and not findings and expected.again is None:
            self._remember(operation, body, answer)
            if call and _was_carried_out(answer):
                self.keys.keep(call, self.now(), answer)
        return Verdict(allowed, expected, tuple(findings))

    def expire(self) -> None:
        """Let the deadlines of the known payments pass."""
        now = stamp(self.now())
        for payment in self.payments.values():
            due = payment["payment_deadline"]
            if due is not None and due < now and transitions("deadline", payment["status"], _type(payment)):
                payment["status"] = "expired"

    def customer_pays(self, payment_id: str) -> Expected:
        """What is to come of the payer's visit at the shop."""
        return model.change("customer_pays", self.payments[payment_id], {}, self.now())

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
        call = None if key is None else call_of(operation, str(_key(sent)), key, values, body)
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
        given = _key(sent)
        if given == self.secret_key:
            return set()
        if given is not None and given == self.publishable_key:
            return set() if "publishableKey" in operation.schemes else {("forbidden", None)}
        return {("unauthorized", None)}

    def _unknown(self, values: dict[str, str]) -> set[Any]:
        known = values.get("payment_id") in self.payments or "payment_id" not in values
        return set() if known else {("not_found", None)}

    def _outcome(
        self, operation: Operation, values: dict[str, str], query: dict[str, Any], body: dict[str, Any]
    ) -> Expected:
        if operation.id == "createToken":
            return Expected(body={"resource": "token", "created_at": stamp(self.now())})
        if operation.id == "listPayments":
            return self._list(query)
        if operation.id == "createPayment":
            return self._create(body)
        payment = self.payments.get(values["payment_id"])
        if payment is None:
            return Expected({("not_found", None)})
        return model.change(operation.id, payment, body, self.now())

    def _create(self, body: dict[str, Any]) -> Expected:
        details = body["payment_details"]
        if isinstance(details, str):
            created, details = self.tokens.get(details, (None, None))
            days = document()["x-lifecycle"]["tokens"]["lifetime_days"]
            if created is None or (self.now() - created).total_seconds() > days * 86400:
                return Expected({("invalid_token", None)})
        return model.create(body, details, self.now())

    def _list(self, query: dict[str, Any]) -> Expected:
        page, size = int(query.get("page", 1)), int(query.get("per_page", 10))
        expected: dict[str, Any] = {"resource": "list", "page": page, "per_page": size}
        if self.alone:
            found = [payment for payment in reversed(self.payments.values()) if _passes(payment, query)]
            shown = found[(page - 1) * size : page * size]
            expected |= {"total": len(found), "last_page": -(-len(found) // size), "data": shown}
        return Expected(body=expected)

    def _remember(self, operation: Operation, body: dict[str, Any], answer: Answer) -> None:
        reply = answer.body
        if operation.id == "createToken" and answer.status == 200:
            self.tokens[reply["id"]] = (self.now(), body["payment_details"])
        if operation.id == "createPayment" and _was_carried_out(answer):
            details = body.get("payment_details")
            self.tokens.pop(details if isinstance(details, str) else "", None)
        if answer.status < 300 and "refunds" in reply:
            self.payments[reply["id"]] = reply
        if operation.id == "listPayments" and answer.status == 200 and not self.alone:
            self.payments |= {payment["id"]: payment for payment in reply["data"]}


def _was_carried_out(answer: Answer) -> bool:
    """Tell whether the call did something, if only to ask a processor that refused."""
    return answer.status < 300 or answer.status >= 500 or answer.error.get("code") == "fraudulent"


def _type(payment: dict[str, Any]) -> str:
    return str(payment["payment_details"]["type"])


def _key(sent: Sent) -> str | None:
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


def _passes(payment: dict[str, Any], query: dict[str, Any]) -> bool:
    exact = all(payment[name] == query[name] for name in ("currency", "external_order_num", "status") if name in query)
    created = datetime.fromisoformat(payment["created_at"])
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
