"""Values that must not be seen by accident."""

from __future__ import annotations

from typing import Any, final

from .unset import Unset

__all__ = ["Sealed", "Secret", "seal", "shield"]


@final
class Secret:
    """A text that shows itself only when asked: card numbers, security codes, names, phones, e-mail addresses.

    `repr`, `str`, formatting and log lines show a mask. `reveal()` gives the text.
    """

    __slots__ = ("_shown", "_text")
    __module__ = "komoju"

    def __init__(self, text: str, *, shown: int = 0) -> None:
        """Hide `text`, but for its last `shown` characters (never more than a third of it)."""
        self._text = text
        self._shown = min(shown, len(text) // 3)

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return f"Secret({str(self)!r})"

    def __str__(self) -> str:
        return "***" + (self._text[-self._shown :] if self._shown else "")

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(("komoju.Secret", self._text))

    def __bool__(self) -> bool:
        return bool(self._text)


@final
class Sealed:
    """Any value inside this package that a traceback with local variables must not show."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value: Any = value

    def __repr__(self) -> str:
        return "<not shown>"


def seal(value: object, shown: int = 0) -> Any:
    """Hide a sensitive argument before anything can fail. What is no text stays hidden until it is refused."""
    if isinstance(value, str):
        return Secret(value, shown=shown)
    return value if value is None or isinstance(value, Secret | Sealed | Unset) else Sealed(value)


def shield(value: object, expected: type) -> Any:
    """Hide an argument that should have been a model and is not, as it may hold anything."""
    return value if value is None or isinstance(value, expected | str | Sealed | Unset) else Sealed(value)
