"""What holds for every reply, whatever was asked. Each law gives the sentences that say how it was broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.contract.contract import (
    Operation,
    Schema,
    branches,
    catalogue,
    document,
    is_valid,
    resolve,
    tagged,
)

SHORT_SECRET = 8
"""Up to this length a secret may stand inside a drawn text by chance, so it has to be the whole text."""


@dataclass(frozen=True)
class Sent:
    """A request, as it went out. Header names are in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes = b""


@dataclass(frozen=True)
class Answer:
    """A reply, as it came in. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        """The JSON of the reply, null when it is none."""
        try:
            return json.loads(self.content)
        except ValueError:
            return None

    @property
    def error(self) -> dict[str, Any]:
        """What a refusal says; empty when it says nothing."""
        body = self.body
        found = body.get("error") if isinstance(body, dict) else None
        return found if isinstance(found, dict) else {}


def broken(operation: Operation | None, answer: Answer) -> Iterator[str]:
    """Every law that the reply breaks."""
    schema = _schema(operation, answer)
    if answer.headers.get("content-type", "").partition(";")[0] != "application/json":
        yield f"content type {answer.headers.get('content-type')!r}"
    if schema is None:
        yield f"status {answer.status} is not documented"
        return
    if not is_valid(schema, answer.body):
        yield f"the body does not fit its schema: {answer.content[:300]!r}"
        return
    yield from out_of_order(schema, answer.body)
    if answer.status >= 400:
        yield from _of_refusal(operation, answer)
    elif answer.body["resource"] == "list":
        yield from of_list(answer.body)
    else:
        yield from of_item(answer.body)


def _schema(operation: Operation | None, answer: Answer) -> Schema | None:
    found = operation.reply(answer.status) if operation else None
    if found is None and _is_outside(operation, answer.status):
        return document()["components"]["schemas"]["Error"]
    return found


def _is_outside(operation: Operation | None, status: int) -> bool:
    """Tell whether the status belongs to no operation: unknown path, unknown method, body too large."""
    return status in {entry["status"] for entry in document()["x-error-catalog"]["outside"]} or (
        operation is None and status in {401, 404}
    )


def out_of_order(schema: Schema, value: Any, place: str = "") -> Iterator[str]:
    """Find objects whose keys are not in the order of the document."""
    for choice in branches(schema):
        found = choice
        if "discriminator" in choice and isinstance(value, dict):
            found = tagged(choice, value.get(choice["discriminator"]["propertyName"])) or choice
        if isinstance(value, dict) and "properties" in found:
            if list(value) != [name for name in found["properties"] if name in value]:
                yield f"{place or 'the body'} has its keys out of order: {list(value)}"
            for name, inner in value.items():
                yield from out_of_order(found["properties"].get(name, {}), inner, f"{place}/{name}")
        elif isinstance(value, list) and "items" in found:
            for number, inner in enumerate(value):
                yield from out_of_order(found["items"], inner, f"{place}/{number}")


def _of_refusal(operation: Operation | None, answer: Answer) -> Iterator[str]:
    error = answer.error
    said = catalogue().get(error["code"])
    outside = {entry["status"]: entry["code"] for entry in document()["x-error-catalog"]["outside"]}
    if said is None:
        yield f"code {error['code']!r} is not in the catalogue"
        return
    if outside.get(answer.status, error["code"]) != error["code"]:
        yield f"status {answer.status} came with code {error['code']}"
    if answer.status not in outside and answer.status != said["status"]:
        yield f"code {error['code']} came with status {answer.status}"
    if operation and error["code"] not in operation.codes:
        yield f"{operation.id} does not list {error['code']}"
    if (said["param"] == "name") is (error["param"] is None):
        yield f"code {error['code']} came with param {error['param']!r}"
    if not _is_filled_in(said["message"], error["message"]):
        yield f"the message of {error['code']} is {error['message']!r}"
    if answer.status == 401 and not answer.headers.get("www-authenticate"):
        yield "401 without WWW-Authenticate"
    if answer.status == 405 and not answer.headers.get("allow"):
        yield "405 without Allow"


def _is_filled_in(template: str, message: str) -> bool:
    pattern = re.sub(r"%\\\{([a-z]+)\\\}", r"(?P<\1>.*)", re.escape(template))
    found = re.fullmatch(pattern, message, re.DOTALL)
    return found is not None and all(text != f"%{{{name}}}" for name, text in found.groupdict().items())


def of_item(item: dict[str, Any]) -> Iterator[str]:
    """A payment, alone or in an event, keeps its laws, and an event is about what its type says."""
    if item["resource"] == "event":
        kind = item["type"].partition(".")[0]
        if kind != item["data"].get("resource", item["type"]):
            yield f"an event {item['type']} about a {item['data'].get('resource')}"
        item = item["data"]
    if "refunds" in item:
        yield from of_payment(item)


def of_payment(payment: dict[str, Any]) -> Iterator[str]:
    """Money adds up, and the status agrees with the rest."""
    if payment["total"] != payment["amount"] + payment["tax"] + payment["payment_method_fee"]:
        yield "total is not amount + tax + payment_method_fee"
    refunded = sum(refund["amount"] for refund in payment["refunds"])
    if not refunded == payment["amount_refunded"] <= payment["total"]:
        yield f"{refunded} refunded, amount_refunded {payment['amount_refunded']}, total {payment['total']}"
    if any(part["payment"] != payment["id"] for part in payment["refunds"] + payment["refund_requests"]):
        yield "a refund, or a request for one, of another payment"
    if payment["refund_requests"] and payment["status"] != "captured":
        yield f"status {payment['status']} with refund requests"
    received = payment["status"] in {"captured", "refunded"}
    if received is not (payment["captured_at"] is not None):
        yield f"status {payment['status']} with captured_at {payment['captured_at']}"
    if (payment["status"] == "refunded") is not (bool(payment["refunds"]) and refunded == payment["total"]):
        yield f"status {payment['status']} with {refunded} of {payment['total']} refunded"
    yield from of_times(payment)
    details = payment["payment_details"] or {}
    short = details.get("short_amount", 0)
    if (payment["status"] == "pending") and not short:
        yield "pending, but nothing is missing"
    paid = sum(card["points"] for card in details.get("prepaid_cards", ()))
    if "prepaid_cards" in details and short + paid != payment["total"]:
        yield "the prepaid cards and short_amount do not come to the total"
    if "instructions_url" in details and f"/{payment['locale']}/instructions/{payment['id']}" not in str(details):
        yield f"instructions_url {details['instructions_url']!r}"


def of_times(payment: dict[str, Any]) -> Iterator[str]:
    """What happens to a payment happens between its creation and its deadline, and only what has one expires."""
    created, captured, until = (payment[name] for name in ("created_at", "captured_at", "payment_deadline"))
    if payment["status"] == "expired" and until is None:
        yield "expired without a deadline"
    if until is not None and until < created:
        yield f"created at {created} with the deadline {until}"
    if captured is not None and not created <= captured <= (until or captured):
        yield f"created at {created}, captured at {captured}, with the deadline {until}"


def of_list(page: dict[str, Any]) -> Iterator[str]:
    """The numbers of a page agree with each other and with what it shows."""
    pages = -(-page["total"] // page["per_page"])
    if page["last_page"] != pages:
        yield f"last_page {page['last_page']} for {page['total']} items by {page['per_page']}"
    left = page["total"] - (page["page"] - 1) * page["per_page"]
    if len(page["data"]) != max(0, min(page["per_page"], left)):
        yield f"page {page['page']} of {pages} shows {len(page['data'])} of {page['total']} items"
    if len({item["id"] for item in page["data"]}) != len(page["data"]):
        yield "an item stands on the page twice"
    moments = [item["created_at"] for item in page["data"]]
    if moments != sorted(moments, reverse=True):
        yield "the page is not sorted newest first"
    for item in page["data"]:
        yield from of_item(item)


@dataclass
class Secrets:
    """What was sent and must not be shown by any answer, later ones included."""

    sent: set[str] = field(default_factory=set)
    in_the_open: set[str] = field(default_factory=set)
    """What was sent in the open as well, and so may come back."""

    def shown(self, schema: Schema | None, body: dict[str, Any], answer: Answer) -> Iterator[str]:
        """Find secrets of this request, and long ones of earlier requests, in the answer."""
        marked = list(_marked(schema, body)) if schema else []
        now = {str(value) for kind, value in marked if kind in {"number", "secret"}} - {""}
        open_texts = [str(value) for kind, value in marked if kind not in {"number", "secret"}]
        self.in_the_open |= {secret for secret in now | self.sent if any(secret in text for text in open_texts)}
        for text in _texts(answer.body):
            for secret in (now | self.sent) - self.in_the_open:
                if text == secret if len(secret) <= SHORT_SECRET else secret in text:
                    yield "a number or a secret came back"
        self.sent |= {secret for secret in now if len(secret) > SHORT_SECRET}


def _marked(schema: Schema, value: Any) -> Iterator[tuple[str | None, Any]]:
    for choice in branches(schema):
        found = choice
        if "discriminator" in choice and isinstance(value, dict):
            found = tagged(choice, value.get(choice["discriminator"]["propertyName"])) or choice
        if isinstance(value, dict) and "object" in found.get("type", "object"):
            for name, inner in value.items():
                members = found.get("properties", {})
                if name in members or "properties" not in found:
                    yield from _marked(resolve(members.get(name, {})), inner)
        elif isinstance(value, (str, int)) and not isinstance(value, bool):
            yield found.get("x-sensitive"), value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, (str, int)) and not isinstance(value, bool):
        yield str(value)
