"""Rules about `oneOf`: a tag decides the branch, in one look."""

from typing import Any

from generator.grammar import Node
from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of

REGISTRY = "payment_details/registry.yaml"


def _objects(facts: Facts, node: Node) -> list[tuple[int, str, dict[str, Any]]]:
    """List the branches of a union that are objects: index, reference, schema."""
    branches: list[tuple[int, str, dict[str, Any]]] = []
    for index, branch in enumerate(array_of(node.value.get("oneOf"))):
        schema = facts.resolve(branch) if "$ref" in object_of(branch) else object_of(branch)
        if "properties" in schema or "discriminator" in schema:
            branches.append((index, str(object_of(branch).get("$ref", "")), schema))
    return branches


@rule("union-object", "Form encoders nest a union only when it says itself that it is an object.")
def union_object(facts: Facts) -> Faults:
    """Ask every union with a tag for `type: object` and the tag in `required`."""
    for node in _unions(facts):
        tag = object_of(node.value.get("discriminator")).get("propertyName")
        if tag is None:
            continue
        if node.value.get("type") != "object" or tag not in array_of(node.value.get("required")):
            yield node.pointer, f"write `type: object` and `required: [{tag}]` beside the branches"


def _unions(facts: Facts) -> list[Node]:
    return [node for node in facts.of_kind("schema") if "oneOf" in node.value]


@rule(
    "untagged-union",
    "Without a tag a reader has to try the branches in turn, and can take the wrong one.",
)
def untagged_union(facts: Facts) -> Faults:
    """Ask for a discriminator wherever two branches are objects."""
    for node in _unions(facts):
        if len(_objects(facts, node)) > 1 and "discriminator" not in node.value:
            yield (
                node.pointer,
                "several branches are objects; name the property that decides in `discriminator`",
            )


def _tags(facts: Facts, schema: dict[str, Any], tag: Any) -> list[Any]:
    """List the values of the tag in a branch: its constant, or the words of its enum."""
    written = facts.resolve(object_of(schema.get("properties")).get(tag))
    return [written["const"]] if "const" in written else array_of(written.get("enum"))


@rule("branch-tag", "A branch without tags of its own also accepts the values of other branches.")
def branch_tag(facts: Facts) -> Faults:
    """Ask every branch for the tag: a required property with a `const`, or an `enum`, that no other branch has."""
    for node in _unions(facts):
        tag = object_of(node.value.get("discriminator")).get("propertyName")
        if tag is None:
            continue
        taken: set[str] = set()
        for index, _, schema in _objects(facts, node):
            tags = _tags(facts, schema, tag)
            is_text = bool(tags) and all(isinstance(value, str) for value in tags)
            if not is_text or tag not in array_of(schema.get("required")):
                yield (
                    child(node.pointer, "oneOf", index),
                    f"this branch needs a required `{tag}` with a const or an enum",
                )
            elif taken.intersection(tags):
                yield child(node.pointer, "oneOf", index), f"another branch has the `{tag}` of this one"
            else:
                taken.update(tags)
        if len(_objects(facts, node)) < len(array_of(node.value.get("oneOf"))):
            yield node.pointer, "a union with a tag has only objects as branches, each a $ref"


@rule("mapping-branch", "A branch that the mapping lacks is never chosen.")
def mapping_branch(facts: Facts) -> Faults:
    """Ask for every branch in the mapping, under each of its tags."""
    for node in _unions(facts):
        discriminator = object_of(node.value.get("discriminator"))
        mapping = object_of(discriminator.get("mapping"))
        for index, reference, schema in _objects(facts, node):
            tags = _tags(facts, schema, discriminator.get("propertyName"))
            if discriminator and (reference not in mapping.values() or not mapping.keys() >= {*map(str, tags)}):
                yield (
                    child(node.pointer, "oneOf", index),
                    f"the mapping lacks `{reference.rpartition('/')[2]}`, or one of its tags",
                )


@rule(
    "mapping-target",
    "A mapping to something else than the branch of its tag decodes into the wrong class.",
)
def mapping_target(facts: Facts) -> Faults:
    """Hold every entry of a mapping to the branch with that tag."""
    for node in facts.of_kind("schema"):
        discriminator = object_of(node.value.get("discriminator"))
        branches = {reference: schema for _, reference, schema in _objects(facts, node)}
        name = str(discriminator.get("propertyName"))
        for tag, reference in object_of(discriminator.get("mapping")).items():
            pointer = child(node.pointer, "discriminator", "mapping", tag)
            schema = branches.get(str(reference))
            if schema is None:
                yield pointer, f"`{reference}` is no branch of this union"
                continue
            tags = _tags(facts, schema, name)
            if tags and tag not in tags:
                yield pointer, f"`{tag}` leads to the branch of {', '.join(f'`{own}`' for own in tags)}"


@rule(
    "unregistered-type",
    "A payment type outside the registry exists in no union, so nobody can use it.",
)
def unregistered_type(facts: Facts) -> Faults:
    """Ask for every file of payment_details/ in every union of the registry."""
    tree = facts.bundle.tree
    registry = object_of(tree.documents[REGISTRY].value) if REGISTRY in tree.documents else {}
    for name in tree.documents:
        file = name.removeprefix("payment_details/")
        if file == name or name == REGISTRY:
            continue
        for union, schema in registry.items():
            references = [str(object_of(b).get("$ref")) for b in array_of(object_of(schema).get("oneOf"))]
            if not any(reference.startswith(f"{file}#") for reference in references):
                yield tree.place(REGISTRY, child("", union)), f"{union} lacks the type of {file}"
