"""Step 2: join the files of the contract into one document without references to other files.

A referenced definition becomes a component under the last key of its pointer; the folder decides
the section. Components keep the order in which they are first referred to.
"""

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from generator.load import Tree
from generator.places import (
    MISSING,
    Place,
    SpecError,
    child,
    is_array,
    is_object,
    keys_of,
    lookup,
    object_of,
    parents,
)

ROOT = "openapi.yaml"
SECTIONS = {
    "schemas": "schemas",
    "payment_details": "schemas",
    "responses.yaml": "responses",
    "parameters.yaml": "parameters",
    "examples": "examples",
    "headers.yaml": "headers",
    "links.yaml": "links",
}
# The order of the sections in the document.
ORDER = (
    "schemas",
    "responses",
    "parameters",
    "examples",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
)
INLINED = "paths"
# Below these keys stand values of the API, not parts of the document.
DATA = frozenset({"value", "default", "const", "enum", "example"})
# Below these keys the next key is a name that somebody chose.
NAMES = frozenset({"properties", "mapping", "paths", "webhooks", "schemas", "examples", "headers", "links"})

_NAME = re.compile(r"[A-Za-z0-9._-]+\Z")


@dataclass(frozen=True, slots=True)
class Target:
    """A definition in a file: what a reference points at."""

    file: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """The whole contract as one document.

    `origins` gives the place where each component schema is defined; `places` that of each value, by
    the JSON pointer in the document; `used` the definitions that something refers to.
    """

    document: dict[str, Any]
    origins: dict[str, Place]
    places: dict[str, Place]
    tree: Tree
    used: frozenset[Target] = field(default_factory=frozenset[Target])

    def place(self, pointer: str) -> Place:
        """Say where the value at a pointer stands, or the nearest value above it."""
        known = (self.places[above] for above in parents(pointer) if above in self.places)
        return next(known, self.tree.place(ROOT))


def bundle(tree: Tree) -> tuple[Bundle, list[SpecError]]:
    """Join the files, starting at `openapi.yaml`."""
    joiner = _Joiner(tree)
    document = joiner.document()
    origins = {
        keys_of(pointer)[2]: place
        for pointer, place in joiner.places.items()
        if pointer.startswith("/components/schemas/") and pointer.count("/") == 3
    }
    return Bundle(document, origins, joiner.places, tree, frozenset(joiner.used)), joiner.errors


class _Joiner:
    """Copies the root document and pulls in what it refers to."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.errors: list[SpecError] = []
        self.places: dict[str, Place] = {}
        self.used: set[Target] = set()
        self.components: dict[str, dict[str, Any]] = {}
        self.hoisted: dict[tuple[str, str], Target] = {}
        self.inlining: list[Target] = []

    def document(self) -> dict[str, Any]:
        root = self.tree.documents.get(ROOT)
        if root is None or not is_object(root.value):
            message = f"the contract starts in {ROOT}, which is missing or is not an object"
            self.errors.append(SpecError(self.tree.place(ROOT), "missing-file", message))
            return {}
        for section, members in object_of(root.value.get("components")).items():
            for name in object_of(members):
                self.hoisted[section, name] = Target(ROOT, child("/components", section, name))
        result = object_of(self.copy(root.value, Target(ROOT, ""), "", names=False))
        written = self.section(result, "", "components")
        sections = list(dict.fromkeys([*written, *self.components]))
        joined = {
            name: self.section(written, "/components", name) | self.components.get(name, {})
            for name in sorted(sections, key=_rank)
        }
        return result | ({"components": joined} if joined else {})

    def section(self, parent: dict[str, Any], pointer: str, key: str) -> dict[str, Any]:
        """Give what the root writes under `components` or one of its sections, which are objects."""
        written = parent.get(key, {})
        if not is_object(written):
            place = self.tree.place(ROOT, child(pointer, key))
            self.errors.append(SpecError(place, "wrong-shape", f"`{key}` has to be an object"))
        return object_of(written)

    def copy(self, value: Any, source: Target, pointer: str, *, names: bool) -> Any:
        """Copy a value to `pointer` of the result, with its references followed."""
        self.places[pointer] = self.tree.place(source.file, source.pointer)
        if is_array(value):
            return [
                self.copy(item, _below(source, index), child(pointer, index), names=False)
                for index, item in enumerate(value)
            ]
        if not is_object(value):
            return value
        if not names and isinstance(value.get("$ref"), str):
            return self.reference(value, source, pointer)
        return {key: self.member(key, item, source, pointer, names=names) for key, item in value.items()}

    def member(self, key: str, item: Any, source: Target, pointer: str, *, names: bool) -> Any:
        below, to = _below(source, key), child(pointer, key)
        if not names and key == "discriminator" and is_object(item) and is_object(item.get("mapping")):
            item = item | {"mapping": self.mapping(item["mapping"], _below(below, "mapping"))}
        if not names and key in DATA:
            return self.data(item, below, to)
        return self.copy(item, below, to, names=not names and key in NAMES and is_object(item))

    def data(self, value: Any, source: Target, pointer: str) -> Any:
        """Copy a value of the API as it stands; a `$ref` in it would be a value too."""
        self.places[pointer] = self.tree.place(source.file, source.pointer)
        if is_array(value):
            return [self.data(item, _below(source, index), child(pointer, index)) for index, item in enumerate(value)]
        if is_object(value):
            return {key: self.data(item, _below(source, key), child(pointer, key)) for key, item in value.items()}
        return value

    def mapping(self, mapping: dict[str, Any], source: Target) -> dict[str, Any]:
        """Rewrite the references that a discriminator spells as plain texts."""
        result = dict(mapping)
        for tag, reference in mapping.items():
            if isinstance(reference, str):
                target = self.target(reference, _below(source, tag))
                result[tag] = self.hoist(target, _below(source, tag)) if target else reference
        return result

    def reference(self, value: dict[str, Any], source: Target, pointer: str) -> Any:
        target = self.target(value["$ref"], source)
        if target is None:
            return value
        if target.pointer == "" or target.file.split("/")[0] == INLINED:
            return self.inline(value, target, source, pointer)
        siblings = {key: item for key, item in value.items() if key != "$ref"}
        copied = {key: self.member(key, item, source, pointer, names=False) for key, item in siblings.items()}
        self.places[child(pointer, "$ref")] = self.tree.place(source.file, child(source.pointer, "$ref"))
        return {"$ref": self.hoist(target, source), **copied}

    def inline(self, value: dict[str, Any], target: Target, source: Target, pointer: str) -> Any:
        """Put the target in the place of the reference."""
        if len(value) > 1:
            self.error(
                source,
                "ref-siblings",
                "this reference is replaced by its target, so it stands alone",
            )
        if target in self.inlining:
            self.error(source, "ref-cycle", f"`{value['$ref']}` leads back to itself")
            return {}
        self.used.add(target)
        self.inlining.append(target)
        found = self.copy(self.find(target), target, pointer, names=False)
        self.inlining.pop()
        return found

    def target(self, reference: str, source: Target) -> Target | None:
        """Resolve the text of a reference; None, and an error, when it leads nowhere."""
        name, _, pointer = reference.partition("#")
        folder = posixpath.dirname(source.file)
        file = posixpath.normpath(posixpath.join(folder, name)) if name else source.file
        if file not in self.tree.documents:
            self.error(source, "missing-file", f"`{reference}`: there is no file {self.tree.label}/{file}")
            return None
        target = Target(file, pointer)
        if (pointer and not pointer.startswith("/")) or self.find(target) is MISSING:
            where = f"{self.tree.label}/{file}"
            self.error(source, "dangling-ref", f"`{reference}`: {where} has no `{pointer}`")
            return None
        return target

    def find(self, target: Target) -> Any:
        return lookup(self.tree.documents[target.file].value, target.pointer)

    def hoist(self, target: Target, source: Target) -> str:
        """Make the target a component, once, and give the reference to it."""
        self.used.add(target)
        if target.file == ROOT:
            return f"#{target.pointer}"
        section = SECTIONS.get(target.file.split("/")[0])
        if section is None:
            message = f"nothing says which components {self.tree.label}/{target.file} holds"
            self.error(source, "unknown-section", message)
            return f"{target.file}#{target.pointer}"
        name = _component_name(section, target)
        if not _NAME.match(name):
            self.error(source, "component-name", f"`{name}` cannot be the name of a component")
        first = self.hoisted.setdefault((section, name), target)
        pointer = child("/components", section, name)
        if first != target:
            where = self.tree.place(first.file, first.pointer)
            here = self.tree.place(target.file, target.pointer)
            error = SpecError(here, "name-clash", f"a second `{name}` in {section}; the first is at {where}")
            if error not in self.errors:
                self.errors.append(error)
        elif name not in self.components.setdefault(section, {}):
            self.components[section][name] = {}
            self.components[section][name] = self.copy(self.find(target), target, pointer, names=False)
        return f"#{pointer}"

    def error(self, source: Target, rule: str, message: str) -> None:
        self.errors.append(SpecError(self.tree.place(source.file, source.pointer), rule, message))


def _rank(section: str) -> int:
    return ORDER.index(section) if section in ORDER else len(ORDER)


def _below(target: Target, key: str | int) -> Target:
    return Target(target.file, child(target.pointer, key))


def _component_name(section: str, target: Target) -> str:
    last = keys_of(target.pointer)[-1]
    if section != "examples":
        return last
    return "-".join([*target.file.removesuffix(".yaml").split("/")[1:], last])
