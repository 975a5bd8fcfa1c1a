"""Requests that meet every keyword of the document's requests from both sides, listed from the document without a draw.

Each starts from an example of the document and changes one place: to its limits, and past them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from tests.contract.bodies import written
from tests.contract.contract import Operation, Schema, branches, document, operations, resolve, tagged
from tests.contract.laws import Sent
from tests.contract.wire import FORM, JSON

ABSENT: Any = object()
"""Stands for a member that is left out."""
Body = dict[str, Any]
UNKNOWN_ID = "0" * 25
STRANGE = "§"
"""A text that fits no pattern, no format and no list of the document."""

NEARLY_ONE = ("1\n", " 1", "1 ", "01", "+1", "1.0", "１", "1e0", True)
"""What a careless reader takes for the number one."""
VALID = {"date-time": "2017-01-04T07:52:34Z", "email": "a@example.com"}
"""A text of each format."""


def requests(ids: dict[str, str]) -> Iterator[Sent]:
    """List all of them; `ids` gives a resource for each parameter of a path."""
    for operation in operations().values():
        for path in paths(operation, ids):
            yield Sent(operation.method, path)
        path = operation.path.format(**ids)
        for query in changes(operation.query, {}):
            yield Sent(operation.method, path, urlencode({k: v for k, v in query.items() if v is not ABSENT}))
        for headers in header_values(operation):
            yield Sent(operation.method, path, headers=headers)
        for body in bodies(operation):
            yield from in_both_kinds(operation, path, body)


def paths(operation: Operation, ids: dict[str, str]) -> Iterator[str]:
    """A known id, an unknown one, and one of another shape."""
    names = [name for name in ids if f"{{{name}}}" in operation.path]
    for name in names:
        for value in (ids[name], UNKNOWN_ID, STRANGE, "a" * 300):
            yield operation.path.format(**{**ids, name: quote(value)})


def header_values(operation: Operation) -> Iterator[dict[str, str]]:
    """An idempotency key at its limits and past them."""
    said = operation.header("idempotency-key")
    if said:
        for value in ("k", "k" * said["schema"]["maxLength"], "", "k" * (said["schema"]["maxLength"] + 1), " k\x7f"):
            yield {said["name"].lower(): value}


def bodies(operation: Operation) -> Iterator[Any]:
    """Every example of the operation, each changed in every place."""
    if operation.body is None:
        return
    yield from ([], "text", {}, {"unknown": "a"})
    shown = operation.said["requestBody"]["content"][JSON].get("examples", {})
    examples = [resolve(reference)["value"] for reference in shown.values()]
    yield from examples
    yield from changes(operation.body, examples[0])
    if "payment_details" in operation.body["properties"]:
        for kind, base in details().items():
            body = {"payment_details": base}
            if operation.id == "createPayment":
                body |= {"amount": 100, "currency": "KRW" if kind == "culture_voucher" else "JPY"}
            for changed in object_changes(request_of(kind), base):
                yield {**body, "payment_details": changed}


def details() -> dict[str, Body]:
    """Details of each payment type, by the examples of tokens."""
    shown = operations()["createToken"].said["requestBody"]["content"][JSON]["examples"]
    found = [resolve(reference)["value"]["payment_details"] for reference in shown.values()]
    return {body["type"]: body for body in found}


def request_of(kind: str) -> Schema:
    """Give the schema of a type's details."""
    return tagged(document()["components"]["schemas"]["PaymentDetailsRequest"], kind) or {}


def changes(schema: Schema, base: Body) -> Iterator[Body]:
    """The example as it is, and changed in every place, also inside of objects that are no payment details."""
    yield from object_changes(schema, base)
    for name, member in schema["properties"].items():
        for choice in branches(member):
            if "properties" in choice and "discriminator" not in choice:
                yield from ({**base, name: inner} for inner in object_changes(choice, base.get(name) or {}))


def object_changes(schema: Schema, base: Body) -> Iterator[Body]:
    """An object as it is, with one more member, and with each listed one changed or left out."""
    yield base
    yield {**base, "unknown": "a"}
    for name, member in schema["properties"].items():
        yield {**base, name: ABSENT}
        for choice in branches(member):
            yield from ({**base, name: value} for value in values(choice))


def values(schema: Schema) -> Iterator[Any]:
    """What the schema allows at its limits, and what it does not allow past them."""
    yield from (None, 1.5, STRANGE, [])
    yield from schema.get("enum", [schema["const"]] if "const" in schema else [])
    yield from schema.get("examples", [])
    yield from (schema[name] for name in ("default",) if name in schema)
    yield from (text for form, text in VALID.items() if schema.get("format") == form)
    if schema.get("type") == "integer":
        yield from NEARLY_ONE
    for entry in schema.get("x-test-numbers", ()):
        yield entry["value"]
    for limit, past in (("minimum", -1), ("maximum", 1)):
        if limit in schema:
            yield from (schema[limit], schema[limit] + past)
    for limit in ("minLength", "maxLength"):
        if limit in schema:
            yield from ("1" * length for length in (schema[limit] - 1, schema[limit], schema[limit] + 1))
    if schema.get("type") == "object" and "properties" not in schema:
        yield from ({"a": "b"}, {"a": 1})


def in_both_kinds(operation: Operation, path: str, body: Any) -> Iterator[Sent]:
    """Write a body in both content types, in a form where brackets can carry it."""
    body = without_absent(body)
    yield Sent(operation.method, path, "", {"content-type": JSON}, written(JSON, body))
    if isinstance(body, dict):
        yield Sent(operation.method, path, "", {"content-type": FORM}, written(FORM, body))


def without_absent(value: Any) -> Any:
    """Leave out what is to be absent."""
    if not isinstance(value, dict):
        return value
    return {name: without_absent(inner) for name, inner in value.items() if inner is not ABSENT}
