"""Step 4: the OpenAPI 3.0.3 twin of the document, for tools that stop at 3.0.

Both accept the same values. What 3.0 cannot say is an error here, never a silent loss of a rule. JSON stands before
forms here: many generators know one content type for a body, take the first, and have no words for a form's brackets.
"""

from typing import Any

from generator.bundle import Bundle
from generator.grammar import GRAMMAR, Node, Slot
from generator.places import SpecError, array_of, child, is_array, is_object, object_of

VERSION = "3.0.3"
DROPPED = {
    "document": frozenset({"jsonSchemaDialect"}),
    "info": frozenset({"summary"}),
}
FIRST = "application/json"
# What the service assumes where nothing is sent. Generators would send it, or write code that does not compile.
DEFAULT = {"default": "x-default"}
# The type of a constant. A boolean is an integer to Python, so it comes first.
TYPES = ((bool, "boolean"), (str, "string"), (int, "integer"), (float, "number"))
# 3.0 names a licence by a page, 3.1 by its SPDX identifier.
LICENSES = "https://spdx.org/licenses/{}.html"
NULL: dict[str, Any] = {"type": "string", "nullable": True, "enum": [None]}


def lower(bundle: Bundle) -> tuple[dict[str, Any], list[SpecError]]:
    """Give the 3.0.3 document, and the constructs that it has no words for."""
    lowering = _Lowering(bundle)
    document = lowering.node(Node("document", "", bundle.document))
    return document, lowering.errors


class _Lowering:
    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.errors: list[SpecError] = []

    def node(self, node: Node) -> dict[str, Any]:
        if node.kind == "schema":
            return self.schema(node)
        if node.is_reference:
            return {"$ref": node.value["$ref"]}
        result: dict[str, Any] = {}
        for key, value in node.value.items():
            if key in DROPPED.get(node.kind, ()):
                continue
            slot = GRAMMAR[node.kind].get(key)
            if slot is None and not key.startswith("x-"):
                self.error(child(node.pointer, key), f"`{key}` of a {node.kind} is not known")
            lowered = self.slot(slot or Slot(), value, child(node.pointer, key))
            result["x-webhooks" if key == "webhooks" else key] = lowered
        if FIRST in object_of(result.get("content")):
            result["content"] = {FIRST: result["content"][FIRST], **result["content"]}
        if node.kind == "document":
            result["openapi"] = VERSION
        licence = object_of(result.get("license"))
        if node.kind == "info" and "identifier" in licence:
            url = LICENSES.format(licence["identifier"])
            result["license"] = {key: value for key, value in licence.items() if key != "identifier"} | {"url": url}
        return result

    def slot(self, slot: Slot, value: Any, pointer: str) -> Any:
        if slot.shape == "one" and is_object(value):
            return self.node(Node(slot.kind, pointer, value))
        if slot.shape == "list" and is_array(value):
            return [
                self.node(Node(slot.kind, child(pointer, index), object_of(item))) for index, item in enumerate(value)
            ]
        if slot.shape == "map" and is_object(value):
            return {
                name: self.node(Node(slot.kind, child(pointer, name), item)) if is_object(item) else item
                for name, item in value.items()
            }
        return value

    def schema(self, node: Node) -> dict[str, Any]:
        if node.is_reference:
            return self.reference(node)
        if _is_null(node.value):
            return NULL | _about(node.value)
        result: dict[str, Any] = {}
        for key, value in node.value.items():
            result |= self.keyword(key, value, node)
        return result

    def reference(self, node: Node) -> dict[str, Any]:
        """Move a `$ref` with siblings into `allOf`, since 3.0 passes over the siblings."""
        beside = {DEFAULT.get(key, key): value for key, value in node.value.items() if key != "$ref"}
        reference = {"$ref": node.value["$ref"]}
        return {"allOf": [reference], **beside} if beside else reference

    def keyword(self, key: str, value: Any, node: Node) -> dict[str, Any]:
        pointer = child(node.pointer, key)
        if key == "type" and is_array(value):
            return self.types(value, pointer)
        if key == "oneOf":
            return self.branches(array_of(value), node)
        if key == "const":
            return self.constant(value, node)
        if key == "dependentRequired":
            return {"allOf": [_if_then(name, others) for name, others in object_of(value).items()]}
        if key in DEFAULT:
            return {DEFAULT[key]: value}
        if key == "examples":
            return {"example": value[0]} if is_array(value) and value else {}
        slot = GRAMMAR["schema"].get(key)
        if slot is None and not key.startswith("x-"):
            self.error(pointer, f"OpenAPI 3.0 has no `{key}`, or this project has no rule for it")
        return {key: self.slot(slot or Slot(), value, pointer)}

    def types(self, types: list[Any], pointer: str) -> dict[str, Any]:
        plain = [name for name in types if name != "null"]
        if len(plain) != 1:
            self.error(pointer, "3.0 has one type beside null; write the others as branches")
        return {"type": plain[0]} | ({"nullable": True} if "null" in types else {})

    def branches(self, branches: list[Any], node: Node) -> dict[str, Any]:
        """Keep every branch. A branch of null stays one: `nullable` beside `oneOf` would mean nothing in 3.0.

        Branches that only say which members have to be there stand in a double `not`: the same to a validator, and out
        of sight of generators, which otherwise make a union of nothing and forget the members.
        """
        pointer = child(node.pointer, "oneOf")
        if "type" in node.value and any(_is_null(object_of(branch)) for branch in branches):
            self.error(pointer, "the type beside these branches refuses the null of one of them")
        kept = [
            self.node(Node("schema", child(pointer, index), object_of(branch))) for index, branch in enumerate(branches)
        ]
        if all(_rules(branch) == {"required"} for branch in kept):
            return {"not": {"not": {"oneOf": [branch | _there(branch["required"]) for branch in kept]}}}
        return {"oneOf": kept}

    def constant(self, value: Any, node: Node) -> dict[str, Any]:
        """Say a constant as an enum of one value, with the type that 3.0 tools expect beside it."""
        name = next((name for known, name in TYPES if isinstance(value, known)), None)
        if name is None:
            self.error(child(node.pointer, "const"), "only a text, number or boolean can be constant")
        return ({} if "type" in node.value else {"type": name}) | {"enum": [value]}

    def error(self, pointer: str, message: str) -> None:
        self.errors.append(SpecError(self.bundle.place(pointer), "lower", message))


def _if_then(name: str, others: list[str]) -> dict[str, Any]:
    """Say that one member brings others with it: it is not there, or they are."""
    return {"anyOf": [{"not": _there([name])}, _there(others)]}


def _there(names: list[str]) -> dict[str, Any]:
    """Say that members are there. They are named as properties, too, for lints that look no further."""
    return {"required": names, "properties": {name: {} for name in names}}


def _is_null(schema: dict[str, Any]) -> bool:
    return schema.get("type") == "null" or schema.get("const", "") is None


def _rules(schema: dict[str, Any]) -> set[str]:
    """Give the keywords of a schema that are rules."""
    return schema.keys() - _about(schema).keys()


def _about(schema: dict[str, Any]) -> dict[str, Any]:
    """Keep the words of a schema, without its rules."""
    return {key: value for key, value in schema.items() if key == "description" or key.startswith("x-")}
