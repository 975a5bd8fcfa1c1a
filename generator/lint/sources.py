"""Rules about where facts come from."""

import re
from typing import Any

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.lint.schemas import is_component, properties
from generator.places import array_of, child, is_array, is_object, object_of

FORM = re.compile(r"(documented|era|later|choice): (\S.*)\Z")
TABLES = ("x-wire", "x-error-catalog", "x-lifecycle")
NUMBERS = "x-test-numbers"
ANY = "any"


@rule("missing-source", "Without its source nobody can tell a fact from a guess.")
def missing_source(facts: Facts) -> Faults:
    """Ask every operation, parameter, schema and property for its `x-source`."""
    for operation in facts.operations + facts.webhooks:
        if "x-source" not in operation.value:
            yield operation.pointer, f"{operation.name} has no x-source"
    for node in facts.of_kind("parameter"):
        if "x-source" not in node.value:
            yield node.pointer, "this parameter has no x-source"
    for node in facts.of_kind("schema"):
        if is_component(node.pointer) and "x-source" not in node.value:
            yield node.pointer, "this schema has no x-source"
    for pointer, value in properties(facts):
        if "$ref" not in value and "x-source" not in value:
            yield pointer, "this property has no x-source"


def _sources(facts: Facts) -> list[tuple[str, Any]]:
    """List every source: each `x-source` and what `x-rests-on` names, and each `source` of the tables."""
    found = [
        (child(node.pointer, "x-source"), node.value["x-source"]) for node in facts.nodes if "x-source" in node.value
    ]
    for node in facts.nodes:
        rests_on = object_of(node.value.get("x-rests-on"))
        found.extend((child(node.pointer, "x-rests-on", key), source) for key, source in rests_on.items())
    waiting = [(child("", table), facts.document.get(table)) for table in TABLES]
    waiting.extend((child(node.pointer, NUMBERS), node.value[NUMBERS]) for node in facts.nodes if NUMBERS in node.value)
    while waiting:
        pointer, value = waiting.pop()
        items = list(enumerate(value)) if is_array(value) else list(object_of(value).items())
        if is_object(value) and "source" in value:
            found.append((child(pointer, "source"), value["source"]))
        waiting.extend((child(pointer, key), item) for key, item in items)
    return found


@rule("source-form", "A source that does not say its kind cannot be weighed or looked up.")
def source_form(facts: Facts) -> Faults:
    """Ask for `documented: PLACE`, `era: WHAT`, `later: WHAT` or `choice: ID`."""
    for pointer, source in _sources(facts):
        if not (isinstance(source, str) and FORM.match(source)):
            yield (
                pointer,
                f"`{source}` is not of the form `documented: PLACE` (or era, later, choice)",
            )


@rule("unknown-choice", "A choice that is written down nowhere passes for a fact.")
def unknown_choice(facts: Facts) -> Faults:
    """Look every `choice: ID` up in choices.yaml."""
    choices = _choices(facts)
    for pointer, source in _sources(facts):
        match = FORM.match(source) if isinstance(source, str) else None
        if match and match[1] == "choice" and match[2] not in choices:
            yield pointer, f"choices.yaml has no `{match[2]}`"


@rule("unknown-touch", "A choice that touches nothing known is looked for where it does not matter.")
def unknown_touch(facts: Facts) -> Faults:
    """Ask every `touches` for operations, tags, or `any`."""
    known = {ANY}
    for operation in facts.operations:
        known |= {str(operation.value.get("operationId")), *map(str, array_of(operation.value.get("tags")))}
    for name, choice in _choices(facts).items():
        for index, touched in enumerate(array_of(object_of(choice).get("touches"))):
            if touched not in known:
                pointer = child("", "x-choices", "choices", name, "touches", index)
                yield pointer, f"there is no operation and no tag `{touched}`"


def _choices(facts: Facts) -> dict[str, Any]:
    return object_of(object_of(facts.document.get("x-choices")).get("choices"))
