"""Joining the files: names, sections, order, and the place of everything."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from generator.bundle import Bundle, Target, bundle
from generator.load import load_tree
from generator.places import Place, SpecError, lookup

if TYPE_CHECKING:
    from pathlib import Path

    from tests.generator.conftest import SmallContract


def join(spec: "Path") -> tuple[Bundle, list[SpecError]]:
    """Load and bundle a folder whose files can all be read."""
    tree, errors = load_tree(spec)
    assert errors == []
    return bundle(tree)


def references(value: Any) -> list[str]:
    """List every reference in a document."""
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [found for item in value.values() for found in references(item)]
    return [found for item in value for found in references(item)] if isinstance(value, list) else []


def test_every_reference_leads_inside_the_document(small: "SmallContract") -> None:
    """The bundle stands alone: no other file is needed to read it."""
    joined, errors = join(small.spec)
    assert errors == []
    found = references(joined.document)
    assert found
    for reference in found:
        assert reference.startswith("#/components/")
        assert isinstance(lookup(joined.document, reference[1:]), dict)


def test_sections_follow_from_the_file(small: "SmallContract") -> None:
    """Each folder of definitions has its section, in the order of first reference."""
    components = join(small.spec)[0].document["components"]
    assert {section: list(members) for section, members in components.items()} == {
        "schemas": [
            "PaymentCreate",
            "Currency",
            "PaymentDetailsRequest",
            "CreditCardRequest",
            "KonbiniRequest",
            "Payment",
            "Id",
            "PaymentStatus",
            "Error",
            "ErrorDetail",
            "EventList",
            "Event",
            "PaymentEvent",
            "PaymentEventType",
            "PingEvent",
        ],
        "responses": ["Conflict", "ContentTooLarge", "UnprocessableEntity", "BadGateway", "NotFound"],
        "parameters": [
            *("IdempotencyKey", "PaymentId", "Page", "PerPage"),
            *("KomojuId", "KomojuSignature", "KomojuEvent"),
        ],
        "examples": [
            *("payments-konbini-request", "payments-konbini-response", "payments-paid-response"),
            *("events-list-response", "events-ping-response"),
        ],
        "headers": ["RetryAfter"],
        "securitySchemes": ["secretKey"],
        "links": ["ShowPayment", "PayAgain"],
    }


def test_order_of_keys_is_kept(small: "SmallContract") -> None:
    """The root keeps its order, and properties keep theirs, since it is the order on the wire."""
    document = join(small.spec)[0].document
    assert list(document)[:3] == ["openapi", "info", "servers"]
    assert list(document)[-4:] == ["x-error-catalog", "x-lifecycle", "x-choices", "x-later"]
    payment = document["components"]["schemas"]["Payment"]["properties"]
    assert list(payment) == ["id", "status", "amount", "notes"]


def test_paths_and_whole_files_are_inlined(small: "SmallContract") -> None:
    """Path items, webhooks and the tables stand where they are referred to."""
    document = join(small.spec)[0].document
    assert document["paths"]["/payments/{payment_id}"]["get"]["operationId"] == "showPayment"
    assert "post" in document["webhooks"]["payment.captured"]
    assert document["x-error-catalog"]["codes"]["not_found"]["status"] == 404
    assert document["x-choices"]["choices"]["notes"]["choice"] == "Oldest first."


def test_discriminator_mapping_is_rewritten(small: "SmallContract") -> None:
    """A mapping spells references as plain texts, and they follow the move as well."""
    union = join(small.spec)[0].document["components"]["schemas"]["PaymentDetailsRequest"]
    assert union["discriminator"]["mapping"] == {
        "credit_card": "#/components/schemas/CreditCardRequest",
        "konbini": "#/components/schemas/KonbiniRequest",
    }


def test_words_beside_a_reference_stay(small: "SmallContract") -> None:
    """A default beside a `$ref` is kept."""
    create = join(small.spec)[0].document["components"]["schemas"]["PaymentCreate"]
    assert create["properties"]["currency"] == {
        "$ref": "#/components/schemas/Currency",
        "default": "JPY",
    }


def test_values_of_the_api_are_not_references(small: "SmallContract") -> None:
    """A `$ref` inside an example is a value like any other."""
    small.replace("examples/payments/konbini.yaml", "id: abc,", "id: {$ref: nowhere.yaml},")
    joined, errors = join(small.spec)
    assert errors == []
    example = joined.document["components"]["examples"]["payments-konbini-response"]
    assert example["value"]["id"] == {"$ref": "nowhere.yaml"}


def test_property_may_be_called_like_a_keyword(small: "SmallContract") -> None:
    """A property named `default` is a schema, so its reference is followed."""
    small.replace("schemas/payment.yaml", "    notes:\n", '    default: {$ref: "#/Id"}\n    notes:\n')
    schemas = join(small.spec)[0].document["components"]["schemas"]
    assert schemas["Payment"]["properties"]["default"] == {"$ref": "#/components/schemas/Id"}


def test_origins_and_places(small: "SmallContract") -> None:
    """Each schema knows the file it comes from, and each value its line."""
    joined, _ = join(small.spec)
    assert joined.origins["KonbiniRequest"] == Place("spec/payment_details/konbini.yaml", 1)
    assert list(joined.origins) == list(joined.document["components"]["schemas"])
    status = "/paths/~1payments/post/responses/502"
    lines = (small.spec / "paths/payments.yaml").read_text(encoding="utf-8").splitlines()
    assert '"502":' in lines[joined.place(status).line - 1]
    assert joined.place("/components/schemas/Id/nothing/here").file == "spec/schemas/payment.yaml"
    assert joined.place("/info/title") == Place("spec/openapi.yaml", 3, 3)


def test_every_value_has_a_place(small: "SmallContract") -> None:
    """No value of the bundle is without the line that it was written on."""
    joined, _ = join(small.spec)
    waiting: list[tuple[str, Any]] = [("", joined.document)]
    while waiting:
        pointer, value = waiting.pop()
        built_by_the_step = pointer.count("/") < 3 and pointer.startswith("/components")
        assert built_by_the_step or pointer in joined.places, pointer
        items = value.items() if isinstance(value, dict) else []
        items = enumerate(value) if isinstance(value, list) else items
        for key, item in items:
            escaped = str(key).replace("~", "~0").replace("/", "~1")
            waiting.append((f"{pointer}/{escaped}", item))


def test_used_names_what_is_referred_to(small: "SmallContract") -> None:
    """The lint finds definitions without a reader by this."""
    used = join(small.spec)[0].used
    assert Target("schemas/payment.yaml", "/Id") in used
    assert Target("errors.yaml", "") in used
    assert Target("openapi.yaml", "") not in used


def test_alias_of_a_definition_is_a_component_of_its_own(small: "SmallContract") -> None:
    """A definition that is only a reference keeps its name."""
    small.replace("schemas/payment.yaml", "Currency:\n", "Alias: {$ref: '#/Currency'}\nCurrency:\n")
    small.replace("schemas/payment.yaml", '"#/Currency"', '"#/Alias"')
    schemas = join(small.spec)[0].document["components"]["schemas"]
    assert schemas["Alias"] == {"$ref": "#/components/schemas/Currency"}


def test_recursive_schema_is_one_component(small: "SmallContract") -> None:
    """A schema that contains itself ends."""
    small.replace("schemas/payment.yaml", "items: {type: string}", 'items: {$ref: "#/Payment"}')
    joined, errors = join(small.spec)
    assert errors == []
    notes = joined.document["components"]["schemas"]["Payment"]["properties"]["notes"]
    assert notes["items"] == {"$ref": "#/components/schemas/Payment"}


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "line"),
    [
        ("openapi.yaml", "errors.yaml", "error.yaml", "missing-file", "error.yaml"),
        ("openapi.yaml", "{$ref: errors.yaml}", "{$ref: ../../etc/x}", "missing-file", "etc"),
        ("openapi.yaml", "payments.yaml#/collection", "payments.yaml#/all", "dangling-ref", "#/all"),
        ("openapi.yaml", "payments.yaml#/collection", "payments.yaml#collection", "dangling-ref", "#collection"),
        ("paths/payments.yaml", "#/NotFound", "#/Lost", "dangling-ref", "#/Lost"),
        (
            "payment_details/registry.yaml",
            '      konbini: "konbini.yaml#/KonbiniRequest"',
            '      konbini: "konbini.yaml#/Konbini"',
            "dangling-ref",
            "konbini:",
        ),
        (
            "paths/payments.yaml",
            "{$ref: ../links.yaml#/ShowPayment}",
            "{$ref: ../lifecycle.yaml#/statuses}",
            "unknown-section",
            "lifecycle.yaml",
        ),
        (
            "openapi.yaml",
            '{$ref: "paths/payments.yaml#/one"}',
            '{$ref: "paths/payments.yaml#/one", summary: x}',
            "ref-siblings",
            "/one",
        ),
        (
            "paths/webhooks.yaml",
            "  post:\n",
            '  other: {$ref: "#/captured"}\n  post:\n',
            "ref-cycle",
            "other:",
        ),
        (
            "schemas/payment.yaml",
            "items: {type: string}",
            "items: {$ref: 'error.yaml#/Error/properties/a b'}",
            "dangling-ref",
            "items:",
        ),
    ],
)
def test_broken_references_name_their_line(
    small: "SmallContract", file: str, old: str, new: str, rule: str, line: str
) -> None:
    """A reference to nothing gets an error at the reference, never a traceback."""
    small.replace(file, old, new)
    faults = small.faults()
    assert rule in {fault.rule for fault in faults}, faults
    found = next(fault for fault in faults if fault.rule == rule)
    text = (small.spec / file).read_text(encoding="utf-8").splitlines()
    assert (found.place.file, line in text[found.place.line - 1]) == (f"spec/{file}", True)


def test_name_clash_names_both_places(small: "SmallContract") -> None:
    """Two definitions with one name cannot both be components."""
    small.write("schemas/other.yaml", "Id:\n  type: string\n")
    small.replace("schemas/event.yaml", "    page: {", "    id: {$ref: other.yaml#/Id}\n    page: {")
    (fault,) = small.faults()
    assert str(fault.place) == "spec/schemas/other.yaml:1"
    assert fault.rule == "name-clash"
    assert "spec/schemas/payment.yaml:1" in fault.message


def test_name_that_cannot_be_a_component(small: "SmallContract") -> None:
    """OpenAPI allows letters, digits, dot, hyphen and underscore in the name of a component."""
    small.write("schemas/other.yaml", "An Id:\n  type: string\n")
    small.replace("schemas/event.yaml", "    page: {", "    id: {$ref: 'other.yaml#/An Id'}\n    page: {")
    assert [fault.rule for fault in small.faults()] == ["component-name"]


def test_missing_root_is_an_error(small: "SmallContract") -> None:
    """A folder without openapi.yaml is no contract."""
    (small.spec / "openapi.yaml").unlink()
    assert [str(fault.place) for fault in small.faults()] == ["spec/openapi.yaml:1"]
    small.write("openapi.yaml", "[]")
    assert [fault.rule for fault in small.faults()] == ["missing-file"]


def test_same_files_give_the_same_document(small: "SmallContract") -> None:
    """Two runs agree in every key and its order."""
    first, second = (json.dumps(join(small.spec)[0].document) for _ in range(2))
    assert first == second
