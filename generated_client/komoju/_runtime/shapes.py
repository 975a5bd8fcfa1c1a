# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The compound shapes of JSON and of what callers give for them, for type checkers as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = ["is_array", "is_mapping", "is_object", "is_sequence"]


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a JSON value is an object."""
    return isinstance(value, dict)


def is_array(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a JSON value is a list."""
    return isinstance(value, list)


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Tell whether a caller's value is a mapping."""
    return isinstance(value, Mapping)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Tell whether a caller's value is a sequence. A text is not meant as one."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
