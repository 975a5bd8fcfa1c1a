"""The values of every schema: they exist, each fits one branch only, and validators agree about them.

jsonschema, jsonschema-rs and the validator of OpenAPI 3.0, which reads the derived document, judge the same values.
"""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_schema_validator import OAS30Validator

from tests.contract.bodies import is_plain
from tests.contract.oracles.mutations import mutated
from tests.values import document, values

Json = dict[str, Any]
DERIVED = Path(__file__).parents[2] / "spec" / "dist" / "komoju-v1-3.0.json"
EXAMPLES = max(5, settings().max_examples // 10)
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*")
FORMATS = jsonschema.FormatChecker(["date-time", "email"])
SCHEMAS: dict[str, Json] = document()["components"]["schemas"]


@FORMATS.checks("email")
def is_email(text: object) -> bool:
    """RFC 5321 limits what stands before the @; jsonschema itself only looks for the @."""
    return not isinstance(text, str) or 0 < text.find("@") <= 64


@FORMATS.checks("uri")
def is_uri(text: object) -> bool:
    """Jsonschema checks no URI without a package that is not installed; these are the characters of RFC 3986."""
    return not isinstance(text, str) or URI.fullmatch(text) is not None


def unions(value: Any = None, place: str = "#") -> Iterator[tuple[str, Json]]:
    """List every schema with branches that are whole schemas, by its place."""
    if isinstance(value, dict):
        if isinstance(value.get("oneOf"), list) and "properties" not in value:
            yield place, value
        for name, inner in value.items():
            yield from unions(inner, f"{place}/{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from unions(inner, f"{place}/{number}")


UNIONS = dict(unions(SCHEMAS))
TAGGED = {place: union for place, union in UNIONS.items() if "discriminator" in union}


def whole_text(value: Any) -> Any:
    """Say in Python's words that a pattern ends with the text, and not before a last line break."""
    if isinstance(value, list):
        return [whole_text(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    # A discriminator only hints at a branch, and the validator of OpenAPI 3.0 falls over tags that are no texts.
    found = {name: whole_text(inner) for name, inner in value.items() if name != "discriminator"}
    return found | ({"pattern": found["pattern"][:-1] + r"\Z"} if isinstance(found.get("pattern"), str) else {})


@cache
def in_python(derived: bool) -> Json:
    found: Json = whole_text(json.loads(DERIVED.read_text(encoding="utf-8")) if derived else copy.deepcopy(document()))
    return found["components"]


def says_jsonschema(schema: str, value: Any) -> bool:
    whole = {**whole_text(json.loads(schema)), "components": in_python(derived=False)}
    return bool(jsonschema.Draft202012Validator(whole, format_checker=FORMATS).is_valid(value))


@cache
def _rust(schema: str) -> jsonschema_rs.Draft202012Validator:
    whole = {**json.loads(schema), "components": document()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def says_rust(schema: str, value: Any) -> bool:
    return _rust(schema).is_valid(value)


def says_derived(name: str, value: Any) -> bool:
    whole = {"$ref": f"#/components/schemas/{name}", "components": in_python(derived=True)}
    return bool(OAS30Validator(whole, format_checker=FORMATS).is_valid(value))


def whole_characters(value: Any) -> bool:
    """Half of a surrogate pair reaches no validator: UTF-8 cannot carry it."""
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def near(schema: Json) -> st.SearchStrategy[Any]:
    return mutated(schema).filter(is_plain).filter(whole_characters)


@pytest.mark.parametrize("name", SCHEMAS)
def test_validators_agree_on_right_and_on_wrong_values(name: str) -> None:
    seen = Counter[bool]()
    schema = json.dumps({"$ref": f"#/components/schemas/{name}"})

    @settings(max_examples=EXAMPLES)
    @given(values(SCHEMAS[name]), near(SCHEMAS[name]))
    def agreed(right: Any, other: Any) -> None:
        assert says_rust(schema, right), right
        for value in (right, other):
            fits = says_rust(schema, value)
            seen[fits] += 1
            opinions = {"jsonschema": says_jsonschema(schema, value), "OpenAPI 3.0": says_derived(name, value)}
            assert set(opinions.values()) == {fits}, (value, fits, opinions)

    agreed()
    assert seen[True]
    assert seen[False]


@pytest.mark.parametrize("place", UNIONS)
def test_no_value_fits_two_branches(place: str) -> None:
    branches = UNIONS[place]["oneOf"]
    texts = [json.dumps(branch) for branch in branches]

    @settings(max_examples=EXAMPLES)
    @given(st.sampled_from(range(len(branches))), st.data())
    def apart(number: int, data: st.DataObject) -> None:
        right = data.draw(values(branches[number]))
        assert [index for index, text in enumerate(texts) if says_rust(text, right)] == [number], right
        other = data.draw(near(branches[number]))
        assert sum(says_rust(text, other) for text in texts) <= 1, other

    apart()


@pytest.mark.parametrize("place", TAGGED)
def test_every_tag_leads_to_the_branch_that_has_it(place: str) -> None:
    """And every branch has a tag, is closed, and cannot be without it."""
    union = TAGGED[place]
    tag, mapping = union["discriminator"]["propertyName"], union["discriminator"]["mapping"]
    assert {branch["$ref"] for branch in union["oneOf"]} == set(mapping.values())
    found: dict[str, str] = {}
    for reference in dict.fromkeys(mapping.values()):
        branch = SCHEMAS[reference.rpartition("/")[2]]
        assert tag in branch["required"], reference
        assert branch["additionalProperties"] is False, reference
        said = branch["properties"][tag]
        said = SCHEMAS[said["$ref"].rpartition("/")[2]] if "$ref" in said else said
        found |= dict.fromkeys(said.get("enum", [said.get("const")]), reference)
    assert found == mapping
