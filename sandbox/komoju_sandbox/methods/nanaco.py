"""nanaco: a prepaid card that another one may follow."""

from __future__ import annotations

from komoju_sandbox.prepaid import pay_by_cards as pay

__all__ = ["pay"]
