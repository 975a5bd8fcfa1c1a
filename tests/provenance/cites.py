"""How a test says what it proves: `@documented(23, 24)`, `@choice("luhn")`, on a function or on one set of parameters.

A number is a line of the documentation of January 2017, as `ledger/` counts them. Where a line states several facts,
the one that is meant is named with its letter, as in `documented("5a")`.
"""

from __future__ import annotations

import pytest


def documented(*facts: int | str) -> pytest.MarkDecorator:
    """Say that the test fails when one of these facts is no longer true."""
    return pytest.mark.documented(*facts)


def choice(*names: str) -> pytest.MarkDecorator:
    """Say that the test fails when one of these choices of `spec/choices.yaml` is no longer kept."""
    return pytest.mark.choice(*names)
