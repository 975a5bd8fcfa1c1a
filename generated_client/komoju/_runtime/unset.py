# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The difference between a value that was not given and `None`, which the API reads as null."""

from __future__ import annotations

from typing import Any, Final, final

__all__ = ["UNSET", "Unset", "beside", "one_of"]


@final
class Unset:
    """The type of `UNSET`. There is one instance only."""

    __slots__ = ()
    __module__ = "komoju"

    _instance: Unset | None = None

    def __new__(cls) -> Unset:
        """Give the one instance."""
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()
"""Not given: the parameter is left out of the request."""


def one_of(**arguments: object) -> dict[str, Any]:
    """Give the one argument that was given. Raise `TypeError` when it is none of them, or more than one."""
    given = {name: value for name, value in arguments.items() if value is not UNSET}
    if len(given) == 1:
        return given
    message = f"give exactly one of {' and '.join(arguments)}, not {' and '.join(given) or 'none'}"
    raise TypeError(message)


def beside(name: str, value: object, **needed: object) -> None:
    """Raise `TypeError` when the argument of this name was given without one of those that it needs beside it."""
    missing = [other for other, given in needed.items() if given is UNSET]
    if value is not UNSET and missing:
        message = f"{name} needs {' and '.join(missing)} beside it"
        raise TypeError(message)
