"""What the report calls safe is safe: validators of both documents agree on every value that matters."""

from __future__ import annotations

from itertools import product
from typing import Any

import jsonschema_rs
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diff import Severity, compare
from tests.generator.diff.documents import JSON, read, sent

LEAVES: list[Any] = [None, True, 0, 1, 2, 1.5, "", "a", "bb", [], [0], ["a"], [0, 0], ["a", None]]
VALUES = [*LEAVES, {}]
VALUES += [{name: leaf} for name, leaf in product(("a", "b", "c"), LEAVES)]
VALUES += [{"a": one, "b": other} for one, other in product((None, 1, "a", ["a"]), repeat=2)]
VALUES += [{"a": {"a": leaf}} for leaf in (None, 1, "a")]
TYPES = ("string", "integer", "number", "boolean", "array", "object")


def some(values: tuple[Any, ...]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


def maybe(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[JSON]:
    return st.fixed_dictionaries({}, optional=parts)


FEW = st.integers(0, 2)
TEXTS = maybe(minLength=FEW, maxLength=FEW, enum=some(("", "a", "bb")), pattern=st.sampled_from(["^a", "b"]))
COUNTS = maybe(minimum=FEW, maximum=FEW, exclusiveMinimum=FEW, exclusiveMaximum=FEW, multipleOf=st.integers(1, 2))


def schemas(inner: st.SearchStrategy[JSON]) -> st.SearchStrategy[JSON]:
    """Draw a schema around others."""
    members = maybe(
        properties=st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
        required=some(("a", "b")),
        additionalProperties=st.booleans() | inner,
        dependentRequired=st.just({"a": ["b"]}),
        minProperties=FEW,
        maxProperties=FEW,
    )
    lists = maybe(items=inner, minItems=FEW, maxItems=FEW, uniqueItems=st.booleans())
    return st.one_of(
        members.map(lambda parts: {"type": "object", **parts}),
        lists.map(lambda parts: {"type": "array", **parts}),
        # Of `oneOf` the lint asks branches that exclude each other, and then it is the same.
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"anyOf": parts}),
        inner.map(lambda part: {"allOf": [part]}),
    )


SCHEMAS = st.recursive(
    st.one_of(
        TEXTS.map(lambda parts: {"type": "string", **parts}),
        COUNTS.map(lambda parts: {"type": "integer", **parts}),
        some((*TYPES, "null")).map(lambda kinds: {"type": kinds}),
        st.sampled_from([{"type": "null"}, {"const": "a"}, {"enum": ["a", None, 1]}, {}]),
    ),
    schemas,
    max_leaves=4,
)


def below(draw: st.DrawFn, schema: JSON) -> JSON:
    """Give a schema with one of the schemas inside it drawn anew, or with some of its keys drawn anew."""
    inside = [key for key in ("items", "additionalProperties", "properties", "anyOf", "allOf") if schema.get(key)]
    inside = [key for key in inside if schema[key] is not True]
    if not inside or not draw(st.integers(0, 3)):
        new = draw(SCHEMAS)
        kept = draw(st.lists(st.sampled_from(sorted(schema)), unique=True)) if schema else []
        return {key: item for key, item in new.items() if key not in kept} | {key: schema[key] for key in kept}
    key = draw(st.sampled_from(inside))
    if key in {"items", "additionalProperties"}:
        return schema | {key: below(draw, schema[key])}
    if key == "properties":
        name = draw(st.sampled_from(sorted(schema[key])))
        return schema | {key: schema[key] | {name: below(draw, schema[key][name])}}
    number = draw(st.integers(0, len(schema[key]) - 1))
    return schema | {key: [below(draw, part) if i == number else part for i, part in enumerate(schema[key])]}


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[JSON, JSON]:
    """Draw two schemas that are often nearly the same."""
    old = draw(SCHEMAS)
    return old, below(draw, old)


def worst(old: JSON, new: JSON) -> Severity:
    return compare(old, new).gravest or Severity.DOCS


@settings(max_examples=150, deadline=None, derandomize=True)
@given(neighbours())
def test_what_is_called_safe_is_safe(pair: tuple[JSON, JSON]) -> None:
    """What could be sent can still be sent, and what comes is what could come."""
    old, new = pair
    before, after = (jsonschema_rs.Draft202012Validator(schema) for schema in pair)
    taken = [(before.is_valid(value), after.is_valid(value), value) for value in VALUES]

    if worst(sent(old), sent(new)) < Severity.RISKY:
        assert [value for was, now, value in taken if was and not now] == []
    if worst(read(old), read(new)) < Severity.RISKY:
        assert [value for was, now, value in taken if now and not was] == []
