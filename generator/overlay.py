"""Step 3b: the document in other languages, by OpenAPI Overlays that stand beside the contract.

`ja.overlay.yaml` has one action for each object of the document that says something to people. Its `target` (JSONPath,
RFC 9535) selects the object, its `update` takes the place of the object's texts, and its `x-english` tells which
English texts were translated, so that a translation of older ones is found out.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import jsonpath_rfc9535

from generator.grammar import walk
from generator.load import Document, Tree
from generator.places import child, is_array, is_object, object_of

SUFFIX = ".overlay.yaml"
ENGLISH = "x-english"

# The words of OpenAPI itself, and those of our tables.
SPOKEN = ("title", "summary", "description")
TOLD = frozenset(
    {
        *("description", "meaning", "advice", "shopper", "when"),
        *("question", "choice", "reason", "beside"),
        *("topic", "then", "now"),
    }
)
# Below this key of a table stand nothing but texts, by names of ours.
RULES = "rules"

_SHORTHAND = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")

Key: TypeAlias = str | int
Path: TypeAlias = tuple[Key, ...]


@dataclass(frozen=True)
class Texts:
    """What one object of the document says to people: its texts by their keys."""

    path: Path
    english: dict[str, str]

    @property
    def pointer(self) -> str:
        """Give the JSON pointer of the object."""
        return child("", *self.path)

    @property
    def target(self) -> str:
        """Give the JSONPath of the object, as short as it can be."""
        return "$" + "".join(map(_segment, self.path))

    @cached_property
    def digest(self) -> str:
        """Give what `x-english` has to be: it changes with every change of the texts."""
        said = json.dumps(self.english, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Translation:
    """One action of an overlay: what it says in the place of `texts`. `pointer` is its place in the overlay.

    Where its target does not lead to one object that says something, `fault` tells why, and `texts` is missing.
    """

    language: str
    pointer: str
    target: str
    english: str
    update: dict[str, str]
    texts: Texts | None
    fault: str = ""


def overlays(tree: Tree) -> dict[str, Document]:
    """Give the overlays of a contract by their languages."""
    found = tree.documents.items()
    return {name.removesuffix(SUFFIX): document for name, document in found if name.endswith(SUFFIX)}


def texts(document: dict[str, Any]) -> list[Texts]:
    """List what the document says to people, in its own order."""
    spoken = {node.pointer: _texts(node.value, SPOKEN) for node in walk(document)}
    return [
        Texts(path, found)
        for path, value in _objects(document, ())
        if (found := _told(path, value) if _is_table(path) else spoken.get(child("", *path)))
    ]


def translations(document: dict[str, Any], english: list[Texts], language: str, overlay: Document) -> list[Translation]:
    """Read an overlay of the right form: its actions, in order, each with the texts that it translates."""
    known = {texts.path: texts for texts in english}
    return [
        _translation(document, known, language, child("/actions", index), action)
        for index, action in enumerate(overlay.value["actions"])
    ]


def translated(document: dict[str, Any], overlay: Document) -> dict[str, Any]:
    """Give a copy of the document with an overlay applied that keeps the rules of the lint."""
    result = copy.deepcopy(document)
    for action in overlay.value["actions"]:
        for node in jsonpath_rfc9535.find(action["target"], result):
            object_of(node.value).update(action["update"])
    return result


def _translation(
    document: dict[str, Any], known: dict[Path, Texts], language: str, pointer: str, action: dict[str, Any]
) -> Translation:
    target = action["target"]
    found, fault = None, ""
    try:
        paths = [node.location for node in jsonpath_rfc9535.find(target, document)]
        if len(paths) != 1:
            fault = f"`{target}` selects {len(paths)} objects of the document"
        elif paths[0] not in known:
            fault = f"`{target}` has no text to be translated"
        else:
            found = known[paths[0]]
    except jsonpath_rfc9535.JSONPathError as error:
        fault = f"`{target}` is no JSONPath: {error}"
    return Translation(language, pointer, target, action[ENGLISH], action["update"], found, fault)


def _is_table(path: Path) -> bool:
    return bool(path) and str(path[0]).startswith("x-")


def _told(path: Path, value: dict[str, Any]) -> dict[str, str]:
    return _texts(value, value if path[-1] == RULES else TOLD)


def _texts(value: dict[str, Any], keys: Any) -> dict[str, str]:
    return {key: text for key, text in value.items() if key in keys and isinstance(text, str)}


def _objects(value: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give every object of a value with its path, each one before those in it."""
    if is_object(value):
        yield path, value
    items = value.items() if is_object(value) else enumerate(value) if is_array(value) else ()
    for key, item in items:
        yield from _objects(item, (*path, key))


def _segment(key: Key) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    if _SHORTHAND.match(key):
        return f".{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"['{escaped}']"
