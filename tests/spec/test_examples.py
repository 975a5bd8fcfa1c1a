"""Every example fits its schema, and every call that is shown has its reply."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Resolve = Callable[[Json], Json]
FOLDER = Path(__file__).parents[2] / "spec" / "examples"


def contents(operation: Json, resolve: Resolve) -> Iterator[tuple[str, Json]]:
    """Give the media types of an operation, with the status they belong to or `request`."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        yield "request", media
    for status, response in operation["responses"].items():
        for media in resolve(response).get("content", {}).values():
            yield status, media


def test_examples_fit_their_schemas(
    operations: dict[str, Json], resolve: Resolve, complaints: Callable[[Json, Any], list[str]]
) -> None:
    """Formats included; calls, replies and refusals alike."""
    seen = 0
    for operation in operations.values():
        for _, media in contents(operation, resolve):
            for name, example in media["examples"].items():
                assert complaints(media["schema"], resolve(example)["value"]) == [], name
                seen += 1
    assert seen > 200


def test_every_operation_shows_a_successful_reply(operations: dict[str, Json], resolve: Resolve) -> None:
    """Each successful status of each operation has an example."""
    for name, operation in operations.items():
        shown = [media for status, media in contents(operation, resolve) if status.startswith("2")]
        assert shown, name
        assert all(media["examples"] for media in shown), name


def test_every_call_has_its_reply(operations: dict[str, Json], resolve: Resolve) -> None:
    """A request example and a response example have the same scenario name."""
    for operation in operations.values():
        calls: set[str] = set()
        replies: list[str] = []
        for status, media in contents(operation, resolve):
            if status == "request":
                calls |= set(media["examples"])
            elif status.startswith("2"):
                replies += list(media["examples"])
        assert len(replies) == len(set(replies))
        assert calls == (set(replies) if "requestBody" in operation else set())


def test_forms_and_json_show_the_same(operations: dict[str, Json]) -> None:
    """Both content types have one schema and the same examples; forms come first."""
    for operation in operations.values():
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]
            assert list(content) == ["application/x-www-form-urlencoded", "application/json"]
            form, plain = content.values()
            assert form["schema"] == plain["schema"]
            assert form["examples"] == plain["examples"]


def test_every_scenario_is_used(contract: Json) -> None:
    """No file of examples is left out of the document."""
    files = {f"{path.parent.name}-{path.stem}-response" for path in FOLDER.rglob("*.yaml")}
    shown = {name for name in contract["components"]["examples"] if name.endswith("-response")}
    assert files == shown


def payments(contract: Json) -> Iterator[tuple[str, Json]]:
    """Give every payment that is shown."""
    for name, example in contract["components"]["examples"].items():
        value = example["value"]
        if name.endswith("-response"):
            shown = value["data"] if value["resource"] == "list" else [value]
            shown = [item["data"] if item["resource"] == "event" else item for item in shown]
            yield from ((name, item) for item in shown if item["resource"] == "payment")


def test_the_money_of_shown_payments_adds_up(contract: Json) -> None:
    """Totals, refunds and prepaid cards are sums."""
    for name, payment in payments(contract):
        parts = payment["amount"] + payment["tax"] + payment["payment_method_fee"]
        assert payment["total"] == parts, name
        refunded = sum(refund["amount"] for refund in payment["refunds"])
        assert payment["amount_refunded"] == refunded <= payment["total"], name
        assert (payment["status"] == "refunded") == (refunded == payment["total"] > 0), name
        details = payment["payment_details"]
        if "prepaid_cards" in details:
            paid = sum(card["points"] for card in details["prepaid_cards"])
            assert paid + details["short_amount"] == payment["total"], name
            assert (payment["status"] == "pending") == (details["short_amount"] > 0), name


def test_shown_payments_are_captured_when_they_say_so(contract: Json) -> None:
    """captured_at is set exactly for payments whose money was received."""
    for name, payment in payments(contract):
        received = payment["status"] in {"captured", "refunded"}
        assert (payment["captured_at"] is not None) == received, name


def test_shown_replies_keep_the_order_of_the_schema(contract: Json) -> None:
    """The order of the properties is the order on the wire."""
    order = list(contract["components"]["schemas"]["Payment"]["properties"])
    for name, payment in payments(contract):
        assert list(payment) == order, name


def test_no_real_card_number_is_shown(contract: Json) -> None:
    """Every number in the examples is one of the documented test numbers."""
    allowed = {
        row["value"]
        for schema in contract["components"]["schemas"].values()
        for field in schema.get("properties", {}).values()
        for row in field.get("x-test-numbers", [])
    }
    for name, example in contract["components"]["examples"].items():
        details = example["value"].get("payment_details")
        if name.endswith("-request") and isinstance(details, dict):
            numbers = {details[k] for k in ("number", "prepaid_number") if k in details}
            assert numbers <= allowed, json.dumps(sorted(numbers))
