"""Names for JSON in type hints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from decimal import Decimal

JsonValue: TypeAlias = "bool | int | float | Decimal | str | list[JsonValue] | dict[str, JsonValue] | None"
"""Any JSON value, as it is read from the wire: numbers with a point are decimals."""

JsonObject: TypeAlias = dict[str, Any]
"""A JSON object whose shape the document states, such as a payment or a schema."""
