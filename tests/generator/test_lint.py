"""Each rule of the lint fires on a small contract that breaks it, and names the line."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.bundle import bundle
from generator.lint import RULES, lint
from generator.load import load_tree
from generator.pipe import Contract, read_contract
from tests.generator import test_translations

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

SPEC = Path(__file__).parents[2] / "spec"
PAYMENTS = "paths/payments.yaml"
PAYMENT = "schemas/payment.yaml"
CARD = "payment_details/credit_card.yaml"
KONBINI = "payment_details/konbini.yaml"
REGISTRY = "payment_details/registry.yaml"


@dataclass(frozen=True)
class Break:
    """A change that breaks a rule, and a text of the line (of `where`, else of `file`) to be named."""

    rule: str
    file: str
    old: str
    new: str
    line: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.rule} in {self.file}: {self.new.strip() or 'without ' + self.old.strip()}"


PAID = "examples/payments/paid.yaml"
AFTER = "  x-after: {operation: createPayment, example: konbini, then: customer_pays}"
SHOWN_PAID = "{operation: showPayment, example: paid,"
NUMBER = "      description: The number of the card.\n"
PRICE = "      description: The price before tax.\n      minimum: 0\n"
TILL = "  description: Pay at the till.\n"
KEY = "{type: string, minLength: 1, maxLength: 100}"
KEY_IN_QUERY = "  in: query\n  description: A key"
KEY_REQUIRED = "  required: true\n  description: A key"
CLOSED = "  additionalProperties: false\n"
BY_CUSTOMER = '    - {required: [customer], description: Paid by a customer., x-source: "era: customers"}\n'
CARD_ROW = "from: none, by: createPayment, to: captured, http: 200"

BREAKS = [
    # Words that the contract does not know.
    Break("unknown-keyword", PAYMENT, "minimum: 0", "minimun: 0", "minimun"),
    Break("unknown-keyword", CARD, NUMBER, f"{NUMBER}      nullable: true\n", "nullable"),
    Break("unknown-keyword", CARD, NUMBER, f"{NUMBER}      anyOf: []\n", "anyOf"),
    Break("unknown-keyword", CARD, NUMBER, f"{NUMBER}      not: {{}}\n", "not:"),
    Break("unknown-keyword", CARD, NUMBER, f"{NUMBER}      if: {{}}\n", "if:"),
    Break("unknown-keyword", CARD, NUMBER, f"{NUMBER}      $dynamicRef: '#a'\n", "$dynamicRef"),
    Break("unknown-keyword", KONBINI, TILL, f"{TILL}  allOf: []\n", "allOf"),
    Break("unknown-keyword", KONBINI, TILL, f"{TILL}  patternProperties: {{}}\n", "patternProp"),
    Break("unknown-keyword", PAYMENTS, "summary: Show a payment", "sumary: Show", "sumary"),
    Break("unknown-keyword", "parameters.yaml", "  in: path\n", "  in: path\n  foo: 1\n", "foo"),
    Break("unknown-keyword", "responses.yaml", "NotFound:\n", "NotFound:\n  body: {}\n", "body"),
    Break("beside-ref", PAYMENT, "      default: JPY\n", "      minLength: 3\n", "minLength"),
    Break("unknown-extension", CARD, NUMBER, f"{NUMBER}      x-secret: true\n", "x-secret"),
    Break(
        "unknown-extension",
        "EXTENSIONS.md",
        "| `x-method` |",
        "| x-method |",
        "x-method: create",
        PAYMENTS,
    ),
    Break("missing-key", "examples/payments/konbini.yaml", "  value: {id", "  x-value: {id", "resp"),
    Break("missing-key", "headers.yaml", "  schema: {type: integer}\n", "", "RetryAfter:"),
    Break("missing-key", "openapi.yaml", "servers:", "x-servers:", "openapi:"),
    Break("unknown-format", KONBINI, "format: email", "format: e-mail", "format:"),
    Break("document-version", "openapi.yaml", "openapi: 3.1.0", "openapi: 3.0.3", "openapi:"),
    Break("document-version", "openapi.yaml", " version: 1.0.0", " version: new", "version:"),
    # Forms of values.
    Break(
        "wrong-shape",
        PAYMENTS,
        "tags: [payments]\n    x-method: show",
        "tags: [1]\n    x-method: show",
        "tags:",
    ),
    Break("wrong-shape", PAYMENT, "enum: [JPY, KRW]", "enum: [[JPY]]", "enum:"),
    Break("wrong-shape", "openapi.yaml", "  - secretKey: []", "  - secretKey: [a]", "security:"),
    Break("wrong-shape", CARD, "  properties:\n", "  properties: []\n  items:\n", "properties:"),
    Break("wrong-shape", CARD, NUMBER, "      description: 7\n", "description: 7"),
    Break("wrong-shape", CARD, "Properties: false", "Properties: 1", "additionalProperties"),
    Break("wrong-shape", CARD, "required: [type, number]", "required: type", "required: type"),
    Break("wrong-shape", "links.yaml", "ShowPayment:\n", "ShowPayment: []\nOther:\n", "ShowPay"),
    Break(
        "wrong-shape",
        "openapi.yaml",
        "  - {name: payments,",
        "  - x\n  - {name: payments,",
        "- x",
    ),
    Break("extension-form", "choices.yaml", "    reason: People read from the top.\n", "", "notes:"),
    Break("extension-form", "choices.yaml", "    touches: [payments]\n", "", "notes:"),
    Break("extension-form", "choices.yaml", "touches:", "beside: Nobody asks.\n    touches:", "notes:"),
    Break("extension-form", "later.yaml", "    advice: Look at how a key begins.\n", "", "keys:"),
    Break("unknown-touch", "choices.yaml", "[payments]", "[payments, nobody]", "touches:"),
    Break("extension-form", PAYMENTS, "[not_found]", "[not_found, not_found]", "x-errors:"),
    Break("extension-form", "errors.yaml", "status: 404", "status: 200", "not_found:"),
    Break("extension-form", "errors.yaml", "param: name,", "param: some,", "invalid_parameter:"),
    Break("extension-form", "errors.yaml", " advice: Check the id.,", "", "not_found:"),
    Break("extension-form", "errors.yaml", " shopper: Please contact us.,", "", "not_found:"),
    Break("extension-form", "lifecycle.yaml", "hours: 24", "hours: 0", "idempotency:"),
    Break("extension-form", "parameters.yaml", "x-role: idempotency-key", "x-role: greeting", "x-role:"),
    Break("extension-form", "lifecycle.yaml", "final: false", "final: maybe", "authorized:"),
    # Shapes of schemas.
    Break(
        "component-name",
        "schemas/error.yaml",
        "#/ErrorDetail",
        "#/ErrorDetail/properties/code",
        "code:",
    ),
    Break(
        "inline-object",
        PAYMENT,
        "items: {type: string}",
        "items: {type: object, additionalProperties: false, properties: {}}",
        "items:",
    ),
    Break(
        "inline-enum",
        CARD,
        f"      type: string\n{NUMBER}",
        f"      type: string\n{NUMBER}      enum: [one, two]\n",
        "number:",
    ),
    Break(
        "inline-union",
        PAYMENT,
        "items: {type: string}",
        "items: {oneOf: [], discriminator: {propertyName: type}}",
        "items:",
    ),
    Break("open-object", KONBINI, "  additionalProperties: false\n", "", "KonbiniRequest:"),
    Break("open-object", KONBINI, "Properties: false", "Properties: true", "KonbiniRequest:"),
    Break("missing-type", CARD, f"      type: string\n{NUMBER}", NUMBER, "number:"),
    Break("missing-type", PAYMENT, "      items: {type: string}\n", "", "notes:"),
    Break("required-unknown", CARD, "[type, number]", "[type, nummer]", "required:"),
    Break("required-unknown", REGISTRY, "required: [type]", "required: [kind]", "required:"),
    Break("required-unknown", PAYMENT, "customer: [email]", "customer: [mail]", "customer: [mail]"),
    Break("required-unknown", PAYMENT, "customer: [email]", "client: [email]", "client: [email]"),
    Break("wrong-shape", PAYMENT, "customer: [email]", "customer: email", "dependentRequired:"),
    Break("wrong-shape", PAYMENT, "customer: [email]", "customer: []", "dependentRequired:"),
    Break(
        "open-object", PAYMENT, f"{CLOSED}  required: [amount]\n  oneOf:", "  required: [amount]\n  oneOf:", "PaymentC"
    ),
    # Choices between members.
    Break("member-choice", PAYMENT, "{required: [customer], des", "{required: [client], des", "[client]"),
    Break("member-choice", PAYMENT, "{required: [customer], des", "{required: [amount], des", "[amount]"),
    Break("member-choice", PAYMENT, "{required: [customer], des", "{required: [payment_details], des", "by a customer"),
    Break("member-choice", PAYMENT, "{required: [customer], des", "{required: [customer, email], des", "email], des"),
    Break(
        "member-choice", PAYMENT, "{required: [customer], des", "{type: object, required: [customer], des", "type: obj"
    ),
    Break("member-choice", PAYMENT, BY_CUSTOMER, "", "PaymentCreate:"),
    Break("missing-description", CARD, NUMBER, "", "number:"),
    Break("missing-description", KONBINI, TILL, "  description: ''\n", "KonbiniRequest:"),
    Break("missing-description", PAYMENTS, "    description: Shows one payment.\n", "", "get:"),
    Break("missing-description", PAYMENTS, "        description: The payment.\n", "", '"200":'),
    Break(
        "missing-description",
        "parameters.yaml",
        "  description: The id of the payment.\n",
        "",
        "PaymentId:",
    ),
    # Where facts come from.
    Break(
        "missing-source",
        PAYMENTS,
        '    x-source: "era: payment endpoints"\n',
        "",
        "get:",
    ),
    Break(
        "missing-source",
        "parameters.yaml",
        '  x-source: "era: payment endpoints"\n',
        "",
        "PaymentId:",
    ),
    Break("missing-source", REGISTRY, '  x-source: "documented: Payments"\n', "", "PaymentDetailsR"),
    Break("missing-source", PAYMENT, '      x-source: "choice: notes"\n', "", "notes:"),
    Break("source-form", PAYMENT, '"choice: notes"', "somewhere", "x-source: somewhere"),
    Break("source-form", "errors.yaml", '"choice: notes"', "somewhere", "source: somewhere"),
    Break("unknown-choice", PAYMENT, "choice: notes", "choice: nobody", "choice: nobody"),
    Break(
        "unknown-choice",
        PAYMENT,
        '      x-source: "choice: notes"\n',
        '      x-source: "choice: notes"\n      x-rests-on: {absent: "choice: nobody"}\n',
        "x-rests-on:",
    ),
    Break("unknown-choice", "errors.yaml", "choice: notes", "choice: nobody", "choice: nobody"),
    # Unions and their tags.
    Break(
        "untagged-union",
        REGISTRY,
        """  discriminator:
    propertyName: type
    mapping:
      credit_card: "credit_card.yaml#/CreditCardRequest"
      konbini: "konbini.yaml#/KonbiniRequest"
""",
        "",
        "PaymentDetailsRequest:",
    ),
    Break("union-object", REGISTRY, "  type: object\n", "", "PaymentDetailsRequest:"),
    Break("union-object", REGISTRY, "  required: [type]\n", "", "PaymentDetailsRequest:"),
    Break("branch-tag", KONBINI, "const: konbini", "type: string", "konbini.yaml", REGISTRY),
    Break("branch-tag", KONBINI, "required: [type]", "required: []", "konbini.yaml", REGISTRY),
    Break(
        "branch-tag",
        REGISTRY,
        '    - {$ref: "konbini.yaml#/KonbiniRequest"}\n',
        '    - {$ref: "konbini.yaml#/KonbiniRequest"}\n    - {type: string}\n',
        "PaymentDetailsRequest:",
    ),
    Break("branch-tag", "schemas/event.yaml", "const: ping", "const: payment.cancelled", '- {$ref: "#/PingE'),
    Break("branch-tag", "schemas/event.yaml", "captured, payment.cancelled]", "captured, 7]", '- {$ref: "#/PaymentE'),
    Break(
        "mapping-branch",
        "schemas/event.yaml",
        '      payment.cancelled: "#/PaymentEvent"\n',
        "",
        '- {$ref: "#/PaymentE',
    ),
    Break("mapping-target", "schemas/event.yaml", 'ping: "#/PingEvent"', 'ping: "#/PaymentEvent"', "ping:"),
    Break(
        "mapping-branch",
        REGISTRY,
        '      konbini: "konbini.yaml#/KonbiniRequest"\n',
        "",
        '- {$ref: "konbini.yaml',
    ),
    Break(
        "mapping-target",
        REGISTRY,
        'konbini: "konbini.yaml#/KonbiniRequest"\n',
        'konbini: "credit_card.yaml#/CreditCardRequest"\n',
        "konbini:",
    ),
    Break(
        "mapping-target",
        REGISTRY,
        'konbini: "konbini.yaml#/KonbiniRequest"\n',
        'konbini: "../schemas/payment.yaml#/PaymentCreate"\n',
        "konbini:",
    ),
    Break(
        "unregistered-type",
        REGISTRY,
        '    - {$ref: "konbini.yaml#/KonbiniRequest"}\n',
        "",
        "PaymentDetailsRequest:",
    ),
    # Values.
    Break("invalid-schema", PAYMENT, "minimum: 0", "minLength: -1", "amount:"),
    Break("invalid-default", PAYMENT, "default: JPY", "default: XXX", "default:"),
    Break("invalid-example", PAYMENT, "examples: [1000]", "examples: [-1]", "examples:"),
    Break("invalid-example", "parameters.yaml", "example: abc", "example: 7", "example:"),
    Break(
        "invalid-example",
        "examples/payments/konbini.yaml",
        "    amount: 1000\n",
        "    amount: much\n",
        "amount: much",
    ),
    Break(
        "invalid-example",
        "examples/payments/konbini.yaml",
        "test@example.com",
        "nobody",
        "type: konbini",
    ),
    # Operations.
    Break("operation-method", PAYMENTS, "    x-method: show\n", "", "get:"),
    Break("operation-method", PAYMENTS, "x-method: show", "x-method: create", "x-method: create"),
    Break("operation-tag", "openapi.yaml", "name: payments", "name: money", "post:", PAYMENTS),
    Break("operation-id", PAYMENTS, "    operationId: showPayment\n", "", "get:"),
    Break("operation-id", PAYMENTS, "Id: showPayment", "Id: createPayment", "Id: createPayment"),
    Break(
        "operation-security",
        PAYMENTS,
        "    security:\n      - secretKey: []\n    parameters:\n      - $ref: ../parameters.yaml#/PaymentId\n",
        "    parameters:\n      - $ref: ../parameters.yaml#/PaymentId\n",
        "get:",
    ),
    Break("operation-security", "openapi.yaml", "  - secretKey: []", "  - key: []", "- key: []"),
    Break(
        "operation-example",
        PAYMENTS,
        """            examples:
              paid: {$ref: ../examples/payments/paid.yaml#/response}
      "404\"""",
        '      "404"',
        "application/json:",
    ),
    Break("operation-body", PAYMENTS, "application/x-www-form-urlencoded", "text/csv", "requestB"),
    Break(
        "operation-body",
        PAYMENTS,
        "        application/json:\n          schema: {$ref: ../schemas/payment.yaml#/PaymentCreate}",
        "        application/json:\n          schema: {$ref: ../schemas/payment.yaml#/Payment}",
        "requestBody:",
    ),
    Break("form-encoding", PAYMENTS, "style: deepObject", "style: form", "x-www-form"),
    Break(
        "path-parameter",
        PAYMENTS,
        "    parameters:\n      - $ref: ../parameters.yaml#/PaymentId\n",
        "",
        "get:",
    ),
    Break("path-parameter", "parameters.yaml", "name: payment_id", "name: id", "get:", PAYMENTS),
    Break(
        "path-parameter",
        "parameters.yaml",
        "  in: path\n  required: true\n",
        "  in: path\n",
        "get:",
        PAYMENTS,
    ),
    Break(
        "operation-example",
        PAYMENTS,
        '"200":\n        description: The payment.',
        '"302":\n        description: The payment.',
        "get:",
    ),
    Break(
        "operation-example",
        "responses.yaml",
        """      examples:
        not_found:
          summary: There is no such payment.
          value: {error: {code: not_found, param: null}}
""",
        "",
        "application/json:",
    ),
    Break(
        "pagination",
        PAYMENTS,
        "    x-method: show\n",
        "    x-method: show\n    x-pagination: {page: payment_id, per_page: size, items: id, last: id, total: id}\n",
        "x-pagination:",
    ),
    Break(
        "pagination",
        PAYMENTS,
        "    x-method: show\n",
        "    x-method: show\n    x-pagination: {page: payment_id, per_page: payment_id, items: x, last: x, total: x}\n",
        "x-pagination:",
    ),
    Break(
        "pagination",
        PAYMENTS,
        "    x-method: show\n",
        "    x-method: show\n    x-pagination: {page: payment_id, per_page: payment_id, items: id, last: id, total: id,"
        " find: payment_id}\n",
        "x-pagination:",
    ),
    Break(
        "pagination",
        PAYMENTS,
        "    x-method: show\n",
        "    x-method: show\n    x-pagination: {page: payment_id, per_page: payment_id, items: id, last: id, total: id,"
        " find: status}\n",
        "x-pagination:",
    ),
    # Headers of calls.
    Break("call-header", "parameters.yaml", "  x-role: idempotency-key\n", "", "IdempotencyKey:"),
    Break("call-header", "parameters.yaml", KEY, "{type: integer, maxLength: 100}", "type: integer"),
    Break("call-header", "parameters.yaml", KEY, "{type: string, maxLength: 100, enum: [a]}", "enum: [a]"),
    Break("call-header", "parameters.yaml", f"  schema: {KEY}\n", f"  style: simple\n  schema: {KEY}\n", "style:"),
    Break(
        "idempotency-key",
        PAYMENTS,
        "    parameters:\n      - $ref: ../parameters.yaml#/IdempotencyKey\n",
        "",
        "post:",
    ),
    Break(
        "idempotency-key",
        PAYMENTS,
        "      - $ref: ../parameters.yaml#/PaymentId\n",
        "      - $ref: ../parameters.yaml#/PaymentId\n      - {$ref: ../parameters.yaml#/IdempotencyKey}\n",
        "get:",
    ),
    Break("idempotency-key", "parameters.yaml", KEY, "{type: string}", "post:", PAYMENTS),
    Break("idempotency-key", "parameters.yaml", "  in: header\n  description: A key", KEY_IN_QUERY, "post:", PAYMENTS),
    Break("idempotency-key", "parameters.yaml", "  description: A key", KEY_REQUIRED, "post:", PAYMENTS),
    Break("idempotency-key", "lifecycle.yaml", "idempotency: {", "x-idempotency: {", "statuses:"),
    # Links.
    Break("link-operation", "links.yaml", "Id: showPayment", "Id: readPayment", "ShowPayment:"),
    Break("link-parameter", "links.yaml", "{payment_id:", "{id:", "parameters:"),
    Break("link-parameter", "links.yaml", '{payment_id: "$response.body#/id"}', "{}", "ShowPayment:"),
    Break("link-value", "links.yaml", "#/id", "#/key", "showPayment:", PAYMENTS),
    Break("link-value", "links.yaml", "#/amount", "#/price", "payAgain:", PAYMENTS),
    Break("link-body", "links.yaml", ", customer: taro", "", "requestBody:"),
    Break("link-body", "links.yaml", "customer: taro", "customer: 7", "requestBody:"),
    Break("link-body", "links.yaml", "operationId: createPayment", "operationId: showPayment", "requestBody:"),
    # Errors.
    Break("error-family", "errors.yaml", "family: payer", "family: thief", "card_declined:"),
    Break("error-class", "errors.yaml", "  not_found: {", "  declined: {", "declined:"),
    Break("error-class", "errors.yaml", "  not_found: {", "  komoju_error: {", "komoju_error:"),
    Break("error-class", "errors.yaml", "  not_found: {", "  4_oh_4: {", "4_oh_4:"),
    Break("operation-errors", PAYMENTS, "    x-errors: [not_found]\n", "", "get:"),
    Break("operation-errors", PAYMENTS, "[not_found]", "[lost]", "[lost]"),
    Break(
        "status-drift",
        PAYMENTS,
        '      "413": {$ref: ../responses.yaml#/ContentTooLarge}\n',
        "",
        "post:",
    ),
    Break("status-drift", PAYMENTS, "[invalid_parameter, card_declined]", "[card_declined]", "422"),
    Break("status-drift", PAYMENTS, '"502":', '"503":', "503"),
    Break(
        "status-drift",
        PAYMENTS,
        '      "409": {$ref: ../responses.yaml#/Conflict}\n',
        "",
        "post:",
    ),
    Break("error-example", "responses.yaml", "code: card_declined", "code: lost", "card_declined:"),
    Break(
        "error-example",
        "responses.yaml",
        "{code: card_declined,",
        "{code: not_found,",
        "card_declined:",
    ),
    # Scenarios.
    Break(
        "scenario-pair",
        PAYMENTS,
        """              konbini: {$ref: ../examples/payments/konbini.yaml#/response}
        links""",
        """              other: {$ref: ../examples/payments/konbini.yaml#/response}
        links""",
        "konbini.yaml#/request",
    ),
    Break(
        "scenario-content",
        PAYMENTS,
        """            payment_details: {style: deepObject, explode: true}
          examples:
            konbini:""",
        """            payment_details: {style: deepObject, explode: true}
          examples:
            other:""",
        "x-www-form",
    ),
    # The life cycle.
    Break("lifecycle-status", PAYMENT, "[authorized, captured]", "[captured]", "  authorized:", "L"),
    Break("lifecycle-status", PAYMENT, "[authorized, captured]", "[authorized, captured, lost]", "Sta"),
    Break("lifecycle-status", "lifecycle.yaml", "to: authorized", "to: lost", "to: lost"),
    Break("lifecycle-status", "lifecycle.yaml", "from: authorized", "from: lost", "from: lost"),
    Break("lifecycle-final", "lifecycle.yaml", "final: true", "final: false", "captured:"),
    Break("lifecycle-final", "lifecycle.yaml", "final: false", "final: true", "authorized:"),
    Break("lifecycle-type", "lifecycle.yaml", "  konbini: {", "  paypay: {", "paypay:"),
    Break("lifecycle-type", "lifecycle.yaml", "[credit_card]", "[paypay]", "[paypay]"),
    Break("lifecycle-type", "lifecycle.yaml", "[credit_card]", "[konbini]", "transitions:"),
    Break("lifecycle-currency", "lifecycle.yaml", "[JPY]", "[XXX]", "konbini:"),
    Break("lifecycle-operation", "lifecycle.yaml", "by: customer_pays", "by: magic", "by: magic"),
    Break("lifecycle-operation", "lifecycle.yaml", CARD_ROW, CARD_ROW[:-1] + "2", "202"),
    Break("lifecycle-operation", "lifecycle.yaml", "  createPayment:", "  paint:", "paint:"),
    Break("lifecycle-operation", "lifecycle.yaml", "  showLatestEvent:", "  paint:", "paint:"),
    Break("lifecycle-event", "lifecycle.yaml", "{event: ping", "{event: pong", "showLatestEvent:"),
    Break("lifecycle-refusal", "lifecycle.yaml", ": invalid_parameter", ": lost", "lost"),
    Break("lifecycle-refusal", "lifecycle.yaml", ": invalid_parameter", ": not_found", "not_found"),
    Break("lifecycle-event", "lifecycle.yaml", "event: none", "event: payment.lost", "payment.lost"),
    Break("test-number", CARD, "outcome: card_declined", "outcome: lost", "lost"),
    # What comes before a scenario.
    Break("after-example", PAID, "example: konbini", "example: lost", "x-after"),
    Break("after-example", PAID, "operation: createPayment", "operation: lost", "x-after"),
    Break("after-example", PAID, "{operation: createPayment, example: konbini,", SHOWN_PAID, "x-after"),
    Break("after-link", PAID, f"{AFTER}\n", "", "response:"),
    Break("after-link", PAYMENTS, "          showPayment: {$ref: ../links.yaml#/ShowPayment}\n", "", "x-after", PAID),
    Break("after-link", PAID, "createPayment, example: konbini", "listEvents, example: list", "x-after"),
    Break("after-link", "links.yaml", '{payment_id: "$response.body#/id"}', "{payment_id: abc}", "x-after", PAID),
    Break("after-cause", "lifecycle.yaml", "from: authorized, by", "from: captured, by", "x-after", PAID),
    Break("after-place", "examples/payments/konbini.yaml", "request:\n", f"request:\n{AFTER}\n", "x-after"),
    Break("extension-form", PAID, "then: customer_pays", "than: customer_pays", "x-after"),
    Break("extension-form", PAID, "then: customer_pays", "then: deadline", "x-after"),
    Break("lasting-value", CARD, NUMBER, f"{NUMBER}      x-lasting: 4111\n", "x-lasting"),
    # Webhooks.
    Break(
        "webhook-signature",
        "paths/webhooks.yaml",
        "      - $ref: ../parameters.yaml#/KomojuSignature\n",
        "",
        "post:",
    ),
    Break("webhook-event", "openapi.yaml", "payment.captured:", "payment.lost:", "post:", "W"),
    Break("webhook-event", "openapi.yaml", "  ping: {$ref", "  x-ping: {$ref", "x-events:"),
    Break("webhook-event", "paths/later.yaml", "#/PingEvent", "#/PaymentEvent", "post:"),
    Break("webhook-event", "openapi.yaml", 'x-events: {$ref: "schemas/event.yaml#/Event"}\n', "", "post:", "W"),
    # Definitions that nobody refers to.
    Break("unused", "links.yaml", "ShowPayment:\n", "Other: {}\nShowPayment:\n", "Other:"),
    Break(
        "unused",
        "openapi.yaml",
        "  securitySchemes:\n",
        "  securitySchemes:\n    other: {type: http, scheme: basic, description: Other.}\n",
        "other:",
    ),
]

OF_TRANSLATIONS = {"overlay-order", *(broken.rule for broken in test_translations.BREAKS)}
"""The rules that need an overlay to be broken."""
ABBREVIATED = {"L": "lifecycle.yaml", "W": "paths/webhooks.yaml"}


def test_small_contract_keeps_every_rule(small: "SmallContract") -> None:
    """The tree that the other tests break is sound before it is broken."""
    assert small.faults() == []


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_rule_fires_on_the_line(small: "SmallContract", broken: Break) -> None:
    """A contract that breaks a rule gets an error with the rule's id, the file and the line."""
    small.replace(broken.file, broken.old, broken.new)
    faults = [fault for fault in small.faults() if fault.rule == broken.rule]
    assert faults, [str(fault) for fault in small.faults()]
    file = ABBREVIATED.get(broken.where, broken.where or broken.file)
    lines = (small.spec / file).read_text(encoding="utf-8").splitlines()
    named = [fault for fault in faults if fault.place.file == f"spec/{file}"]
    assert any(broken.line in lines[fault.place.line - 1] for fault in named), faults


def test_a_cause_moves_payments_of_its_types_only() -> None:
    """A reserved card payment is authorized like one at the till, and nobody pays it there."""
    tree, _ = load_tree(SPEC)
    shown = tree.documents["examples/payments/show.yaml"].value["response"]
    shown["x-after"]["example"] = "credit-card-authorize"

    found = lint(bundle(tree)[0])

    assert [fault.message for fault in found] == ["`customer_pays` moves no credit_card payment on that is authorized"]


def test_every_rule_has_a_contract_that_breaks_it() -> None:
    """No rule is listed that no test has seen fire, and none is tested that is not listed."""
    assert {broken.rule for broken in BREAKS} | OF_TRANSLATIONS == set(RULES)


def test_every_rule_gives_its_reason() -> None:
    """Whoever meets a rule can read in one sentence why it stands there."""
    for rule in RULES.values():
        assert rule.reason.endswith("."), rule.id
        assert rule.check.__doc__, rule.id


def test_the_contract_keeps_every_rule() -> None:
    """The real `spec/` has no fault."""
    contract = read_contract(SPEC)
    assert isinstance(contract, Contract), "\n".join(str(fault) for fault in contract)
