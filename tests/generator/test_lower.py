"""The OpenAPI 3.0 twin accepts and refuses the same values as the document."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import openapi_spec_validator
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.bundle import Bundle, bundle
from generator.load import load_tree
from generator.lower import lower
from generator.pipe import Contract, read_contract
from tests.values import document, values_of

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

SPEC = Path(__file__).parents[2] / "spec"
PROBES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        12,
        13,
        60,
        1000,
        10**12,
        1.5,
        "",
        "auto",
        "01",
        "1",
        "x",
        "abc",
    ),
    *("JPY", "konbini", "lawson", "credit_card", "ja", "2017-01-04T07:52:34Z", "nobody", "a@b.jp"),
    *([], [1], ["x"], {}, {"type": "konbini"}, {"type": "paypay"}, {"a": "b"}, {"a": 1}),
]


@pytest.fixture(scope="module")
def contract() -> Contract:
    """Read the real contract once."""
    found = read_contract(SPEC)
    assert isinstance(found, Contract), found
    return found


def read_as_draft_4(value: Any) -> Any:
    """Turn the schemas of a 3.0 document into Draft 4: `nullable` is the only word that differs."""
    if isinstance(value, list):
        return [read_as_draft_4(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: read_as_draft_4(item) for key, item in value.items() if key != "nullable"}
    if value.get("nullable") is not True:
        return result
    if "type" in result:
        return result | {"type": [result["type"], "null"]}
    return {"anyOf": [{"type": "null"}, result]}


class Twins:
    """Judges of the same component schemas: by 3.1 as Draft 2020-12, and by 3.0 as Draft 4."""

    def __init__(self, document: dict[str, Any], lowered: dict[str, Any]) -> None:
        plain = {key: document[key] for key in ("components",)}
        self.new = jsonschema_rs.Registry([("urn:new", plain)], draft=jsonschema_rs.Draft202012)
        old = read_as_draft_4({"components": lowered["components"]})
        self.old = jsonschema_rs.Registry([("urn:old", old)], draft=jsonschema_rs.Draft4)

    def validators(self, name: str) -> tuple[Any, Any]:
        """Give both validators of a component schema."""
        new = {"$ref": f"urn:new#/components/schemas/{name}"}
        old = {"$ref": f"urn:old#/components/schemas/{name}"}
        return (
            jsonschema_rs.Draft202012Validator(new, registry=self.new, validate_formats=True),
            jsonschema_rs.Draft4Validator(old, registry=self.old, validate_formats=True),
        )


@pytest.fixture(scope="module")
def twins(contract: Contract) -> Twins:
    """Make the judges once."""
    return Twins(contract.bundle.document, contract.lowered)


def variants(value: Any) -> Iterator[Any]:
    """Give a value with one thing changed: each member replaced, dropped, or one added."""
    if isinstance(value, dict):
        yield {**value, "surplus": 1}
        for key, item in value.items():
            yield {name: kept for name, kept in value.items() if name != key}
            for other in (*PROBES, *variants(item)):
                yield {**value, key: other}
    elif isinstance(value, list):
        yield [*value, *value]
        for index, item in enumerate(value):
            for other in (None, "x", *variants(item)):
                yield [*value[:index], other, *value[index + 1 :]]


@st.composite
def with_a_change(draw: st.DrawFn, value: Any) -> Any:
    """Draw one of the variants of a value, from any depth of it."""
    inside = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    if not inside or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from([*PROBES, {**value, "surplus": 1}] if isinstance(value, dict) else PROBES))
    key, item = draw(st.sampled_from(inside))
    if isinstance(value, dict) and draw(st.booleans()):
        return {name: kept for name, kept in value.items() if name != key}
    other = copy.copy(value)
    other[key] = draw(with_a_change(item))
    return other


def parts(value: Any) -> Iterator[Any]:
    """Give a value and every value inside it."""
    yield value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    for item in items:
        yield from parts(item)


def test_both_accept_the_same_values(contract: Contract, twins: Twins) -> None:
    """Every component schema judges examples, their parts, and broken twins of them alike in both."""
    components = contract.bundle.document["components"]
    pieces = [piece for example in components["examples"].values() for piece in parts(example["value"])]
    for name in components["schemas"]:
        new, old = twins.validators(name)
        seeds = [piece for piece in pieces if new.is_valid(piece)]
        smallest = sorted(seeds, key=lambda piece: len(str(piece)))[:2]
        tried = [*PROBES, *pieces, *(v for seed in smallest for v in variants(seed))]
        verdicts = {new.is_valid(value) for value in tried}
        for value in tried:
            assert new.is_valid(value) == old.is_valid(value), (name, value)
        assert verdicts == {True, False} or not seeds, name


@pytest.mark.parametrize("name", document()["components"]["schemas"])
@settings(max_examples=10)
@given(data=st.data())
def test_both_judge_drawn_values_alike(twins: Twins, name: str, data: st.DataObject) -> None:
    """A value that fits a schema, or nearly so, fits both or neither; so it does with one thing changed."""
    new, old = twins.validators(name)
    value = data.draw(values_of(name))
    members = value if isinstance(value, dict) else {}
    without = [{name: kept for name, kept in members.items() if name != dropped} for dropped in members]
    for tried in (value, data.draw(with_a_change(value)), *without):
        assert new.is_valid(tried) == old.is_valid(tried), tried


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"type": ["string", "null"], "enum": ["a", None]},
            {"type": "string", "nullable": True, "enum": ["a", None]},
        ),
        ({"const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"const": True}, {"type": "boolean", "enum": [True]}),
        ({"const": 1}, {"type": "integer", "enum": [1]}),
        ({"type": "string", "const": "a"}, {"type": "string", "enum": ["a"]}),
        ({"const": None}, {"type": "string", "nullable": True, "enum": [None]}),
        (
            {"type": "object", "dependentRequired": {"a": ["b", "c"]}},
            {
                "type": "object",
                "allOf": [
                    {
                        "anyOf": [
                            {"not": {"required": ["a"], "properties": {"a": {}}}},
                            {"required": ["b", "c"], "properties": {"b": {}, "c": {}}},
                        ]
                    }
                ],
            },
        ),
        ({"type": "null"}, {"type": "string", "nullable": True, "enum": [None]}),
        (
            {"oneOf": [{"$ref": "#/components/schemas/Id"}, {"type": "null"}]},
            {
                "oneOf": [
                    {"$ref": "#/components/schemas/Id"},
                    {"type": "string", "nullable": True, "enum": [None]},
                ]
            },
        ),
        (
            {"oneOf": [{"type": "integer"}, {"const": "auto"}, {"type": "null"}]},
            {
                "oneOf": [
                    {"type": "integer"},
                    {"type": "string", "enum": ["auto"]},
                    {"type": "string", "nullable": True, "enum": [None]},
                ]
            },
        ),
        ({"oneOf": [{"type": "integer"}]}, {"oneOf": [{"type": "integer"}]}),
        (
            {"$ref": "#/components/schemas/Id", "default": "a"},
            {"allOf": [{"$ref": "#/components/schemas/Id"}], "x-default": "a"},
        ),
        ({"type": "string", "default": "a"}, {"type": "string", "x-default": "a"}),
        (
            {"type": "object", "oneOf": [{"required": ["a"], "description": "With a."}, {"required": ["b"]}]},
            {
                "type": "object",
                "not": {
                    "not": {
                        "oneOf": [
                            {"required": ["a"], "properties": {"a": {}}, "description": "With a."},
                            {"required": ["b"], "properties": {"b": {}}},
                        ]
                    }
                },
            },
        ),
        ({"$ref": "#/components/schemas/Id"}, {"$ref": "#/components/schemas/Id"}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        (
            {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
            {"type": "object", "additionalProperties": {"type": "string", "nullable": True}},
        ),
        (
            {"type": "array", "items": {"const": "a"}},
            {"type": "array", "items": {"type": "string", "enum": ["a"]}},
        ),
    ],
)
def test_constructs(small: "SmallContract", schema: dict[str, Any], expected: Any) -> None:
    """Each construct that 3.0 lacks has one way down."""
    lowered, errors = lower(with_schema(small, schema))
    assert errors == []
    assert lowered["components"]["schemas"]["Id"] == expected


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "integer"]},
        {"type": "object", "patternProperties": {}},
        {"type": "array", "prefixItems": []},
        {"if": {}},
        {"not": {}},
        {"const": ["a"]},
        {"type": "string", "oneOf": [{"type": "string"}, {"type": "null"}]},
    ],
)
def test_what_3_0_cannot_say_is_an_error(small: "SmallContract", schema: dict[str, Any]) -> None:
    """No rule of a schema is lost in silence; the error names the file."""
    _, errors = lower(with_schema(small, schema))
    assert [(error.rule, error.place.file) for error in errors] == [("lower", "spec/schemas/payment.yaml")]


def with_schema(small: "SmallContract", schema: dict[str, Any]) -> Bundle:
    """Give the small contract with one schema replaced, past the lint."""
    tree, _ = load_tree(small.spec)
    joined, errors = bundle(tree)
    assert errors == []
    joined.document["components"]["schemas"]["Id"] = copy.deepcopy(schema)
    return joined


def test_the_document_around_the_schemas(small: "SmallContract") -> None:
    """What 3.0 does not know outside of schemas is gone, and webhooks are kept under `x-webhooks`."""
    small.replace("openapi.yaml", "openapi: 3.1.0\n", "openapi: 3.1.0\njsonSchemaDialect: https://x\n")
    small.replace("openapi.yaml", "  version: 1.0.0\n", "  version: 1.0.0\n  summary: Short.\n")
    contract = small.contract()
    lowered = contract.lowered
    assert lowered["openapi"] == "3.0.3"
    assert "jsonSchemaDialect" not in lowered
    assert "summary" not in lowered["info"]
    assert lowered["info"]["license"] == {"name": "MIT", "url": "https://spdx.org/licenses/MIT.html"}
    assert "webhooks" not in lowered
    assert list(lowered["x-webhooks"]) == ["payment.captured", "payment.cancelled", "ping"]
    assert contract.bundle.document["openapi"] == "3.1.0"
    assert lowered["x-lifecycle"] == contract.bundle.document["x-lifecycle"]
    assert lowered["components"]["examples"] == contract.bundle.document["components"]["examples"]


def test_json_stands_first(contract: Contract) -> None:
    """Generators that know one content type take the first, and cannot write the brackets of a form."""
    operations = [said for item in contract.lowered["paths"].values() for said in item.values()]
    contents = [list(said["requestBody"]["content"]) for said in operations if "requestBody" in said]
    assert contents
    assert all(content == ["application/json", "application/x-www-form-urlencoded"] for content in contents)


def test_validators_accept_both_documents(contract: Contract) -> None:
    """openapi-spec-validator has nothing to say about the document and its twin."""
    openapi_spec_validator.validate(contract.bundle.document)
    openapi_spec_validator.validate(contract.lowered)
