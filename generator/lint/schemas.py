"""Rules about the shape of schemas."""

from typing import Any

from generator.grammar import Node
from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, is_array, is_object, keys_of, lookup, object_of

# The only objects that may hold keys nobody listed: free data of the merchant, and resources that
# stand outside of this contract. By the name of the component or the property.
OPEN_OBJECTS = frozenset({"Metadata", "PingData", "Subscription", "subscription", "RefundRequest", "refund_requests"})


def is_component(pointer: str) -> bool:
    """Tell whether a pointer is that of a component schema itself."""
    return pointer.startswith("/components/schemas/") and pointer.count("/") == 3


def types_of(schema: dict[str, Any]) -> list[Any]:
    """List the types that a schema names, null included."""
    types = schema.get("type")
    return array_of(types) if is_array(types) else [types] if types else []


def is_alternative(facts: Facts, node: Node) -> bool:
    """Tell whether a schema is a branch of an object that says of some members that exactly one is given."""
    above, _, index = node.pointer.rpartition("/")
    return above.endswith("/oneOf") and index.isdigit() and "properties" in _owner(facts, above)


def _owner(facts: Facts, branches: str) -> dict[str, Any]:
    return object_of(lookup(facts.document, branches.removesuffix("/oneOf")))


def names_of(node: Node) -> set[str]:
    """Give the name of the component or property that a schema is, or is the item of."""
    keys = keys_of(node.pointer)
    return {keys[-1]} | ({keys[-2]} if keys[-1] == "items" else set())


@rule("inline-object", "An object without a component name becomes a class with a made-up name.")
def inline_object(facts: Facts) -> Faults:
    """Ask for a component for every schema with properties."""
    for node in facts.of_kind("schema"):
        if "properties" in node.value and not is_component(node.pointer):
            yield (
                node.pointer,
                "an object with properties has to be a definition of its own, with a $ref here",
            )


@rule("inline-enum", "A list of words without a component name becomes an enum with a made-up name.")
def inline_enum(facts: Facts) -> Faults:
    """Ask for a component for every enum that is not one of several ways to write a value."""
    for node in facts.of_kind("schema"):
        branch = keys_of(node.pointer)[-2:-1] == ["oneOf"]
        if "enum" in node.value and not is_component(node.pointer) and not branch:
            yield node.pointer, "an enum has to be a definition of its own, with a $ref here"


@rule("inline-union", "A union without a component name becomes a type with a made-up name.")
def inline_union(facts: Facts) -> Faults:
    """Ask for a component for every union with a tag."""
    for node in facts.of_kind("schema"):
        if "discriminator" in node.value and not is_component(node.pointer):
            yield (
                node.pointer,
                "a union with a tag has to be a definition of its own, with a $ref here",
            )


@rule("open-object", "An open object accepts a misspelt field in silence.")
def open_object(facts: Facts) -> Faults:
    """Ask for `additionalProperties: false` on all objects but the listed ones."""
    for node in facts.of_kind("schema"):
        schema = node.value
        if "object" not in types_of(schema) and "properties" not in schema:
            continue
        is_union = "oneOf" in schema and "properties" not in schema
        if is_union or schema.get("additionalProperties") is False:
            continue
        if not names_of(node) & OPEN_OBJECTS:
            yield node.pointer, "this object is open; write `additionalProperties: false`"


@rule("missing-type", "A schema without a type accepts every value.")
def missing_type(facts: Facts) -> Faults:
    """Ask every schema to say what it accepts."""
    for node in facts.of_kind("schema"):
        if not {"type", "const", "oneOf"} & node.value.keys() and not is_alternative(facts, node):
            yield node.pointer, "this schema names neither a type nor a constant nor branches"
        elif "array" in types_of(node.value) and "items" not in node.value:
            yield node.pointer, "this array does not say what its items are"


@rule("required-unknown", "A required property that does not exist makes every value invalid.")
def required_unknown(facts: Facts) -> Faults:
    """Look every required name up among the properties, in all branches of a union."""
    for node in facts.of_kind("schema"):
        if is_alternative(facts, node):
            continue
        for name, others in object_of(node.value.get("dependentRequired")).items():
            for other in {name, *array_of(others)} - object_of(node.value.get("properties")).keys():
                yield child(node.pointer, "dependentRequired", name), f"there is no property `{other}`"
        branches = [facts.resolve(branch) for branch in array_of(node.value.get("oneOf"))]
        shapes = branches if branches and "properties" not in node.value else [node.value]
        for index, name in enumerate(array_of(node.value.get("required"))):
            if any(name not in object_of(shape.get("properties")) for shape in shapes):
                yield child(node.pointer, "required", index), f"there is no property `{name}`"


@rule(
    "member-choice",
    "Branches beside properties that do more than name one member each make no choice that a caller can be told.",
)
def member_choice(facts: Facts) -> Faults:
    """Ask for branches beside properties that each require one optional member, and another one each."""
    for node in facts.of_kind("schema"):
        if "properties" not in node.value or "oneOf" not in node.value:
            continue
        members = object_of(node.value["properties"]).keys() - set(array_of(node.value.get("required")))
        taken: list[Any] = []
        for index, branch in enumerate(array_of(node.value["oneOf"])):
            rules = {key for key in object_of(branch) if key != "description" and not key.startswith("x-")}
            required = array_of(object_of(branch).get("required"))
            if rules != {"required"} or len(required) != 1 or required[0] not in members - set(taken):
                yield (
                    child(node.pointer, "oneOf", index),
                    "this branch has to require one optional property that no other branch requires, and no more",
                )
            taken += required
        if len(taken) < 2:
            yield node.pointer, "a choice of one member is none; write it into `required`"


@rule("missing-description", "A part without a description sends its reader back to guessing.")
def missing_description(facts: Facts) -> Faults:
    """Ask for a description wherever one is shown to a reader."""
    for node in facts.nodes:
        if node.is_reference or node.kind not in DESCRIBED:
            continue
        if node.kind == "schema" and not _is_named(node.pointer):
            continue
        text = node.value.get("description") or (node.kind == "example" and node.value.get("summary"))
        if not (isinstance(text, str) and text.strip()):
            yield node.pointer, f"this {node.kind} has no description"


DESCRIBED = frozenset(
    {"info", "server", "tag", "security-scheme", "operation", "parameter", "request-body"}
    | {"response", "header", "link", "schema", "example"}
)


def _is_named(pointer: str) -> bool:
    """Tell whether a schema is a component or a property, and not an item or a branch."""
    return is_component(pointer) or keys_of(pointer)[-2:-1] == ["properties"]


def properties(facts: Facts) -> list[tuple[str, dict[str, Any]]]:
    """List every property of every schema: its pointer, and what is written there."""
    return [
        (child(node.pointer, "properties", name), value)
        for node in facts.of_kind("schema")
        for name, value in object_of(node.value.get("properties")).items()
        if is_object(value)
    ]
