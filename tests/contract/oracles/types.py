"""Whether a type checker would let a value pass: the client's annotations, read while the test runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def complaint(call: Callable[..., Any], arguments: Mapping[str, Any], *, words: bool = True) -> str | None:
    """Name the first argument by name whose value the annotation of its parameter does not allow.

    Without `words` a text may stand where one of several texts should: calls let the service decide about those.
    """
    hints = _hints(call)
    for name, value in arguments.items():
        if name not in hints:
            return f"{name} is no parameter"
        if not fits(hints[name], value, words=words):
            return f"{name}={value!r} is not a {hints[name]}"
    return None


@cache
def _hints(call: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(call)


def fits(hint: Any, value: Any, *, words: bool = True) -> bool:
    """Tell whether the value is of the type. Raises `TypeError` for a type that no parameter has yet."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        return any(fits(choice, value, words=words) for choice in inner)
    if origin is Literal and len(inner) > 1 and not words:
        return isinstance(value, str)
    if origin is Literal:
        return any(type(value) is type(word) and value == word for word in inner)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(
            fits(inner[0], name) and fits(inner[1], each) for name, each in value.items()
        )
    if origin is not None or not isinstance(hint, type):
        message = f"no parameter has had the type {hint} so far: say here which values it takes"
        raise TypeError(message)
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))
