"""The document in one language, read for its pages."""

from dataclasses import dataclass, field
from typing import Any

from generator.places import child, keys_of, lookup, object_of
from generator.site.register import Register
from generator.site.words import Words

JsonObject = dict[str, Any]
HTTP_METHODS = ("get", "post", "put", "patch", "delete")
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Part:
    """An object of the document, with the pointers that lead to it: where it is used, and where it is defined."""

    value: JsonObject
    pointers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of the component that it is; empty for what is no component."""
        last = keys_of(self.pointers[-1])
        return last[-1] if last[:1] == ["components"] and len(last) == 3 else ""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of the document."""

    path: str
    method: str
    part: Part
    shared: tuple[Part, ...]
    """The parameters of all operations of the path."""

    @property
    def said(self) -> JsonObject:
        """What the document says about it."""
        return self.part.value

    @property
    def id(self) -> str:
        """Its name in the document, and its anchor on the site."""
        return str(self.said["operationId"])

    @property
    def tag(self) -> str:
        """The resource that it belongs to."""
        return str(self.said["tags"][0])

    @property
    def page(self) -> str:
        """The page that shows it."""
        return f"{self.tag}.html"

    @property
    def url(self) -> str:
        """Where it is shown."""
        return f"{self.page}#{self.id}"


@dataclass(frozen=True, slots=True)
class Edition:
    """A language of the site: the document in it, its words, and what stands where."""

    document: JsonObject
    words: Words
    register: Register = field(default_factory=Register)

    @property
    def language(self) -> str:
        """The language as BCP 47 names it."""
        return self.words.language

    def at(self, pointer: str) -> Part:
        """Read an object of the document, with references followed; what stands beside one is kept."""
        value, pointers = object_of(lookup(self.document, pointer)), [pointer]
        while "$ref" in value:
            pointer = str(value["$ref"]).removeprefix("#")
            beside = {key: value[key] for key in value if key != "$ref"}
            value = object_of(lookup(self.document, pointer)) | beside
            pointers.append(pointer)
        return Part(value, tuple(pointers))

    def below(self, part: Part, *keys: str | int) -> Part:
        """Read an object inside another one."""
        return self.at(child(part.pointers[-1], *keys))

    def listed(self, part: Part, key: str) -> list[Part]:
        """Read each object of a list inside another object; nothing where there is no list."""
        return [self.below(part, key, index) for index in range(len(part.value.get(key, ())))]

    def operations(self) -> list[Operation]:
        """All operations, in the order of the document."""
        return [
            Operation(path, method, self.at(child("/paths", path, method)), self._shared(path))
            for path, item in self.document["paths"].items()
            for method in item
            if method in HTTP_METHODS
        ]

    def operation(self, name: str) -> Operation:
        """Find an operation by its name in the document."""
        return next(operation for operation in self.operations() if operation.id == name)

    def _shared(self, path: str) -> tuple[Part, ...]:
        return tuple(self.listed(self.at(child("/paths", path)), "parameters"))
