"""The lines of the documented calls and of their replies, in the order of `tests/documented.json`."""

from __future__ import annotations

import pytest

from tests.provenance.cites import choice, documented

PAYMENTS = {
    "net-cash": (135, 223),
    "konbini-lawson": (143, 262),
    "pay-easy": (153, 298),
    "bank-transfer": (166, 334),
    "nanaco": (179, 373),
    "web-money": (187, 412),
    "credit-card": (195, 451),
    "culture-voucher": (208, 487),
    "bit-cash": (217, 519),
}
TOKENS = {
    "bit-cash": (802, 861),
    "bank-transfer": (806, 869),
    "web-money": (815, 883),
    "nanaco": (819, 891),
    "culture-voucher": (823, 899),
    "credit-card": (828, 907),
    "pay-easy": (837, 917),
    "net-cash": (846, 931),
    "konbini-lawson": (850, 939),
    "dospara": (856, 950),
}
LINES = {"/payments": PAYMENTS, "/tokens": TOKENS}
CHOICES = {
    ("/payments", "bank-transfer"): "bank-transfer-days",
    ("/payments", "konbini-lawson"): "konbini-codes",
    ("/payments", "web-money"): "web-money-deadline",
    ("/payments", "culture-voucher"): "currency-of-type",
    ("/tokens", "credit-card"): "token-optional-keys",
}


def cited_call(path: str, scenario: str) -> list[pytest.MarkDecorator]:
    """Mark a test that proves a documented call and its reply, with the choice that the reply bears out."""
    name = CHOICES.get((path, scenario))
    return [documented(*LINES[path][scenario]), *([choice(name)] if name else [])]
