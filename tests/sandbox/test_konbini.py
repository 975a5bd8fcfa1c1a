"""Convenience stores: every chain takes payments, and tells the payer what its machine asks for."""

from typing import Any

import pytest

from tests.provenance.cites import choice

CHAINS = ["circle-k", "daily-yamazaki", "family-mart", "lawson", "ministop", "seven-eleven", "sunkus"]


@choice("konbini-codes")
@pytest.mark.parametrize("chain", CHAINS)
def test_a_payment_can_be_made_and_paid_at_every_chain(merchant: Any, chain: str) -> None:
    """With a number for the till that stays the same."""
    payment = merchant.pay_with("konbini", details={"store": chain}).body
    assert payment["status"] == "authorized"
    shown = payment["payment_details"]
    assert (shown["store"], shown["receipt"].isdigit(), shown["confirmation_code"]) == (chain, True, None)
    assert merchant.control("POST", f"/payments/{payment['id']}/pay").status == 200
    paid = merchant.get(f"/payments/{payment['id']}").body
    assert (paid["status"], paid["payment_details"]) == ("captured", shown)
