"""The base of all models: a typed, unchangeable view of one JSON object.

A model keeps the object as it came. Its fields are read from there when they are asked for, so a reply is never lost
over a part of it that nobody looks at, and `to_dict` gives back every key, the unknown ones too, in the same order.
"""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Never, NoReturn, Protocol, Self, TypeVar, final, overload

from .codecs import Codec, Constant, Nullable
from .errors import DecodeError
from .secrets import Secret, shield
from .shapes import is_array, is_object, is_sequence
from .unset import UNSET, Unset

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Field", "Model", "ModelCodec", "OptionalField", "TaggedUnion", "Viewer"]

T = TypeVar("T")
V = TypeVar("V")
M = TypeVar("M", bound="Model")
M_co = TypeVar("M_co", bound="Model", covariant=True)


class Viewer(Protocol[M_co]):
    """Whatever looks at an object through a model: a model itself, or a union, which takes the model of the tag."""

    def view(self, data: dict[str, Any]) -> M_co:
        """Look at `data`, without a copy."""
        ...


class _FieldOf(Generic[V, T]):
    """A field that shows a `V`, read by a codec of `T`."""

    __slots__ = ("codec", "name", "optional", "where")

    def __init__(self, codec: Codec[T], *, optional: bool) -> None:
        self.codec: Codec[T] = codec
        self.optional: bool = optional
        self.name: str = ""
        self.where: str = ""

    def __set_name__(self, owner: type[Model], name: str) -> None:
        self.name = name
        self.where = f"{owner.__name__}.{name}"

    @overload
    def __get__(self, instance: None, owner: type[Model]) -> Self: ...
    @overload
    def __get__(self, instance: Model, owner: type[Model]) -> V: ...
    def __get__(self, instance: Model | None, owner: type[Model]) -> Self | V:
        if instance is None:
            return self
        name, seen = self.name, instance.seen_
        if name in seen:
            value: V = seen[name]
            return value
        try:
            # `data_` has no name here, because a traceback with local variables would show what it holds.
            known = name in instance.data_
            found: Any = self.codec.decode(instance.data_[name], self.where) if known else self._absent()
        except DecodeError as error:
            # The frames below hold the raw value, which a traceback with local variables would show.
            raise error.with_traceback(None) from None
        value = seen[name] = found
        return value

    def __set__(self, instance: Model, value: Never) -> NoReturn:
        message = f"{type(instance).__name__} does not change; make a new one instead of setting {self.name!r}"
        raise AttributeError(message)

    def _absent(self) -> Any:
        if self.optional:
            return UNSET
        if isinstance(self.codec, Nullable):
            return None
        message = f"{self.where}: expected {self.codec.expected}, but the reply has no such key"
        raise DecodeError(message)


@final
class Field(_FieldOf[T, T]):
    """A field that is always there. Its key may be missing in a reply of another version: null then, or an error."""

    __slots__ = ()

    def __init__(self, codec: Codec[T]) -> None:
        super().__init__(codec, optional=False)


@final
class OptionalField(_FieldOf[T | Unset, T]):
    """A field that may be left out. It reads as `UNSET` then."""

    __slots__ = ()

    def __init__(self, codec: Codec[T]) -> None:
        super().__init__(codec, optional=True)


class Model:
    """A typed view of one JSON object. It does not change; `to_dict` gives a copy of the object."""

    # The names end in an underscore because the fields of the API may have any name that does not.
    __slots__ = ("data_", "seen_")
    _fields: ClassVar[dict[str, _FieldOf[Any, Any]]] = {}
    data_: dict[str, Any]
    seen_: dict[str, Any]

    def __init_subclass__(cls) -> None:
        cls._fields = {name: value for name, value in vars(cls).items() if isinstance(value, _FieldOf)}

    def __init__(self, **values: object) -> None:
        self.data_ = {}
        self.seen_ = {}
        for name, field in self._fields.items():
            if name not in values and isinstance(field.codec, Constant):
                self.data_[name] = field.codec.value
            elif (value := values[name]) is not UNSET:
                self.data_[name] = field.codec.encode(value, field.where)

    @classmethod
    def view(cls, data: dict[str, Any]) -> Self:
        """Look at `data` through this model, without a copy and without a check."""
        model = cls.__new__(cls)
        model.data_ = data
        model.seen_ = {}
        return model

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Make a model of a copy of `data`. Raise `DecodeError` when a field cannot be read."""
        model = cls.view(_copy(dict(data)))
        model.check()
        return model

    def to_dict(self) -> dict[str, Any]:
        """Return a copy of the JSON object: every key as it came, secrets in the clear."""
        return _copy(self.data_)

    def check(self) -> None:
        """Read every field, those of nested models too. Raise `DecodeError` for the first that cannot be read."""
        for name in self._fields:
            value: object = getattr(self, name)
            parts = value if is_sequence(value) else (value,)
            for part in parts:
                if isinstance(part, Model):
                    part.check()

    @property
    def extra_fields(self) -> dict[str, Any]:
        """What the object holds that the document does not name."""
        return _copy({key: value for key, value in self.data_.items() if key not in self._fields})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model):
            return NotImplemented
        return type(self) is type(other) and self.to_dict() == other.to_dict()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(self._shown, self.data_))})"

    def __reduce__(self) -> tuple[object, tuple[type[Model], dict[str, Any]]]:
        return _restore, (type(self), self.data_)

    def _shown(self, key: str) -> str:
        field = self._fields.get(key)
        return f"{key}=..." if field is None else f"{key}={field.codec.shown(self.data_[key])}"


def _restore(kind: type[M], data: dict[str, Any]) -> M:
    return kind.view(data)


def _copy(data: dict[str, Any]) -> dict[str, Any]:
    """Copy a JSON object in depth, with its secrets in the clear.

    `marshal` does it several times faster than a walk in Python, but knows no secrets.
    """
    try:
        copied: dict[str, Any] = marshal.loads(marshal.dumps(data))
    except ValueError:
        copied = _revealed(data)
    return copied


def _revealed(value: Any) -> Any:
    if isinstance(value, Secret):
        return value.reveal()
    if is_object(value):
        return {key: _revealed(item) for key, item in value.items()}
    if is_array(value):
        return [_revealed(item) for item in value]
    return value


@final
class ModelCodec(Codec[M_co]):
    """An object with a model of its own."""

    __slots__ = ("expected", "model")

    def __init__(self, model: type[M_co]) -> None:
        self.model = model
        self.expected: str = model.__name__

    def decode(self, value: Any, where: str) -> M_co:
        if is_object(value):
            return self.model.view(value)
        raise self._unreadable(value, where)

    def encode(self, value: Any, where: str) -> dict[str, Any]:
        if isinstance(value, self.model):
            return value.data_
        raise self._unsendable(value, where)

    def glimpse(self, value: Any) -> str:
        return super().glimpse(shield(value, Model))

    def shown(self, value: Any) -> str:
        return repr(self.model.view(value)) if is_object(value) else "..."


@final
class TaggedUnion(Codec[M_co]):
    """One of several models. The tag tells which, in one look; `unknown` takes the tags that nobody has heard of."""

    __slots__ = ("_models", "_tag", "_unknown", "expected")

    def __init__(self, tag: str, models: Mapping[str, type[M_co]], unknown: type[M_co] | None = None) -> None:
        self._tag = tag
        self._models = models
        self._unknown = unknown
        names = [model.__name__ for model in models.values()]
        self.expected: str = f"{', '.join(names[:-1])} or {names[-1]}"

    def view(self, data: dict[str, Any]) -> M_co:
        """Look at an object through the model that its tag names. Raise `DecodeError` when it has no tag."""
        return self.decode(data, self._tag)

    def decode(self, value: Any, where: str) -> M_co:
        """Look at a value of a reply through the model that its tag names."""
        model = self._model_of(value)
        if model is None:
            raise self._unreadable(value, where)
        return model.view(value)

    def encode(self, value: Any, where: str) -> dict[str, Any]:
        """Take the JSON object of a model that belongs to the union."""
        known = *self._models.values(), *((self._unknown,) if self._unknown else ())
        if isinstance(value, Model) and isinstance(value, known):
            return value.data_
        raise self._unsendable(value, where)

    def shown(self, value: Any) -> str:
        """Show the value as its model does."""
        model = self._model_of(value)
        return "..." if model is None else repr(model.view(value))

    def _model_of(self, value: Any) -> type[M_co] | None:
        tag = value.get(self._tag) if is_object(value) else None
        return self._models.get(tag, self._unknown) if isinstance(tag, str) else None

    def glimpse(self, value: Any) -> str:
        return super().glimpse(shield(value, Model))
