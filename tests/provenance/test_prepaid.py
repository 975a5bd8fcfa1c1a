"""WebMoney, NET CASH, nanaco, BitCash: how a payment goes on with further cards, and how it does not."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.provenance.cites import choice, documented

Json = dict[str, Any]
CARD = "1" * 16
# Payment type, lines: that it goes on, what is short, the cards.
CONTINUED = {"web_money": (655, 670, 671), "net_cash": (687, 698, 699), "nanaco": (712, 723, 724)}
KINDS = [pytest.param(kind, marks=documented(*lines)) for kind, lines in CONTINUED.items()]


def go_on(merchant: Any, payment: Json, **details: Any) -> Any:
    sent = {"payment_details": {"prepaid_number": CARD, **details}}
    return merchant.json("PATCH", f"/payments/{payment['id']}", sent)


@documented("659a", "659b")
@choice("short-payment", "continuation", "continuation-type", "events-on-create")
@pytest.mark.parametrize("payment_type", KINDS)
def test_a_payment_goes_on_card_by_card(merchant: Any, payment_type: str) -> None:
    """202 and pending while yen are missing, then 200 and captured; each card shows what was taken from it."""
    seen = []
    answer = merchant.pay_with(payment_type, amount=4500, tax=0)
    assert merchant.get("/events").body["total"] == 0
    for _ in range(3):
        details, payment = answer.body["payment_details"], answer.body
        points = [card["points"] for card in details["prepaid_cards"]]
        seen.append((answer.status, payment["status"], details["short_amount"], points))
        last, answer = answer, go_on(merchant, answer.body)
    assert seen == [
        (202, "pending", 2500, [2000]),
        (202, "pending", 500, [2000, 2000]),
        (200, "captured", 0, [2000, 2000, 500]),
    ]
    assert [card["last_four_digits"] for card in last.body["payment_details"]["prepaid_cards"]] == ["1111"] * 3
    assert answer.error == (422, "unprocessable_entity", None)
    other = merchant.pay_with(payment_type, amount=4500, tax=0).body
    assert go_on(merchant, other, type=payment_type).status == 202
    assert go_on(merchant, other, type="bit_cash").error == (422, "invalid_payment_type", None)


@choice("short-payment", "continuation")
@pytest.mark.parametrize("payment_type", KINDS)
def test_the_document_shows_what_is_short_and_the_cards(
    contract: Json, complaints: Callable[[Json, Any], list[str]], payment_type: str
) -> None:
    """A whole number of yen, and a list of cards with their last digits and what was taken."""
    mapping = contract["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"]
    schema = {"$ref": mapping[payment_type]}
    card = {"last_four_digits": "1111", "points": 2000}
    good = {"type": payment_type, "email": None, "short_amount": 1, "prepaid_cards": [card, card]}
    assert complaints(schema, good) == complaints(schema, {**good, "prepaid_cards": []}) == []
    for name, wrong in [
        ("short_amount", -1),
        ("short_amount", "1"),
        ("short_amount", None),
        ("prepaid_cards", None),
        ("prepaid_cards", card),
        ("prepaid_cards", [{"points": 1}]),
        ("prepaid_cards", [{**card, "points": None}]),
        ("prepaid_cards", [{**card, "last_four_digits": "11111"}]),
    ]:
        assert complaints(schema, {**good, name: wrong}) != [], (name, wrong)
    for name in ("short_amount", "prepaid_cards"):
        assert complaints(schema, {key: good[key] for key in good if key != name}) != []


@documented("659b")
@choice("continuation", "continuation-type")
def test_only_the_number_is_needed_to_go_on(contract: Json) -> None:
    said = contract["components"]["schemas"]["PrepaidContinuation"]
    assert said["required"] == ["prepaid_number"]
    assert (said["properties"]["prepaid_number"]["minLength"], said["properties"]["prepaid_number"]["maxLength"]) == (
        16,
        16,
    )


@documented(655, 687, 712, "733b")
@choice("bit-cash-short", "continuation")
def test_only_three_types_can_go_on(contract: Json) -> None:
    """In the schema of the further card, and in every row of the life cycle that is about one."""
    three = sorted(CONTINUED)
    assert sorted(contract["components"]["schemas"]["PrepaidType"]["enum"]) == three
    moves = [row for row in contract["x-lifecycle"]["transitions"] if row["by"] == "updatePayment"]
    moves += [row for row in contract["x-lifecycle"]["transitions"] if row["to"] == "pending"]
    assert len(moves) == 4
    assert all(sorted(row["types"]) == three for row in moves)


@documented("733a", "733b", "733c")
@choice("bit-cash-short")
def test_bit_cash_has_to_cover_all_at_once(contract: Json, merchant: Any) -> None:
    """It is paid as with WebMoney, but a card with too little pays nothing, and no second one joins it."""
    schemas = contract["components"]["schemas"]
    sent = [list(schemas[f"{name}Request"]["properties"]) for name in ("BitCash", "WebMoney")]
    assert sent[0] == sent[1] == ["type", "email", "prepaid_number"]
    assert "on the website of BitCash" in schemas["BitCashRequest"]["description"]
    assert merchant.pay_with("bit_cash", amount=2001, tax=0).error == (502, "insufficient_funds", None)
    assert merchant.get("/payments").body["total"] == 0
    paid = merchant.pay_with("bit_cash", amount=2000, tax=0).body
    assert paid["payment_details"] == {"type": "bit_cash", "email": None}
    assert go_on(merchant, paid).error == (422, "unprocessable_entity", None)
