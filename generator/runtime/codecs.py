"""How one JSON value is read from a reply and written into a request, each with its Python type.

`decode` raises `DecodeError` and `encode` raises `TypeError` or `ValueError`; both name the place. Neither shows the
value of a secret.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar, final

from .errors import DecodeError
from .secrets import Sealed, Secret, seal
from .shapes import is_array, is_mapping, is_object, is_sequence

__all__ = [
    "BOOLEAN",
    "CHOICE",
    "INTEGER",
    "NUMBER",
    "TEXT",
    "TIMESTAMP",
    "Codec",
    "Constant",
    "Either",
    "Items",
    "JsonObject",
    "Nullable",
    "SecretText",
    "TextMap",
]

T_co = TypeVar("T_co", covariant=True)
U_co = TypeVar("U_co", covariant=True)


class Codec(Generic[T_co]):
    """One kind of JSON value. `expected` is what an error message says should have stood there."""

    __slots__ = ()
    expected: str = ""

    def decode(self, value: Any, where: str) -> T_co:
        """Read a value of a reply."""
        raise NotImplementedError

    def encode(self, value: Any, where: str) -> Any:
        """Write a value of a request, after a look at its type."""
        raise NotImplementedError

    def shown(self, value: Any) -> str:
        """Return what `repr` may show of the JSON value."""
        return repr(value)

    def _unreadable(self, value: Any, where: str) -> DecodeError:
        return DecodeError(f"{where}: expected {self.expected}, got {self.glimpse(value)}")

    def _unsendable(self, value: Any, where: str) -> TypeError:
        return TypeError(f"{where}: expected {self.expected}, got {self.glimpse(value)}")

    def glimpse(self, value: Any) -> str:
        """Return what an error message may show of a value that was refused."""
        if isinstance(value, Sealed):
            return f"a value of type {type(value.value).__name__} (not shown)"
        text = repr(value)
        return f"{text if len(text) <= 60 else text[:57] + '...'} ({type(value).__name__})"


class _Scalar(Codec[T_co]):
    """A value that JSON and Python write alike."""

    __slots__ = ("expected", "kind")

    def __init__(self, kind: type[T_co], expected: str) -> None:
        self.kind = kind
        self.expected = expected

    def decode(self, value: Any, where: str) -> T_co:
        if type(value) is self.kind:
            return value
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> T_co:
        if isinstance(value, self.kind) and (not isinstance(value, bool) or self.kind is bool):
            return value
        raise self._unsendable(value, where)


@final
class _Text(_Scalar[str]):
    __slots__ = ()

    def encode(self, value: Any, where: str) -> str:
        if type(value) is str and value.isascii():
            return value
        text = super().encode(value, where)
        _refuse_surrogates(text, where)
        return str(text)


@final
class _Number(Codec[float]):
    __slots__ = ()
    expected = "a number"

    def decode(self, value: Any, where: str) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
            return value
        raise self._unsendable(value, where)


@final
class _Timestamp(Codec[datetime]):
    __slots__ = ()
    expected = "a time with a zone, as 2017-01-04T07:52:34Z"

    def decode(self, value: Any, where: str) -> datetime:
        if isinstance(value, str):
            try:
                moment = datetime.fromisoformat(value)
            except ValueError:
                raise self._unreadable(value, where) from None
            if moment.tzinfo is not None:
                return moment
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> str:
        if not isinstance(value, datetime):
            raise self._unsendable(value, where)
        if value.tzinfo is None:
            message = f"{where}: a time without a zone could be any of many; say datetime(..., tzinfo=UTC)"
            raise ValueError(message)
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


TEXT: Final = _Text(str, "a text")
INTEGER: Final = _Scalar(int, "a whole number")
CHOICE: Final[Codec[Any]] = TEXT
"""One of the texts that the document lists. A text that it does not list passes too: the service decides."""
BOOLEAN: Final = _Scalar(bool, "True or False")
NUMBER: Final = _Number()
TIMESTAMP: Final = _Timestamp()


@final
class SecretText(Codec[Secret]):
    """A text that must not be seen: it is read as a `Secret`, and given as one or as plain text."""

    __slots__ = ("_shown",)
    expected = "a text"

    def __init__(self, shown: int = 0) -> None:
        self._shown = shown

    def decode(self, value: Any, where: str) -> Secret:
        if isinstance(value, Secret):
            return value
        if isinstance(value, str):
            return Secret(value, shown=self._shown)
        raise self._unreadable(Sealed(value), where)

    def encode(self, value: Any, where: str) -> Secret:
        secret: object = seal(value, self._shown)
        if not isinstance(secret, Secret):
            raise self._unsendable(secret, where)
        _refuse_surrogates(secret, where)
        return secret

    def shown(self, value: Any) -> str:
        secret: object = seal(value, self._shown)
        return repr(str(secret)) if isinstance(secret, Secret) else "'***'"


@final
class Constant(Codec[T_co]):
    """A tag: there is one value only, and a request carries it without being told."""

    __slots__ = ("expected", "value")

    def __init__(self, value: T_co) -> None:
        self.value = value
        self.expected = repr(value)

    def decode(self, value: Any, where: str) -> T_co:
        if value == self.value:
            return self.value
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> T_co:
        if value == self.value:
            return self.value
        raise self._unsendable(value, where)


@final
class Nullable(Codec[T_co | None]):
    """The value, or null."""

    __slots__ = ("inner",)

    def __init__(self, inner: Codec[T_co]) -> None:
        self.inner = inner

    def decode(self, value: Any, where: str) -> T_co | None:
        return None if value is None else self.inner.decode(value, where)

    def encode(self, value: Any, where: str) -> Any:
        return None if value is None else self.inner.encode(value, where)

    def shown(self, value: Any) -> str:
        return "None" if value is None else self.inner.shown(value)


@final
class Items(Codec[tuple[T_co, ...]]):
    """A list. It is read as a tuple, because an answer does not change."""

    __slots__ = ("inner",)
    expected = "a list"

    def __init__(self, inner: Codec[T_co]) -> None:
        self.inner = inner

    def decode(self, value: Any, where: str) -> tuple[T_co, ...]:
        if not is_array(value):
            raise self._unreadable(value, where)
        return tuple(self.inner.decode(item, f"{where}[{index}]") for index, item in enumerate(value))

    def encode(self, value: Any, where: str) -> list[Any]:
        if not is_sequence(value):
            raise self._unsendable(value, where)
        return [self.inner.encode(item, f"{where}[{index}]") for index, item in enumerate(value)]

    def shown(self, value: Any) -> str:
        if not is_array(value):
            return repr(value)
        return f"[{', '.join(map(self.inner.shown, value))}]"


@final
class TextMap(Codec[Mapping[str, str]]):
    """Keys and values that are both texts, such as metadata."""

    __slots__ = ()
    expected = "a mapping of texts to texts"

    def decode(self, value: Any, where: str) -> Mapping[str, str]:
        if not is_object(value):
            raise self._unreadable(value, where)
        return {key: TEXT.decode(item, f"{where}.{key}") for key, item in value.items()}

    def encode(self, value: Any, where: str) -> dict[str, str]:
        if not is_mapping(value):
            raise self._unsendable(value, where)
        return {TEXT.encode(key, where): TEXT.encode(item, f"{where}.{key}") for key, item in value.items()}


@final
class JsonObject(Codec[Mapping[str, Any]]):
    """An object whose members the document does not name. It is passed on as it is."""

    __slots__ = ()
    expected = "a mapping"

    def decode(self, value: Any, where: str) -> Mapping[str, Any]:
        if is_object(value):
            return value
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> dict[str, Any]:
        if is_mapping(value):
            return dict(value)
        raise self._unsendable(value, where)


@final
class Either(Codec[T_co | U_co]):
    """One of two kinds, told apart by what they are."""

    __slots__ = ("_first", "_second", "expected")

    def __init__(self, first: Codec[T_co], second: Codec[U_co]) -> None:
        self._first = first
        self._second = second
        self.expected = f"{first.expected} or {second.expected}"

    def decode(self, value: Any, where: str) -> T_co | U_co:
        try:
            return self._first.decode(value, where)
        except DecodeError:
            return self._second.decode(value, where)

    def encode(self, value: Any, where: str) -> Any:
        for codec in (self._first, self._second):
            try:
                return codec.encode(value, where)
            except TypeError:
                continue
        raise self._unsendable(value, where)

    def glimpse(self, value: Any) -> str:
        return self._first.glimpse(value)

    def shown(self, value: Any) -> str:
        try:
            self._first.decode(value, "")
        except DecodeError:
            return self._second.shown(value)
        return self._first.shown(value)


def _refuse_surrogates(text: str | Secret, where: str) -> None:
    if _has_surrogates(text.reveal() if isinstance(text, Secret) else text):
        message = f"{where}: the text holds half of a surrogate pair, which UTF-8 cannot carry"
        raise ValueError(message)


def _has_surrogates(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)
