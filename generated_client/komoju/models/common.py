# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Common: the models of one file of the contract."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = [
    "Currency",
    "Locale",
]

Currency: TypeAlias = Literal["JPY", "USD", "EUR", "TWD", "KRW"]
"""A currency by its three-letter ISO 4217 code.

Amounts count its smallest unit.

Allowed values: JPY, USD, EUR, TWD, KRW.

Source: era: payment create schema of 2017-03
"""

Locale: TypeAlias = Literal["en", "ja", "ko"]
"""The language of receipts and payment instructions.

Allowed values: en, ja, ko.

Source: era: payment create schema of 2017-03
"""
