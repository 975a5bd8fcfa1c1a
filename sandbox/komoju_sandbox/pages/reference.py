"""The API reference: the built document as one page, with calls that run against this very sandbox."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from komoju_sandbox.contract import document_path
from komoju_sandbox.openapi import HTTP_METHODS
from komoju_sandbox.pages.curl import curl
from komoju_sandbox.pages.desk import chip, written
from komoju_sandbox.pages.fields import Field, Schemas
from komoju_sandbox.pages.prose import paragraphs, runs
from komoju_sandbox.pages.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from komoju_sandbox.json_types import JsonObject

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
KEPT_PAGES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A call and the reply to it."""

    name: str
    summary: str
    call: str
    status: str
    reply: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation of the document."""

    said: JsonObject
    method: str
    path: str
    in_path: list[Field]
    in_query: list[Field]
    in_header: list[Field]
    body: list[Field]
    replies: list[tuple[str, str]]
    """Status and description of each success."""
    examples: list[Example]


@lru_cache(maxsize=KEPT_PAGES)
def render_reference(base_url: str, key: str | None) -> str:
    """Show the reference of the API at that URL. Without a key its calls take the one of the environment."""
    document = read_document()
    schemas = Schemas(document)
    operations = list(_operations(document, schemas, base_url, key))
    return render(
        "reference.html",
        at="",
        info=document["info"],
        wire=document["x-wire"],
        base_url=base_url,
        key=key,
        tags=[(tag, [one for one in operations if one.said["tags"][0] == tag["name"]]) for tag in document["tags"]],
        types=_types(document, schemas),
        webhooks=document["webhooks"],
        webhook_headers=_webhook_headers(document, schemas),
        event=schemas.fields({"$ref": "#/components/schemas/PaymentEvent"}),
        payment=schemas.fields({"$ref": "#/components/schemas/Payment"}),
        catalog=document["x-error-catalog"],
        lifecycle=document["x-lifecycle"],
        choices=document["x-choices"]["choices"],
        runs=runs,
        paragraphs=paragraphs,
        chip=chip,
    )


@cache
def read_document() -> JsonObject:
    """Read the built document; the sandbox itself keeps only the parts that it works with."""
    document: JsonObject = json.loads(document_path().read_text(encoding="utf-8"))
    return document


def _operations(document: JsonObject, schemas: Schemas, base_url: str, key: str | None) -> Iterator[Shown]:
    for path, item in document["paths"].items():
        for method, said in item.items():
            if method in HTTP_METHODS:
                content = said.get("requestBody", {}).get("content", {})
                yield Shown(
                    said=said,
                    method=method.upper(),
                    path=path,
                    in_path=schemas.parameters(item, said, "path"),
                    in_query=schemas.parameters(item, said, "query"),
                    in_header=schemas.parameters(item, said, "header"),
                    body=schemas.fields(content[JSON]["schema"]) if content else [],
                    replies=[
                        (status, schemas.resolve(reply)["description"])
                        for status, reply in said["responses"].items()
                        if status.startswith("2")
                    ],
                    examples=_examples(method.upper(), base_url + path, said, schemas, key),
                )


def _examples(method: str, url: str, said: JsonObject, schemas: Schemas, key: str | None) -> list[Example]:
    """Pair each reply with the request of the same name."""
    content = said.get("requestBody", {}).get("content", {})
    requests: JsonObject = next((part.get("examples", {}) for part in content.values()), {})
    kinds = {name: kind for kind in (JSON, FORM) for name in content.get(kind, {}).get("examples", {})}
    found: list[Example] = []
    for status, reply in said["responses"].items():
        examples = reply.get("content", {}).get(JSON, {}).get("examples", {}) if status.startswith("2") else {}
        for name, example in examples.items():
            shown = schemas.resolve(example)
            sent = schemas.resolve(requests[name]) if name in requests else None
            body = None if sent is None else sent["value"]
            call = curl(method, _with_id(url, shown["value"]), key, body, kinds.get(name, FORM))
            summary = (sent or shown)["summary"]
            found.append(Example(name, summary, call, status, written(shown["value"])))
    return found


def _with_id(url: str, reply: Any) -> str:
    """Put the id of the example into the path."""
    start, brace, rest = url.partition("{")
    if not brace:
        return url
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


def _test_numbers(schema: JsonObject, schemas: Schemas) -> list[JsonObject]:
    return [
        {"field": name, **entry}
        for name, part in schema["properties"].items()
        for entry in schemas.resolve(part).get("x-test-numbers", ())
    ]


def _webhook_headers(document: JsonObject, schemas: Schemas) -> list[Field]:
    first = next(iter(document["webhooks"].values()))["post"]
    return schemas.parameters({}, first, "header")
