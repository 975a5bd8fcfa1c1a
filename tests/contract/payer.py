"""The payer's part: a visit to the shop, the bank or the cash machine, held to the contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.contract.judge import Judge, compare


def visit(judge: Judge, pay: Callable[[str], dict[str, Any]], payment_id: str) -> bool:
    """Try to pay, and tell whether the money was taken. Raises `AssertionError` where the contract has it otherwise."""
    judge.expire()
    expected = judge.customer_pays(payment_id)
    try:
        paid = pay(payment_id)
    except RuntimeError:
        assert expected.refusals, "the money was not taken"
        return False
    assert not expected.refusals, "the money was taken"
    assert [*compare(expected.body, paid, "")] == []
    judge.customer_paid(paid)
    return True
