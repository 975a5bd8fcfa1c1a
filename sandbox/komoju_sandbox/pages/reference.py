"""The API reference: the built document as one page, with calls that run against this very sandbox."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from komoju_sandbox.contract import document_path
from komoju_sandbox.control_document import control_document
from komoju_sandbox.openapi import HTTP_METHODS
from komoju_sandbox.pages.chips import chip
from komoju_sandbox.pages.curl import FORM, JSON, curl, written
from komoju_sandbox.pages.fields import Field, Schemas
from komoju_sandbox.pages.prose import paragraphs, runs
from komoju_sandbox.pages.render import render

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject

KEPT_PAGES = 4

RESOURCES = {
    "Payment": "payment",
    "Refund": "refund",
    "RefundRequest": "refund request",
    "FraudDetails": "fraud details",
    "Customer": "customer",
    "Payout": "payout",
    "PayoutItem": "payout item",
}
"""The resources that have a section of their own, by their schemas."""


@dataclass(frozen=True, slots=True)
class Example:
    """A call and the reply to it."""

    summary: str
    call: str
    status: str
    reply: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation of a document."""

    said: JsonObject
    method: str
    path: str
    parameters: dict[str, list[Field]]
    """By where they stand: path, query, body or header."""
    replies: list[tuple[str, str]]
    """Status and description of each success."""
    examples: list[Example]


@lru_cache(maxsize=KEPT_PAGES)
def render_reference(contract: Contract, origin: str, key: str | None) -> str:
    """Show the reference of a sandbox at that origin. Without a key its calls take the one of the environment."""
    document: JsonObject = json.loads(document_path().read_text(encoding="utf-8"))
    schemas = Schemas(document)
    base_url = origin + contract.base_path
    control = control_document(contract).tree
    return render(
        "reference.html",
        at="",
        info=document["info"],
        wire=document["x-wire"],
        base_url=base_url,
        key=key,
        tags=_by_tag(document, Caller(schemas, base_url, key)),
        controls=_by_tag(control, Caller(Schemas(control), origin, key)),
        types=_types(document, schemas),
        webhooks=document["webhooks"],
        webhook_headers=_webhook_headers(document, schemas),
        event=schemas.fields({"$ref": "#/components/schemas/PaymentEvent"}),
        resources=_resources(document, schemas),
        catalog=document["x-error-catalog"],
        lifecycle=document["x-lifecycle"],
        choices=document["x-choices"]["choices"],
        runs=runs,
        paragraphs=paragraphs,
        chip=chip,
    )


@dataclass(frozen=True, slots=True)
class Caller:
    """Writes calls of operations."""

    schemas: Schemas
    base_url: str
    key: str | None

    def shown(self, path: str, method: str, item: JsonObject) -> Shown:
        """Describe one operation."""
        said = item[method]
        content = said.get("requestBody", {}).get("content", {})
        listed = {place: self.schemas.parameters(item, said, place) for place in ("path", "query", "header")}
        body = self.schemas.fields(content[JSON]["schema"]) if content else []
        replies = {status: self.schemas.resolve(reply) for status, reply in said["responses"].items()}
        successes = {status: reply for status, reply in replies.items() if status.startswith("2")}
        return Shown(
            said=said,
            method=method.upper(),
            path=path,
            parameters={"path": listed["path"], "query": listed["query"], "body": body, "header": listed["header"]},
            replies=[(status, reply["description"]) for status, reply in successes.items()],
            examples=self._examples(method.upper(), path, content, successes),
        )

    def _examples(self, method: str, path: str, content: JsonObject, successes: JsonObject) -> list[Example]:
        """Pair each reply with the request of the same name."""
        requests = {name: sent for kind in (JSON, FORM) for name, sent in _named(content.get(kind)).items()}
        forms = _named(content.get(FORM))
        found: list[Example] = []
        for status, reply in successes.items():
            for name, example in _named(reply.get("content", {}).get(JSON)).items():
                shown = self.schemas.resolve(example)
                sent: JsonObject | None = self.schemas.resolve(requests[name]) if name in requests else None
                body = None if sent is None else sent["value"]
                url = self.base_url + _with_id(path, shown["value"])
                call = curl(method, url, self.key, body, FORM if name in forms else JSON)
                summary: str = (sent or shown)["summary"]
                found.append(Example(summary, call, status, written(shown["value"])))
        return found


def _named(media_type: JsonObject | None) -> JsonObject:
    examples: JsonObject = (media_type or {}).get("examples", {})
    return examples


def _by_tag(document: JsonObject, caller: Caller) -> list[tuple[JsonObject, list[Shown]]]:
    """Give the operations of each tag, in the order of the document."""
    shown = [
        caller.shown(path, method, item)
        for path, item in document["paths"].items()
        for method in item
        if method in HTTP_METHODS
    ]
    return [(tag, [one for one in shown if one.said["tags"][0] == tag["name"]]) for tag in document["tags"]]


def _with_id(path: str, reply: Any) -> str:
    """Put the id of the example into the path."""
    start, brace, rest = path.partition("{")
    if not brace:
        return path
    name, _, end = rest.partition("}")
    return f"{start}{reply.get('id', name)}{end}"


def _types(document: JsonObject, schemas: Schemas) -> list[JsonObject]:
    """Describe each payment type: what is sent, what is shown, deadlines, limits and test numbers."""
    shown = schemas.variants("PaymentDetails")
    return [
        {
            "name": name,
            "description": schema["description"],
            "request": schemas.fields(schema),
            "reply": schemas.fields(shown[name]),
            "rule": document["x-lifecycle"]["types"][name],
            "numbers": _test_numbers(schema, schemas),
        }
        for name, schema in schemas.variants("PaymentDetailsRequest").items()
    ]


def _resources(document: JsonObject, schemas: Schemas) -> list[JsonObject]:
    """Describe what replies show."""
    known = document["components"]["schemas"]
    return [
        {
            "id": title.replace(" ", "-"),
            "title": f"The {title}",
            "description": known[name]["description"],
            "fields": schemas.fields({"$ref": f"#/components/schemas/{name}"}),
        }
        for name, title in RESOURCES.items()
    ]


def _test_numbers(schema: JsonObject, schemas: Schemas) -> list[JsonObject]:
    return [
        {"field": name, **entry}
        for name, part in schema["properties"].items()
        for entry in schemas.resolve(part).get("x-test-numbers", ())
    ]


def _webhook_headers(document: JsonObject, schemas: Schemas) -> list[Field]:
    first = next(iter(document["webhooks"].values()))["post"]
    return schemas.parameters({}, first, "header")
