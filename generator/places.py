"""Values that say where something stands, and what is wrong there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in the contract: `file` as a person names it (`spec/errors.yaml`), `line` from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class SpecError:
    """One fault of the contract: where it is, which rule it breaks, and what to do about it."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.message}"


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is an array."""
    return isinstance(value, list)


def object_of(value: object) -> dict[str, Any]:
    """Take a JSON value for an object; anything else counts as an empty one."""
    return value if is_object(value) else {}


def array_of(value: object) -> list[Any]:
    """Take a JSON value for an array; anything else counts as an empty one."""
    return value if is_array(value) else []


def child(pointer: str, *keys: str | int) -> str:
    """Extend a JSON pointer by one or more keys, escaped as RFC 6901 asks."""
    return pointer + "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


def keys_of(pointer: str) -> list[str]:
    """Split a JSON pointer into its keys, unescaped."""
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]


def parents(pointer: str) -> Iterator[str]:
    """Give a pointer, then each one above it, up to the document itself."""
    yield pointer
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


class Missing:
    """What `lookup` gives for a pointer that leads nowhere, since None is a value of JSON."""


MISSING = Missing()


def lookup(value: Any, pointer: str) -> Any:
    """Follow a JSON pointer; `MISSING` when it leads nowhere."""
    for key in keys_of(pointer):
        if is_object(value) and key in value:
            value = value[key]
        elif is_array(value) and key.isascii() and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return MISSING
    return value
