"""The difference between a value that was not given and `None`, which the API reads as null."""

from __future__ import annotations

from typing import Final, final

__all__ = ["UNSET", "Unset"]


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
