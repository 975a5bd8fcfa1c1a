"""For every rule an old and a new document between which it fires, and what fires on the way back.

A row of `VALUES` is two schemas. It is tried in a request, where `NAME` stands for the rule `request-NAME`, and in a
reply and a webhook, where it stands for `response-NAME`; a rule that is the same for both is written `=NAME`.
"""

from __future__ import annotations

from typing import Any

from tests.generator.diff.documents import JSON, OK, content, document, operation, parameter, read, reply, sent

TEXT: JSON = {"type": "string"}
COUNT: JSON = {"type": "integer"}
A: JSON = {"type": "object", "properties": {"a": TEXT}}
CLOSED: JSON = A | {"additionalProperties": False}
ABC: JSON = {"type": "object", "properties": {"a": TEXT, "b": COUNT, "c": {"type": "boolean"}}}
PETS: JSON = {
    "components": {
        "schemas": {
            name: {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}, kind: TEXT}}
            for name, kind in (("Cat", "cat"), ("Dog", "dog"), ("Wild", "wild"))
        }
    }
}


def ref(name: str) -> JSON:
    """Refer to one of the pets."""
    return {"$ref": f"#/components/schemas/{name}"}


def pets(mapping: dict[str, str], by: str | None = "kind") -> JSON:
    """Give a union of pets."""
    tags = {tag: f"#/components/schemas/{name}" for tag, name in mapping.items()}
    found: JSON = {"type": "object", "oneOf": [ref(name) for name in sorted(set(mapping.values()))]}
    return found if by is None else found | {"discriminator": {"propertyName": by, "mapping": tags}}


BOTH = {"cat": "Cat", "dog": "Dog"}
NUMBERS: JSON = {"x-test-numbers": [{"value": "1", "outcome": "ok"}]}

VALUES: list[tuple[str, str, Any, Any]] = [
    ("null-added", "null-removed", TEXT, {"type": ["string", "null"]}),
    ("null-added", "null-removed", TEXT, {"oneOf": [TEXT, {"type": "null"}]}),
    ("null-added", "null-removed", TEXT, {"anyOf": [{"type": "null"}, TEXT]}),
    ("null-added", "null-removed", TEXT, TEXT | {"nullable": True}),
    ("null-added", "null-removed", {"enum": ["a"]}, {"enum": ["a", None]}),
    ("null-added", "null-removed", ref("Cat"), {"oneOf": [ref("Cat"), {"type": "null"}]}),
    ("null-added", "null-removed", pets(BOTH), {"oneOf": [pets(BOTH), {"type": "null"}]}),
    ("type-widened", "type-narrowed", TEXT, {"type": ["integer", "string"]}),
    ("type-widened", "type-narrowed", COUNT, {"type": "number"}),
    ("type-changed", "type-changed", TEXT, COUNT),
    ("format-added", "format-removed", TEXT, TEXT | {"format": "uri"}),
    ("format-changed", "format-changed", TEXT | {"format": "email"}, TEXT | {"format": "uri"}),
    ("pattern-added", "pattern-removed", TEXT, TEXT | {"pattern": "^a"}),
    ("pattern-changed", "pattern-changed", TEXT | {"pattern": "^a"}, TEXT | {"pattern": "^b"}),
    ("enum-value-added", "enum-value-removed", {"enum": ["a", "b"]}, {"enum": ["c", "b", "a"]}),
    ("enum-value-added", "enum-value-removed", {"const": "a"}, {"enum": ["b", "a"]}),
    ("enum-added", "enum-removed", TEXT, TEXT | {"enum": ["a"]}),
    ("const-changed", "const-changed", {"const": "a"}, {"const": "b"}),
    ("limit-tightened", "limit-loosened", COUNT, COUNT | {"minimum": 0}),
    ("limit-tightened", "limit-loosened", COUNT | {"minimum": 0}, COUNT | {"exclusiveMinimum": 0}),
    ("limit-tightened", "limit-loosened", COUNT | {"maximum": 9}, COUNT | {"maximum": 8}),
    ("limit-tightened", "limit-loosened", COUNT, COUNT | {"exclusiveMaximum": 9}),
    ("limit-tightened", "limit-loosened", TEXT | {"minLength": 1}, TEXT | {"minLength": 2}),
    ("limit-tightened", "limit-loosened", TEXT, TEXT | {"maxLength": 9}),
    ("limit-tightened", "limit-loosened", {"type": "array"}, {"type": "array", "minItems": 1}),
    ("limit-tightened", "limit-loosened", {"type": "array"}, {"type": "array", "uniqueItems": True}),
    ("limit-tightened", "limit-loosened", {"type": "object"}, {"type": "object", "minProperties": 1}),
    ("limit-tightened", "limit-loosened", {"type": "object"}, {"type": "object", "maxProperties": 9}),
    ("limit-tightened", "limit-loosened", COUNT, COUNT | {"multipleOf": 5}),
    ("limit-tightened", "limit-loosened", COUNT | {"multipleOf": 5}, COUNT | {"multipleOf": 10}),
    (
        "property-required-added",
        "property-required-removed",
        {"allOf": [ABC | {"required": ["a"]}], "required": ["b"]},
        {"allOf": [ABC | {"required": ["a"]}], "required": ["c", "b"]},
    ),
    ("multiple-changed", "multiple-changed", COUNT | {"multipleOf": 5}, COUNT | {"multipleOf": 7}),
    ("property-required-added", "property-required-removed", A, A | {"required": ["a"]}),
    ("property-renamed", "property-renamed", A, {"type": "object", "properties": {"a1": TEXT}}),
    ("extra-keys-narrowed", "extra-keys-widened", A, CLOSED),
    ("extra-keys-narrowed", "extra-keys-widened", A, A | {"additionalProperties": COUNT}),
    ("extra-keys-narrowed", "extra-keys-widened", A | {"additionalProperties": COUNT}, CLOSED),
    (
        "type-narrowed",
        "type-widened",
        A | {"additionalProperties": {"type": "number"}},
        A | {"additionalProperties": COUNT},
    ),
    ("need-added", "need-removed", ABC, ABC | {"dependentRequired": {"a": ["b"]}}),
    ("branch-added", "branch-removed", {"oneOf": [TEXT, COUNT]}, {"oneOf": [{"type": "boolean"}, COUNT, TEXT]}),
    ("branch-added", "branch-removed", ref("Cat"), {"anyOf": [TEXT, ref("Cat")]}),
    ("limit-tightened", "limit-loosened", {"oneOf": [TEXT, A]}, {"oneOf": [A | {"minProperties": 1}, TEXT]}),
    ("limit-tightened", "limit-loosened", {"items": TEXT}, {"items": TEXT | {"minLength": 1}}),
    ("limit-tightened", "limit-loosened", {"allOf": [A, TEXT]}, {"allOf": [TEXT | {"minLength": 1}, A]}),
    ("limit-tightened", "limit-loosened", {"allOf": [ref("Cat")]}, {"allOf": [ref("Cat")], "minProperties": 1}),
    ("union-added", "union-removed", ABC, ABC | {"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}),
    ("tag-added", "tag-removed", pets(BOTH), pets(BOTH | {"wild": "Wild"})),
    ("mapping-changed", "mapping-changed", pets(BOTH), pets({"cat": "Wild", "dog": "Dog"})),
    ("discriminator-changed", "discriminator-changed", pets(BOTH), pets(BOTH, "sort")),
    ("=discriminator-removed", "=discriminator-added", pets(BOTH), pets(BOTH, None)),
    ("=sensitive-added", "=sensitive-removed", TEXT, TEXT | {"x-sensitive": "secret"}),
    ("=sensitive-changed", "=sensitive-changed", TEXT | {"x-sensitive": "number"}, TEXT | {"x-sensitive": "secret"}),
    ("=rounding-added", "=rounding-removed", COUNT, COUNT | {"x-rounding": "half_up"}),
    ("=rounding-changed", "=rounding-changed", COUNT | {"x-rounding": "half_up"}, COUNT | {"x-rounding": "down"}),
    ("=test-number-added", "=test-number-removed", TEXT, TEXT | NUMBERS),
    (
        "=test-number-changed",
        "=test-number-changed",
        TEXT | NUMBERS,
        TEXT | {"x-test-numbers": [{"value": "1", "outcome": "card_declined"}]},
    ),
    ("=deprecated", "=deprecation-removed", TEXT, TEXT | {"deprecated": True}),
    ("=keyword-unjudged", "=keyword-unjudged", A, A | {"propertyNames": {"maxLength": 3}}),
    ("=keyword-unjudged", "=keyword-unjudged", A, A | {"allOf": [{"required": ["a"]}, {"required": ["b"]}]}),
    ("=schema-extension-changed", "=schema-extension-changed", TEXT, TEXT | {"x-unheard-of": 1}),
]


def error(**parts: Any) -> JSON:
    """Give a document with one error code and one family."""
    code = {"status": 422, "message": "No.", "param": "none", "family": "payer", "retry": "never"} | parts
    return catalog(codes={"declined": code})


def catalog(**parts: Any) -> JSON:
    """Give a document with these parts in its catalogue."""
    return document(**{"x-error-catalog": {"families": {"payer": {"name": "Declined"}}, **parts}})


def lifecycle(**parts: Any) -> JSON:
    """Give a document with these parts in its life cycle."""
    return document(**{"x-lifecycle": parts})


def konbini(**parts: Any) -> JSON:
    """Give a document with the rules of one payment type."""
    return lifecycle(types={"konbini": parts})


def wire(**parts: Any) -> JSON:
    """Give a document with these rules for the wire."""
    return document(**{"x-wire": parts})


def servers(*urls: str) -> JSON:
    """Give a document with these servers."""
    return document(servers=[{"url": url} for url in urls])


def encoded(**encoding: Any) -> JSON:
    """Give the content of a form with one member that is written in a special way."""
    return {"content": {"multipart/form-data": {"schema": A, "encoding": {"a": encoding}}}}


def hook(**parts: Any) -> JSON:
    """Give a document with one webhook."""
    return document(webhooks={"thing.made": {"post": {"operationId": "onThing", "responses": OK, **parts}}})


STEP: JSON = {"from": "none", "by": "createPayment", "to": "captured", "types": ["konbini"], "http": 200, "event": "x"}
REFERRED: JSON = {"headers": {"X-A": {"$ref": "#/components/headers/A", "description": "A header."}}}
HEADER: JSON = {"headers": {"X-A": {"schema": TEXT}}}
PAGES: JSON = {"x-pagination": {"page": "page"}}
SCHEME: JSON = {"type": "http", "scheme": "basic"}
OPEN_AB: JSON = {"type": "object", "properties": {"a": TEXT, "b": COUNT}}
CLOSED_AB: JSON = OPEN_AB | {"additionalProperties": False}
BODY: JSON = content(TEXT)

DOCUMENTS: list[tuple[str, str, JSON, JSON]] = [
    ("request-default-changed", "request-default-changed", sent(TEXT), sent(TEXT | {"default": "a"})),
    ("request-property-added", "request-property-removed", sent(CLOSED), sent(CLOSED_AB)),
    ("request-open-property-added", "request-open-property-removed", sent(A), sent(OPEN_AB)),
    (
        "request-property-required-added",
        "request-property-removed",
        sent(CLOSED),
        sent(CLOSED_AB | {"required": ["b"]}),
    ),
    ("response-property-added", "response-property-removed", read(A), read(OPEN_AB | {"required": ["b"]})),
    ("response-property-added", "response-optional-property-removed", read(A), read(OPEN_AB)),
    ("response-closed-property-added", "response-optional-property-removed", read(CLOSED), read(CLOSED_AB)),
    ("request-body-added", "request-body-removed", operation(), operation(requestBody=BODY)),
    (
        "request-body-required-added",
        "request-body-removed",
        operation(),
        operation(requestBody=BODY | {"required": True}),
    ),
    (
        "request-body-required-added",
        "request-body-required-removed",
        operation(requestBody=BODY),
        operation(requestBody=BODY | {"required": True}),
    ),
    (
        "request-content-added",
        "request-content-removed",
        operation(requestBody=BODY),
        operation(requestBody={"content": BODY["content"] | {"text/plain": {}}}),
    ),
    ("response-content-added", "response-content-removed", reply(), reply(**BODY)),
    (
        "request-encoding-changed",
        "request-encoding-changed",
        operation(requestBody=encoded()),
        operation(requestBody=encoded(style="deepObject", explode=True)),
    ),
    (
        "response-encoding-changed",
        "response-encoding-changed",
        reply(**encoded()),
        reply(**encoded(contentType="text/plain")),
    ),
    ("response-header-added", "response-header-removed", reply(), reply(**HEADER)),
    (
        "response-header-required-added",
        "response-header-required-removed",
        reply(**HEADER),
        reply(headers={"x-a": {"schema": TEXT, "required": True}}),
    ),
    (
        "response-header-required-added",
        "response-header-required-removed",
        reply(**REFERRED) | {"components": {"headers": {"A": {"schema": TEXT}}}},
        reply(**REFERRED) | {"components": {"headers": {"A": {"schema": TEXT, "required": True}}}},
    ),
    (
        "response-limit-loosened",
        "response-limit-tightened",
        reply(headers={"X-A": {"schema": TEXT | {"maxLength": 1}}}),
        reply(**HEADER),
    ),
    ("parameter-added", "parameter-removed", operation(), parameter()),
    ("parameter-required-added", "parameter-removed", operation(), parameter(required=True)),
    ("parameter-required-added", "parameter-required-removed", parameter(), parameter(required=True)),
    ("parameter-moved", "parameter-moved", parameter(), parameter(**{"in": "header"})),
    (
        "path-parameter-renamed",
        "path-parameter-renamed",
        operation("/things/{id}", parameters=[{"name": "id", "in": "path", "required": True, "schema": TEXT}]),
        operation(
            "/things/{thing_id}", parameters=[{"name": "thing_id", "in": "path", "required": True, "schema": TEXT}]
        ),
    ),
    ("parameter-style-changed", "parameter-style-changed", parameter(), parameter(style="deepObject")),
    ("parameter-style-changed", "parameter-style-changed", parameter(), parameter(explode=False)),
    ("parameter-role-added", "parameter-role-changed", parameter(), parameter(**{"x-role": "idempotency-key"})),
    ("deprecated", "deprecation-removed", parameter(), parameter(deprecated=True)),
    (
        "request-limit-tightened",
        "request-limit-loosened",
        parameter(schema=TEXT),
        parameter(schema=TEXT | {"maxLength": 1}),
    ),
    ("response-success-added", "response-success-removed", operation(), operation(responses=OK | {"202": {}})),
    ("response-error-added", "response-error-removed", operation(), operation(responses=OK | {"default": {}})),
    ("link-added", "link-removed", reply(), reply(links={"next": {"operationId": "callThings"}})),
    (
        "link-changed",
        "link-changed",
        reply(links={"next": {"operationId": "callThings"}}),
        reply(links={"next": {"operationId": "callThings", "parameters": {"page": 2}}}),
    ),
    ("operation-added", "operation-removed", document(), operation()),
    ("operation-moved", "operation-moved", operation(), operation("/objects")),
    ("operation-moved", "operation-moved", operation(), operation(_method="query")),
    ("operation-id-changed", "operation-id-changed", operation(), operation(operationId="doThings")),
    ("client-method-changed", "client-method-changed", operation(**{"x-method": "a"}), operation(**{"x-method": "b"})),
    (
        "client-method-changed",
        "client-method-changed",
        operation(tags=["a"], **{"x-method": "list"}),
        operation(tags=["b"], **{"x-method": "list"}),
    ),
    ("tags-changed", "tags-changed", operation(tags=["a"]), operation(tags=["b"])),
    ("operation-error-added", "operation-error-removed", operation(), operation(**{"x-errors": ["declined"]})),
    ("pagination-added", "pagination-changed", operation(), operation(**PAGES)),
    ("pagination-changed", "pagination-changed", operation(**PAGES), operation(**{"x-pagination": {"page": "p"}})),
    ("operation-part-unjudged", "operation-part-unjudged", operation(), operation(callbacks={})),
    ("deprecated", "deprecation-removed", operation(), operation(deprecated=True)),
    ("security-added", "security-removed", operation(security=[{"a": []}]), operation(security=[{"a": []}, {"b": []}])),
    ("security-added", "security-removed", operation(security=[{"a": []}]), operation(security=[{"a": []}, {}])),
    (
        "security-scheme-added",
        "security-scheme-removed",
        document(),
        document(components={"securitySchemes": {"a": SCHEME}}),
    ),
    (
        "security-scheme-changed",
        "security-scheme-changed",
        document(components={"securitySchemes": {"a": SCHEME}}),
        document(components={"securitySchemes": {"a": SCHEME | {"scheme": "bearer"}}}),
    ),
    ("server-added", "server-removed", servers("https://a"), servers("https://a", "https://b")),
    (
        "server-first-changed",
        "server-first-changed",
        servers("https://a", "https://b"),
        servers("https://b", "https://a"),
    ),
    (
        "server-variables-changed",
        "server-variables-changed",
        document(servers=[{"url": "https://{a}", "variables": {"a": {"default": "b"}}}]),
        document(servers=[{"url": "https://{a}", "variables": {"a": {"default": "c"}}}]),
    ),
    ("server-added", "server-removed", operation(servers=[]), operation(servers=[{"url": "https://a"}])),
    ("webhook-added", "webhook-removed", document(), hook()),
    ("webhook-answer-added", "webhook-answer-removed", hook(), hook(responses=OK | {"410": {}})),
    ("response-header-added", "response-header-removed", hook(), hook(parameters=[{"name": "X-A", "in": "header"}])),
    ("events-union-added", "events-union-removed", document(), document(**{"x-events": TEXT})),
    (
        "response-type-widened",
        "response-type-narrowed",
        document(**{"x-events": TEXT}),
        document(**{"x-events": {"type": ["integer", "string"]}}),
    ),
    ("error-code-added", "error-code-removed", catalog(), error()),
    ("error-status-changed", "error-status-changed", error(), error(status=502)),
    ("error-retry-changed", "error-retry-changed", error(), error(retry="always")),
    ("error-outcome-changed", "error-outcome-changed", error(outcome="unknown"), error(outcome="nothing_processed")),
    ("error-family-changed", "error-family-changed", error(), error(family="service")),
    ("error-param-changed", "error-param-changed", error(), error(param="name")),
    ("error-message-changed", "error-message-changed", error(), error(message="Never.")),
    ("error-field-changed", "error-field-changed", error(), error(colour="red")),
    ("error-family-added", "error-family-removed", catalog(families={}), catalog()),
    ("error-family-renamed", "error-family-renamed", catalog(), catalog(families={"payer": {"name": "Refused"}})),
    ("outside-answer-added", "outside-answer-removed", catalog(), catalog(outside=[{"status": 405, "code": "a"}])),
    ("lifecycle-status-added", "lifecycle-status-removed", lifecycle(), lifecycle(statuses={"held": {"final": False}})),
    (
        "lifecycle-final-changed",
        "lifecycle-final-changed",
        lifecycle(statuses={"held": {"final": False}}),
        lifecycle(statuses={"held": {"final": True}}),
    ),
    ("transition-added", "transition-removed", lifecycle(), lifecycle(transitions=[STEP])),
    (
        "transition-added",
        "transition-removed",
        lifecycle(transitions=[STEP]),
        lifecycle(transitions=[STEP | {"types": ["pay_easy", "konbini"]}]),
    ),
    (
        "transition-changed",
        "transition-changed",
        lifecycle(transitions=[STEP]),
        lifecycle(transitions=[STEP | {"http": 202}]),
    ),
    ("deadline-extended", "deadline-shortened", konbini(deadline={"days": 3}), konbini(deadline={"days": 4})),
    ("deadline-extended", "deadline-shortened", konbini(deadline={"days": 3}), konbini(deadline="none")),
    (
        "deadline-extended",
        "deadline-shortened",
        konbini(deadline={"days": 3, "until": "exact"}),
        konbini(deadline={"days": 3, "until": "end_of_day"}),
    ),
    ("expiry-days-added", "expiry-days-removed", konbini(), konbini(expiry_days=True)),
    ("type-limit-tightened", "type-limit-loosened", konbini(total={"maximum": 9}), konbini(total={"maximum": 8})),
    ("type-limit-tightened", "type-limit-loosened", konbini(), konbini(total={"minimum": 1})),
    ("type-currency-added", "type-currency-removed", konbini(currencies=["JPY"]), konbini(currencies=["JPY", "KRW"])),
    ("type-currency-added", "type-currency-removed", konbini(currencies=["JPY"]), konbini(currencies="any")),
    ("lifecycle-type-added", "lifecycle-type-removed", lifecycle(), konbini()),
    (
        "time-extended",
        "time-shortened",
        lifecycle(tokens={"lifetime_days": 30}),
        lifecycle(tokens={"lifetime_days": 31}),
    ),
    ("time-extended", "time-shortened", lifecycle(idempotency={"hours": 24}), lifecycle(idempotency={"hours": 48})),
    ("tax-changed", "tax-changed", lifecycle(tax={"rates": [8]}), lifecycle(tax={"rates": [8, 10]})),
    ("lifecycle-rule-added", "lifecycle-rule-changed", lifecycle(), lifecycle(notes={"event": "x"})),
    (
        "lifecycle-rule-changed",
        "lifecycle-rule-changed",
        lifecycle(notes={"event": "x"}),
        lifecycle(notes={"event": "y"}),
    ),
    ("table-added", "table-removed", document(), wire(depth=8)),
    ("wire-limit-tightened", "wire-limit-loosened", wire(depth=8), wire(depth=7)),
    ("wire-rule-added", "wire-rule-removed", wire(rules={"a": "A."}), wire(rules={"a": "A.", "b": "B."})),
    ("wire-rule-changed", "wire-rule-changed", wire(rules={"a": "A."}), wire(rules={"a": "B."})),
    (
        "choice-changed",
        "choice-changed",
        document(**{"x-choices": {"choices": {"a": {"choice": "Yes."}}}}),
        document(**{"x-choices": {"choices": {"a": {"choice": "No."}}}}),
    ),
    ("words-changed", "words-changed", sent(TEXT), sent(TEXT | {"description": "A text."})),
    ("words-changed", "words-changed", error(), error(advice="Ask for another card.")),
    ("words-changed", "words-changed", error(), error(shopper="Please use another card.")),
    ("words-changed", "words-changed", document(), document(**{"x-later": {"changes": {}}})),
    ("tag-list-changed", "tag-list-changed", document(), document(tags=[{"name": "a"}])),
    ("order-changed", "order-changed", sent({"enum": ["a", "b"]}), sent({"enum": ["b", "a"]})),
    ("dialect-changed", "dialect-changed", document(), document(openapi="3.1.1")),
    ("schema-name-added", "schema-name-removed", document(), document(components={"schemas": {"A": TEXT}})),
    ("document-part-unjudged", "document-part-unjudged", document(), document(**{"x-unheard-of": 1})),
    ("difference-unjudged", "difference-unjudged", document(), document(components={"requestBodies": {"A": BODY}})),
]
