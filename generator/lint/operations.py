"""Rules about operations: what each one has to say about itself."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.lint.facts import Facts, Operation
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of


@rule("operation-method", "Without x-method a client's method gets a name made from an id.")
def operation_method(facts: Facts) -> Faults:
    """Ask every operation for a method name that is free under its tag."""
    seen: dict[tuple[str, str], str] = {}
    for operation in facts.operations:
        method = operation.value.get("x-method")
        if not (isinstance(method, str) and method.isidentifier()):
            yield operation.pointer, f"{operation.name} has no x-method"
            continue
        key = (str(array_of(operation.value.get("tags"))[:1]), method)
        first = seen.setdefault(key, operation.name)
        if first != operation.name:
            yield child(operation.pointer, "x-method"), f"`{method}` is taken by {first}"


@rule("operation-tag", "The tag is the resource that a client shows the method under.")
def operation_tag(facts: Facts) -> Faults:
    """Ask every operation for exactly one declared tag."""
    tags = {object_of(tag).get("name") for tag in array_of(facts.document.get("tags"))}
    for operation in facts.operations + facts.webhooks:
        written = array_of(operation.value.get("tags"))
        if len(written) != 1 or written[0] not in tags:
            yield operation.pointer, f"{operation.name} needs one tag, and it has to be declared"


@rule("operation-id", "Links, tables and messages name an operation by its id.")
def operation_id(facts: Facts) -> Faults:
    """Ask every operation for an id that no other one has."""
    everyone = facts.operations + facts.webhooks
    count = Counter(operation.value.get("operationId") for operation in everyone)
    for operation in everyone:
        name = operation.value.get("operationId")
        if not isinstance(name, str):
            yield operation.pointer, f"{operation.name} has no operationId"
        elif count[name] > 1:
            yield child(operation.pointer, "operationId"), f"several operations are called `{name}`"


@rule("operation-security", "Tools that pass over the root's security would call without a key.")
def operation_security(facts: Facts) -> Faults:
    """Ask every operation for its own security, by schemes that exist."""
    schemes = object_of(object_of(facts.document.get("components")).get("securitySchemes"))
    for operation in facts.operations:
        if not array_of(operation.value.get("security")):
            yield operation.pointer, f"{operation.name} does not say which key it takes"
    owners = [("", facts.document), *((o.pointer, o.value) for o in facts.operations)]
    for pointer, owner in owners:
        for index, requirement in enumerate(array_of(owner.get("security"))):
            for name in object_of(requirement):
                if name not in schemes:
                    yield child(pointer, "security", index), f"there is no security scheme `{name}`"


@rule("operation-example", "An operation is learnt from its example.")
def operation_example(facts: Facts) -> Faults:
    """Ask every operation for a reply that succeeds, and for an example of every body."""
    for operation in facts.operations:
        if not any(status.startswith("2") for status in operation.value.get("responses", {})):
            yield operation.pointer, f"{operation.name} has no reply that succeeds"
        for pointer, body in _bodies(facts, operation):
            content = object_of(body.get("content"))
            if not content:
                yield pointer, f"{operation.name} has a body without content"
            for name, media in content.items():
                if not object_of(object_of(media).get("examples")):
                    yield child(pointer, "content", name), f"{operation.name} has no example here"


def _bodies(facts: Facts, operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the request body and the replies, each with its pointer."""
    written = {child(operation.pointer, "requestBody"): operation.value.get("requestBody")}
    for status, response in object_of(operation.value.get("responses")).items():
        written[child(operation.pointer, "responses", status)] = response
    for pointer, node in written.items():
        if node is not None:
            reference = object_of(node).get("$ref")
            yield str(reference)[1:] if reference else pointer, facts.resolve(node)


@rule(
    "operation-body",
    "Forms come first, as in every documented call, and JSON follows the same schema.",
)
def operation_body(facts: Facts) -> Faults:
    """Ask every request body for both content types with one schema."""
    wanted = ["application/x-www-form-urlencoded", "application/json"]
    for operation in facts.operations:
        content = object_of(facts.resolve(operation.value.get("requestBody")).get("content"))
        pointer = child(operation.pointer, "requestBody")
        if not content:
            continue
        if list(content) != wanted:
            yield pointer, f"{operation.name} has to take {' and then '.join(wanted)}"
        elif content[wanted[0]].get("schema") != content[wanted[1]].get("schema"):
            yield pointer, f"{operation.name} takes another schema as a form than as JSON"


@rule(
    "pagination",
    "A client that reads the page from a member that is not there stops after one page.",
)
def pagination(facts: Facts) -> Faults:
    """Look the parameters and the members that `x-pagination` names up; `find` names both."""
    for operation in facts.operations:
        names = object_of(operation.value.get("x-pagination"))
        parameters = {parameter.get("name") for parameter in facts.parameters(operation)}
        members = _members(facts, operation)
        items = facts.resolve(facts.resolve(members.get(str(names.get("items")))).get("items"))
        both = parameters & object_of(items.get("properties")).keys()
        known = {"page": parameters, "per_page": parameters, "find": both}
        for key, name in names.items():
            if name not in known.get(key, members):
                pointer = child(operation.pointer, "x-pagination", key)
                yield pointer, f"{operation.name} has no `{name}`"


def _members(facts: Facts, operation: Operation) -> dict[str, Any]:
    """Give the members of the reply that succeeds, by name."""
    reply = facts.resolve(object_of(operation.value.get("responses")).get("200"))
    media = object_of(object_of(reply.get("content")).get("application/json"))
    return object_of(facts.resolve(media.get("schema")).get("properties"))


@rule("form-encoding", "Without an encoding, tools flatten an object of a form and its tag is lost.")
def form_encoding(facts: Facts) -> Faults:
    """Ask for `deepObject` on every property of a form that may be an object."""
    for node in facts.of_kind("media-type"):
        if not node.pointer.endswith("/application~1x-www-form-urlencoded"):
            continue
        schema = facts.resolve(node.value.get("schema"))
        for name, written in object_of(schema.get("properties")).items():
            encoding = object_of(object_of(node.value.get("encoding")).get(name))
            if _may_be_object(facts, written) and encoding != {
                "style": "deepObject",
                "explode": True,
            }:
                yield (
                    node.pointer,
                    f"`{name}` needs the encoding `style: deepObject, explode: true`",
                )


def _may_be_object(facts: Facts, written: object) -> bool:
    schema = facts.resolve(written)
    types = schema.get("type")
    if types == "object" or "object" in array_of(types):
        return True
    return any(_may_be_object(facts, branch) for branch in array_of(schema.get("oneOf")))


@rule("path-parameter", "A path with a part that nobody declares cannot be called.")
def path_parameter(facts: Facts) -> Faults:
    """Hold the names in a path and the declared path parameters to each other."""
    for operation in facts.operations:
        named = set(re.findall(r"\{([^}]*)\}", operation.path))
        parameters = facts.parameters(operation)
        declared = {p.get("name") for p in parameters if p.get("in") == "path"}
        for name in sorted(named - declared):
            yield operation.pointer, f"`{{{name}}}` of {operation.path} is not declared"
        for name in sorted(str(name) for name in declared - named):
            yield operation.pointer, f"{operation.path} has no `{{{name}}}`"
        for parameter in parameters:
            if parameter.get("in") == "path" and parameter.get("required") is not True:
                yield (
                    operation.pointer,
                    f"the path parameter `{parameter.get('name')}` has to be required",
                )
