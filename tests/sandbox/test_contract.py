"""The sandbox runs on the built document, and says so when it cannot."""

import copy
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox import contract as reading
from komoju_sandbox.contract import Contract, ContractError, load_contract
from komoju_sandbox.settings import Settings
from komoju_sandbox.worlds import Worlds

from tests.provenance.cites import documented


@pytest.fixture
def tree(document: Any) -> dict[str, Any]:
    """Copy the document, to change it."""
    return copy.deepcopy(document.tree)


def sandbox(tree: dict[str, Any]) -> Worlds:
    return Worlds(Contract(tree), Settings())


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"\xff", b"[]", b"{}"], ids=["missing", "empty", "broken", "binary", "list", "object"]
)
def test_a_document_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None
) -> None:
    """Instead of a traceback."""
    path = tmp_path / "komoju-v1.json"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setattr(reading, "document_path", lambda: path)
    with pytest.raises(ContractError, match="built document"):
        load_contract.__wrapped__()


def test_an_operation_that_the_sandbox_does_not_know_is_named(tree: dict[str, Any]) -> None:
    """A document must not promise what is not served."""
    tree["paths"]["/payments"]["get"]["operationId"] = "countPayments"
    with pytest.raises(ContractError, match="countPayments"):
        sandbox(tree)


def test_a_payment_type_without_a_module_is_named(tree: dict[str, Any]) -> None:
    """Adding a type needs its module."""
    union = tree["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    union["seashells"] = union["konbini"]
    with pytest.raises(ContractError, match=r"komoju_sandbox\.methods\.seashells"):
        sandbox(tree)


def answer(tree: dict[str, Any], **body: Any) -> Any:
    """What a sandbox that runs on this document shows of a konbini payment of 1000 yen."""
    worlds = sandbox(tree)
    sent = {"amount": 1000, "currency": "JPY", "tax": None, "locale": "ja", "capture": True, **body}
    details = {"type": "konbini", "store": "lawson"}
    reply = worlds.main.answer("createPayment", {}, {}, {"payment_details": details, **sent}).body
    worlds.close()
    return reply


@documented(105, 106)
def test_rates_fees_and_days_come_from_the_document(tree: dict[str, Any]) -> None:
    """None of them stands in the code."""
    tree["x-lifecycle"]["tax"]["rates"].append({"from": "2020-01-01", "percent": 25})
    tree["x-lifecycle"]["payment_method_fee"]["amount"] = 7
    tree["x-lifecycle"]["types"]["konbini"]["deadline"] = "none"
    payment = answer(tree)
    assert (payment["tax"], payment["payment_method_fee"], payment["total"]) == (250, 7, 1257)
    assert payment["payment_deadline"] is None


def test_key_order_comes_from_the_document(tree: dict[str, Any]) -> None:
    """Of the payment and of its details."""
    for name in ("Payment", "Konbini"):
        schema = tree["components"]["schemas"][name]
        schema["properties"] = dict(reversed(schema["properties"].items()))
    payment = answer(tree)
    assert next(iter(payment)) == "refund_requests"
    assert next(iter(payment["payment_details"])) == "instructions_url"


def test_test_numbers_come_from_the_document(tree: dict[str, Any]) -> None:
    """A new failing number fails."""
    number = tree["components"]["schemas"]["NanacoRequest"]["properties"]["prepaid_number"]
    number["x-test-numbers"].append({"value": "2" * 16, "outcome": "used_number"})
    details = {"type": "nanaco", "prepaid_number": "2" * 16}
    assert answer(tree, payment_details=details)["error"]["code"] == "used_number"
