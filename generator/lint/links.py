"""Rules about links: they lead to an operation that exists, with parameters that it takes."""

import re

from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, keys_of, lookup, object_of

EXPRESSION = re.compile(r"\$response\.body#(/.*)\Z")


@rule("link-operation", "A link to nowhere ends every test that follows it.")
def link_operation(facts: Facts) -> Faults:
    """Look the operation of every link up."""
    known = {operation.value.get("operationId") for operation in facts.operations}
    for node in facts.of_kind("link"):
        if node.value.get("operationId") not in known:
            yield node.pointer, f"there is no operation `{node.value.get('operationId')}`"


@rule(
    "link-parameter",
    "A link parameter that the target does not take is dropped, and the call fails.",
)
def link_parameter(facts: Facts) -> Faults:
    """Look every parameter of a link up in its operation."""
    operations = {operation.value.get("operationId"): operation for operation in facts.operations}
    for node in facts.of_kind("link"):
        operation = operations.get(node.value.get("operationId"))
        if operation is None:
            continue
        parameters = facts.parameters(operation)
        known = {parameter.get("name") for parameter in parameters}
        for parameter in parameters:
            name = parameter.get("name")
            given = object_of(node.value.get("parameters"))
            if parameter.get("required") is True and name not in given:
                yield node.pointer, f"{operation.name} needs the parameter `{name}`"
        for name in object_of(node.value.get("parameters")):
            if name not in known:
                pointer = child(node.pointer, "parameters", name)
                yield pointer, f"{operation.name} has no parameter `{name}`"


@rule("link-body", "A link with a body that its operation refuses leads nowhere.")
def link_body(facts: Facts) -> Faults:
    """Hold the body of every link to the schema of its operation; what an expression stands for is left open."""
    operations = {operation.value.get("operationId"): operation for operation in facts.operations}
    for node in facts.of_kind("link"):
        operation = operations.get(node.value.get("operationId"))
        if operation is None or "requestBody" not in node.value:
            continue
        body = object_of(facts.resolve(operation.value.get("requestBody")).get("content"))
        if "application/json" not in body:
            yield child(node.pointer, "requestBody"), f"{operation.name} takes no body"
            continue
        schema = child(operation.pointer, "requestBody", "content", "application/json", "schema")
        for below, message in facts.judge.complaints(schema, node.value["requestBody"]):
            if not str(lookup(node.value["requestBody"], below)).startswith("$"):
                yield child(node.pointer, "requestBody") + below, message


@rule("link-value", "A link that reads a value which the reply does not have never fires.")
def link_value(facts: Facts) -> Faults:
    """Look the value of every link parameter up in the schema of the reply that has the link."""
    for node in facts.of_kind("response"):
        for name, written in object_of(node.value.get("links")).items():
            link = facts.resolve(written)
            sent = object_of(link.get("requestBody")).values()
            expressions = [value for value in sent if isinstance(value, str) and value.startswith("$")]
            for expression in [*object_of(link.get("parameters")).values(), *expressions]:
                match = EXPRESSION.match(expression) if isinstance(expression, str) else None
                if match is None or not _promised(facts, node.value, match[1]):
                    yield (
                        child(node.pointer, "links", name),
                        f"this reply promises no `{expression}`",
                    )


def _promised(facts: Facts, response: dict[str, object], pointer: str) -> bool:
    """Tell whether every body of a response has what a pointer leads to."""
    contents = object_of(response.get("content")).values()
    schemas = [object_of(media).get("schema") for media in contents]
    return bool(schemas) and all(_has(facts, schema, keys_of(pointer)) for schema in schemas)


def _has(facts: Facts, schema: object, keys: list[str]) -> bool:
    """Tell whether a schema knows members under these keys, in each of its branches; a number is an item of a list."""
    if not keys:
        return True
    found = facts.resolve(schema)
    if "properties" not in found and array_of(found.get("oneOf")):
        return all(_has(facts, branch, keys) for branch in array_of(found["oneOf"]))
    below = found.get("items") if keys[0].isdigit() else object_of(found.get("properties")).get(keys[0])
    return below is not None and _has(facts, below, keys[1:])
