"""The report over the real document: nothing passes in silence, and its order depends on nothing."""

from __future__ import annotations

import copy
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff import Report, Severity, compare
from generator.diff.spots import reach
from tests.generator.diff.documents import JSON, read, sent
from tests.values import ROOT, document

SCHEMAS = "/components/schemas"
CALLS = [(path, method) for path, item in document()["paths"].items() for method in item if method != "parameters"]
CODES = sorted(document()["x-error-catalog"]["codes"])
LIFECYCLE = "/x-lifecycle"


def schemas_with(*keys: str) -> list[str]:
    return [name for name, schema in document()["components"]["schemas"].items() if all(key in schema for key in keys)]


def schema(edited: JSON, name: str) -> JSON:
    found: JSON = edited["components"]["schemas"][name]
    return found


def pick(draw: st.DrawFn, values: Any) -> Any:
    return draw(st.sampled_from(sorted(values)))


def call(edited: JSON, draw: st.DrawFn) -> tuple[JSON, str]:
    path, method = draw(st.sampled_from(CALLS))
    return edited["paths"][path][method], f"/paths/{path.replace('/', '~1')}/{method}"


def drop_required(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("required", "properties"))
    required = schema(edited, name)["required"]
    required.remove(pick(draw, required))
    return f"{SCHEMAS}/{name}"


def widen_enum(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("enum"))
    schema(edited, name)["enum"].append("something else")
    return f"{SCHEMAS}/{name}"


def narrow_enum(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("enum"))
    values = schema(edited, name)["enum"]
    values.remove(pick(draw, values))
    return f"{SCHEMAS}/{name}"


def swap_mapping(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("discriminator"))
    mapping = schema(edited, name)["discriminator"]["mapping"]
    one = pick(draw, mapping)
    other = pick(draw, [tag for tag in mapping if mapping[tag] != mapping[one]])
    mapping[one], mapping[other] = mapping[other], mapping[one]
    return f"{SCHEMAS}/{name}"


def drop_tag(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("discriminator"))
    mapping = schema(edited, name)["discriminator"]["mapping"]
    del mapping[pick(draw, mapping)]
    return f"{SCHEMAS}/{name}"


def drop_property(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("properties"))
    members = schema(edited, name)["properties"]
    member = pick(draw, members)
    del members[member]
    return f"{SCHEMAS}/{name}/properties/{member}"


def add_property(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("properties"))
    schema(edited, name)["properties"]["zzz"] = {"type": "string"}
    return f"{SCHEMAS}/{name}/properties/zzz"


def close_or_open(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("additionalProperties"))
    old = schema(edited, name)["additionalProperties"]
    schema(edited, name)["additionalProperties"] = old is False
    return f"{SCHEMAS}/{name}"


def limit(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("maxLength"))
    schema(edited, name)["maxLength"] += draw(st.sampled_from([-1, 1]))
    return f"{SCHEMAS}/{name}"


def drop_status(edited: JSON, draw: st.DrawFn) -> str:
    operation, place = call(edited, draw)
    status = pick(draw, operation["responses"])
    del operation["responses"][status]
    return f"{place}/responses/{status}"


def drop_error(edited: JSON, draw: st.DrawFn) -> str:
    operation, place = call(edited, draw)
    operation["x-errors"].remove(pick(draw, operation["x-errors"]))
    return place


def open_to_all(edited: JSON, draw: st.DrawFn) -> str:
    operation, place = call(edited, draw)
    operation["security"] = []
    return place


def rename_call(edited: JSON, draw: st.DrawFn) -> str:
    operation, place = call(edited, draw)
    operation[draw(st.sampled_from(["operationId", "x-method"]))] = "renamed"
    return place


def drop_call(edited: JSON, draw: st.DrawFn) -> str:
    path, method = draw(st.sampled_from(CALLS))
    del edited["paths"][path][method]
    return f"/paths/{path.replace('/', '~1')}/{method}"


def drop_webhook(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, edited["webhooks"])
    del edited["webhooks"][name]
    return f"/webhooks/{name}"


def move_parameter(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, edited["components"]["parameters"])
    edited["components"]["parameters"][name]["name"] += "-2"
    return f"/components/parameters/{name}"


def change_code(edited: JSON, draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(CODES))
    key = draw(st.sampled_from(["status", "retry", "family", "outcome", "message"]))
    edited["x-error-catalog"]["codes"][code][key] = "something else"
    return f"/x-error-catalog/codes/{code}"


def drop_transition(edited: JSON, draw: st.DrawFn) -> str:
    steps = edited["x-lifecycle"]["transitions"]
    number = draw(st.integers(0, len(steps) - 1))
    del steps[number]
    return f"{LIFECYCLE}/transitions/{number}"


def change_deadline(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, edited["x-lifecycle"]["types"])
    edited["x-lifecycle"]["types"][name]["deadline"] = {"days": 99, "until": "exact"}
    return f"{LIFECYCLE}/types/{name}"


def show_secrets(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("x-sensitive"))
    del schema(edited, name)["x-sensitive"]
    return f"{SCHEMAS}/{name}"


def reword(edited: JSON, draw: st.DrawFn) -> str:
    name = pick(draw, schemas_with("description"))
    schema(edited, name)["description"] += " Really."
    return f"{SCHEMAS}/{name}"


EDITS = (
    *(drop_required, widen_enum, narrow_enum, swap_mapping, drop_tag, drop_property, add_property, close_or_open),
    *(limit, drop_status, drop_error, open_to_all, rename_call, drop_call, drop_webhook, move_parameter, change_code),
    *(drop_transition, change_deadline, show_secrets, reword),
)


def places(report: Report) -> set[str]:
    return {place for entry in report.entries for place in (entry.change.old, entry.change.new) if place}


def turned(value: Any) -> Any:
    """Give a value with the keys of all its objects in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("edit", EDITS)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(data=st.data())
def test_an_edit_is_reported_at_its_place(edit: Callable[[JSON, st.DrawFn], str], data: st.DataObject) -> None:
    edited = copy.deepcopy(document())
    place = edit(edited, data.draw)
    report = compare(document(), edited)

    assert place in places(report), [entry.change for entry in report.entries]


def test_the_order_of_keys_does_not_matter() -> None:
    edited = copy.deepcopy(document())
    edited["components"]["schemas"]["Payment"] = {"type": "object", "properties": {"a": {}, "b": {}}}
    edited["paths"]["/tokens"], edited["webhooks"] = edited["paths"]["/payments"], {}
    report = compare(document(), edited)

    assert len(report.entries) > 30
    assert compare(turned(document()), turned(edited)) == report


def test_the_same_document_is_no_change() -> None:
    assert compare(document(), copy.deepcopy(document())).entries == ()
    assert compare(document(), turned(document())).entries == ()


def test_two_whole_documents_are_compared_within_a_second() -> None:
    edited = copy.deepcopy(document())
    for path in edited["components"]["schemas"].values():
        path["description"] = "Something else."
        path.pop("required", None)
    # The time of the processor, since others may use the machine too.
    start = time.process_time()
    report = compare(document(), edited)

    assert time.process_time() - start < 1
    assert report.gravest is Severity.BREAKING


def test_the_twin_in_openapi_3_0_reads_as_the_document_itself() -> None:
    """Two ways to write null, const and parts beside a reference make no difference."""
    text = (ROOT / "spec" / "dist" / "komoju-v1-3.0.json").read_text(encoding="utf-8")
    twin = json.loads(text.replace('"x-default":', '"default":'))
    found = {
        (entry.change.rule.id, entry.change.place.rpartition("/")[2]) for entry in compare(document(), twin).entries
    }

    # What OpenAPI 3.0 cannot say, or says in another way.
    assert {
        (name, place) for name, place in found if name not in {"webhook-removed", "dialect-changed", "words-changed"}
    } == {
        ("keyword-unjudged", "FraudDetails"),
        ("request-need-removed", "FraudDetails"),
        ("keyword-unjudged", "PaymentCreate"),
        ("request-union-removed", "PaymentCreate"),
        ("document-part-unjudged", "x-webhooks"),
    }


def test_a_schema_is_reported_once_for_each_direction_with_its_uses() -> None:
    edited = copy.deepcopy(document())
    edited["components"]["schemas"]["PaymentStatus"]["enum"].append("held")
    entries = {entry.change.rule.id: entry for entry in compare(document(), edited).entries}

    assert entries.keys() == {"request-enum-value-added", "response-enum-value-added"}
    assert reach(entries["request-enum-value-added"].uses) == " (in the parameter status of listPayments)"
    uses = entries["response-enum-value-added"].uses
    assert {"the reply of createPayment (202)", "the webhook payment.captured", "the events"} <= set(uses)
    assert reach(uses) == f" (in the events and {len(uses) - 1} more)"


@pytest.mark.parametrize("wrap", [sent, read])
def test_a_schema_that_contains_itself_ends(wrap: Any) -> None:
    def tree(**more: Any) -> JSON:
        node: JSON = {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/Node"}, **more}}
        nodes = {"type": "array", "items": {"$ref": "#/components/schemas/Nodes"}}
        return {"components": {"schemas": {"Node": node, "Nodes": nodes}}}

    def whole(name: str, **more: Any) -> JSON:
        found: JSON = wrap({"$ref": f"#/components/schemas/{name}"}, **tree(**more))
        return found

    assert {entry.change.place for entry in compare(whole("Node"), whole("Node", right={})).entries} == {
        "/components/schemas/Node/properties/right"
    }
    assert compare(wrap({"type": "array"}, **tree()), whole("Nodes")).entries != ()
    assert compare(wrap({}, **tree()), whole("Nodes")).entries != ()


def test_a_renamed_schema_is_compared_with_its_old_self() -> None:
    """Neither the tag nor the reference leads elsewhere when only the name of a class is new."""
    text = json.dumps(document()).replace('schemas/Konbini"', 'schemas/Shop"').replace('"Konbini": {', '"Shop": {')

    assert {entry.change.rule.id for entry in compare(document(), json.loads(text)).entries} == {
        "schema-name-added",
        "schema-name-removed",
    }
