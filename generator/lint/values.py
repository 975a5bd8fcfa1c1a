"""Rules about the values in the document: defaults and examples have to fit their schemas."""

from collections.abc import Iterator
from typing import Any

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of


@rule("invalid-schema", "A schema that is not valid JSON Schema is read differently by every tool.")
def invalid_schema(facts: Facts) -> Faults:
    """Compile every schema."""
    for node in facts.of_kind("schema"):
        problem = facts.judge.problem(node.pointer, node.value)
        if problem:
            yield node.pointer, problem


@rule("invalid-default", "A default outside its schema is refused as soon as somebody sends it.")
def invalid_default(facts: Facts) -> Faults:
    """Hold every default to its schema."""
    for node in facts.nodes:
        if node.kind == "schema" and "default" in node.value:
            for _, message in facts.judge.complaints(node.pointer, node.value["default"]):
                yield child(node.pointer, "default"), message


@rule(
    "invalid-example",
    "Readers copy examples, and an example outside its schema teaches a wrong call.",
)
def invalid_example(facts: Facts) -> Faults:
    """Hold every example to its schema."""
    for schema, pointer, value in _examples(facts):
        for below, message in facts.judge.complaints(schema, value):
            yield pointer + below, message


def _examples(facts: Facts) -> Iterator[tuple[str, str, Any]]:
    """Give every example: the pointer of its schema, its own pointer, its value."""
    for node in facts.nodes:
        schema = child(node.pointer, "schema")
        if node.kind == "schema":
            for index, value in enumerate(array_of(node.value.get("examples"))):
                yield node.pointer, child(node.pointer, "examples", index), value
            continue
        if "schema" not in node.value:
            continue
        if "example" in node.value:
            yield schema, child(node.pointer, "example"), node.value["example"]
        for name, written in object_of(node.value.get("examples")).items():
            example = facts.resolve(written)
            if "value" in example:
                reference = object_of(written).get("$ref")
                where = str(reference)[1:] if reference else child(node.pointer, "examples", name)
                yield schema, child(where, "value"), example["value"]
