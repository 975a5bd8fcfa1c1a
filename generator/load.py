"""Step 1: read the YAML of the contract, and remember where every value stands.

Values are plain JSON values. Only `true` and `false` are booleans, dates stay text, and whatever two
readers of YAML could read differently is an error instead of a guess.
"""

import re
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from generator.places import Place, SpecError, child

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 60
REGISTER = "EXTENSIONS.md"

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,17}\Z")
_WORDS = {"true": True, "false": False, "null": None, "": None}
_UNCLEAR = re.compile(
    r"(?:yes|no|on|off|~|true|false|null|[-+]?\.inf|\.nan"  # other words for booleans, null and numbers
    r"|[-+]?[0-9.]+e[-+]?[0-9]+|[-+]?[0-9]{19,}(?:\.[0-9]*)?|[-+]?[0-9]+\.[0-9]{18,}"
    r"|[-+]?0[0-9_]+|0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*_[0-9_]*|\+[0-9.]+|[-+]?[0-9]*\.|[-+]?\.[0-9]+"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+)\Z",  # base 60
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its value, and the place of each value (of its key) by JSON pointer."""

    name: str
    value: Any
    places: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Tree:
    """All files of a contract. Names are relative to its folder, with forward slashes."""

    label: str
    documents: dict[str, Document]
    register: str = ""

    def place(self, name: str, pointer: str = "") -> Place:
        """Say where a value stands; the start of the file when the pointer is unknown."""
        document = self.documents.get(name)
        first = Place(f"{self.label}/{name}", 1)
        return document.places.get(pointer, first) if document else first


def load_tree(folder: Path) -> tuple[Tree, list[SpecError]]:
    """Read every YAML file below `folder`, except what is built into its `dist`."""
    tree = Tree(folder.name, {}, _text(folder / REGISTER))
    errors: list[SpecError] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(("dist/", ".")):
            continue
        loaded = parse(path.read_bytes(), name, f"{folder.name}/{name}")
        if isinstance(loaded, SpecError):
            errors.append(loaded)
        else:
            tree.documents[name] = loaded
    return tree, errors


def parse(data: bytes, name: str, file: str) -> Document | SpecError:
    """Read one YAML file. `file` is how messages call it."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return SpecError(Place(file, line), "encoding", f"the file is not UTF-8: {error.reason}")
    for number, line_text in enumerate(text.splitlines(), 1):
        if "\t" in line_text:
            place = Place(file, number, line_text.index("\t") + 1)
            return SpecError(place, "tab", "a tab character; write spaces")
    reader = _Reader(file, {})
    try:
        return Document(name, reader.read(text), reader.places)
    except _RefusedError as refused:
        return refused.error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
        return SpecError(place, "yaml-syntax", " ".join(filter(None, (error.context, error.problem))))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return SpecError(Place(file, line), "encoding", f"a character that YAML does not allow: {error.reason}")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _is_empty(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.value == "" and not event.style


class _RefusedError(Exception):
    """Carries a `SpecError` out of the nested reading; it does not leave this module."""

    def __init__(self, error: SpecError) -> None:
        super().__init__(str(error))
        self.error = error


class _Reader:
    """Builds values from the events of one YAML stream."""

    def __init__(self, file: str, places: dict[str, Place]) -> None:
        self.file = file
        self.places = places
        self.events: Iterator[yaml.Event] = iter(())

    def read(self, text: str) -> Any:
        kept = (event for event in yaml.parse(text, Loader=yaml.SafeLoader))
        self.events = (event for event in kept if not isinstance(event, yaml.StreamStartEvent))
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            self.refuse(first, "yaml-syntax", "the file is empty")
        value = self.value(next(self.events), "", 0)
        next(self.events)
        last = next(self.events)
        if not isinstance(last, yaml.StreamEndEvent):
            self.refuse(last, "yaml-syntax", "a second document in the same file")
        return value

    def value(self, event: yaml.Event, pointer: str, depth: int) -> Any:
        self.places.setdefault(pointer, self.place(event))
        if depth > DEEPEST:
            self.refuse(event, "depth", f"more than {DEEPEST} levels deep")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self.refuse(
                event,
                "anchor",
                "anchors and aliases are not used here; give the value a name and write $ref",
            )
        if getattr(event, "tag", None):
            self.refuse(event, "tag", "YAML tags are not used here")
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, pointer, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(pointer, depth)
        return self.scalar(event)

    def mapping(self, start: yaml.MappingStartEvent, pointer: str, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in takewhile(lambda e: not isinstance(e, yaml.MappingEndEvent), self.events):
            key = self.key(event)
            below = child(pointer, key)
            if key in result:
                line = self.places[below].line
                self.refuse(
                    event,
                    "duplicate-key",
                    f"`{key}` stands here a second time, first on line {line}",
                )
            self.places[below] = self.place(event)
            following = next(self.events)
            if start.flow_style and _is_empty(following):
                message = f"`{key}` has no value; a text with a comma needs quotes here"
                self.refuse(event, "empty-member", message)
            result[key] = self.value(following, below, depth + 1)
        return result

    def sequence(self, pointer: str, depth: int) -> list[Any]:
        ends = takewhile(lambda e: not isinstance(e, yaml.SequenceEndEvent), self.events)
        return [self.value(event, child(pointer, index), depth + 1) for index, event in enumerate(ends)]

    def key(self, event: yaml.Event) -> str:
        """Read a key as the text that stands there: `200` is "200"."""
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "yaml-syntax", "a key has to be a text")
            return ""
        if event.value == "<<" and not event.style:
            self.refuse(
                event,
                "anchor",
                "merge keys are not used here; give the value a name and write $ref",
            )
        value = self.scalar(event)
        return value if isinstance(value, str) else str(event.value)

    def scalar(self, event: yaml.Event) -> Any:
        text = str(getattr(event, "value", ""))
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self.refuse(event, "encoding", "half of a surrogate pair is not a character")
        if getattr(event, "style", None):
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.match(text):
            return int(text)
        if _UNCLEAR.match(text):
            self.refuse(
                event,
                "unclear-scalar",
                f"readers of YAML differ on a bare `{text}`; put it in quotes",
            )
        return float(text) if _DECIMAL.match(text) else text

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.file, mark.line + 1, mark.column + 1) if mark else Place(self.file, 1)

    def refuse(self, event: yaml.Event, rule: str, message: str) -> None:
        raise _RefusedError(SpecError(self.place(event), rule, message))
