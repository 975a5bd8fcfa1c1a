"""The life cycle agrees with itself, with the schemas, and with the documented examples."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.provenance.cites import documented

Json = dict[str, Any]
Source = Callable[[str], Json]

# Created, deadline: from the documentation, and one that was made after midnight in Japan.
DEADLINES = [
    ("konbini", "2017-01-04T07:52:35Z", "2017-01-07T14:59:59Z"),
    ("pay_easy", "2017-01-04T07:52:37Z", "2017-01-14T14:59:59Z"),
    ("bank_transfer", "2017-01-04T07:52:38Z", "2017-01-11T14:59:59Z"),
    ("credit_card", "2017-01-04T07:52:40Z", "2017-01-11T14:59:59Z"),
    ("net_cash", "2017-01-04T07:52:34Z", "2017-01-11T07:52:34Z"),
    ("nanaco", "2017-01-04T07:52:38Z", "2017-01-11T07:52:38Z"),
    ("culture_voucher", "2017-01-04T07:52:40Z", "2017-01-11T07:52:40Z"),
    ("web_money", "2017-01-04T07:52:39Z", None),
    ("bit_cash", "2017-01-04T07:52:49Z", None),
    ("konbini", "2018-09-14T18:16:47Z", "2018-09-18T14:59:59Z"),
]
REPLIES = (223, 262, 298, 334, 373, 412, 451, 487, 519)
"""Where the documentation shows its nine payments."""
FIRST_STATUS = {
    "konbini": {"authorized"},
    "pay_easy": {"authorized"},
    "bank_transfer": {"authorized"},
    "credit_card": {"authorized", "captured"},
    "web_money": {"captured", "pending"},
    "net_cash": {"captured", "pending"},
    "nanaco": {"captured", "pending"},
    "bit_cash": {"captured"},
    "culture_voucher": {"captured"},
    "dospara": {"captured"},
}


def moment(text: str) -> datetime:
    """Read a timestamp of the API."""
    return datetime.fromisoformat(text)


def deadline(table: Json, payment_type: str, created_at: str) -> str | None:
    """Compute a deadline from the table alone."""
    rule = table["types"][payment_type]["deadline"]
    if rule == "none":
        return None
    created = moment(created_at)
    if rule["until"] == "exact":
        end = created + timedelta(days=rule["days"])
    else:
        zone = ZoneInfo(table["calendar"]["time_zone"])
        day = created.astimezone(zone).date() + timedelta(days=rule["days"])
        end = datetime.combine(day, time.fromisoformat(table["calendar"]["end_of_day"]), zone)
    return end.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(("payment_type", "created_at", "expected"), DEADLINES)
def test_deadlines(source: Source, payment_type: str, created_at: str, expected: str) -> None:
    """Days and hours of the table give the known deadlines."""
    assert deadline(source("lifecycle.yaml"), payment_type, created_at) == expected


@documented(*REPLIES)
def test_the_deadlines_of_all_documented_payments_follow(source: Source, documented: list[Json]) -> None:
    """Every payment of the documentation has the deadline that the table gives."""
    table = source("lifecycle.yaml")
    replies = [call["reply"] for call in documented if call["path"] == "/payments"]
    assert len(replies) == 9
    for reply in replies:
        kind = reply["payment_details"]["type"]
        assert reply["payment_deadline"] == deadline(table, kind, reply["created_at"]), kind


@documented("101b", 106, *REPLIES)
def test_the_tax_of_all_documented_payments_follows(source: Source, documented: list[Json]) -> None:
    """The rate of the day in the table gives the documented tax, in won as well."""
    tax = source("lifecycle.yaml")["tax"]
    for reply in (call["reply"] for call in documented if call["path"] == "/payments"):
        day = reply["created_at"][:10]
        percent = [rate["percent"] for rate in tax["rates"] if rate["from"] <= day][-1]
        assert reply["tax"] == (reply["amount"] * percent * 2 + 100) // 200
        fee = source("lifecycle.yaml")["payment_method_fee"]["amount"]
        assert reply["payment_method_fee"] == fee
        assert reply["total"] == reply["amount"] + reply["tax"] + fee


@documented(*REPLIES)
def test_the_first_status_of_all_documented_payments_follows(source: Source, documented: list[Json]) -> None:
    """The status of every documented payment is one that its type may start with."""
    rows = [row for row in source("lifecycle.yaml")["transitions"] if row["from"] == "none"]
    starts = {kind: {r["to"] for r in rows if kind in r["types"]} for kind in FIRST_STATUS}
    assert starts == FIRST_STATUS
    for reply in (call["reply"] for call in documented if call["path"] == "/payments"):
        assert reply["status"] in starts[reply["payment_details"]["type"]]


def test_the_same_statuses_as_in_the_schema(source: Source) -> None:
    """Table and enum list the same statuses in the same order."""
    enum = source("schemas/payment.yaml")["PaymentStatus"]["enum"]
    assert list(source("lifecycle.yaml")["statuses"]) == enum


def test_statuses_are_explained(source: Source) -> None:
    """Each status says whether it is final, what it means, and who says so."""
    for status in source("lifecycle.yaml")["statuses"].values():
        assert list(status) == ["final", "meaning", "source"]
        assert status["meaning"].endswith(".")


def test_the_same_types_as_in_the_registry(source: Source) -> None:
    """Table and unions know the same types."""
    mapping = source("payment_details/registry.yaml")["PaymentDetails"]["discriminator"]["mapping"]
    assert set(source("lifecycle.yaml")["types"]) == set(mapping)


def test_transitions_lead_from_known_to_known(source: Source, operations: dict[str, Json]) -> None:
    """Statuses, types, operations and events of every transition exist."""
    table = source("lifecycle.yaml")
    events = source("schemas/event.yaml")["PaymentEventType"]["enum"]
    assert {row["event"] for row in table["transitions"]} <= {"none", *events}
    for row in table["transitions"]:
        assert row["from"] in {"none", *table["statuses"]}
        assert row["to"] in table["statuses"]
        assert set(row["types"]) <= set(table["types"])
        assert row["by"] in {*operations, "customer_pays", "deadline"}
        assert row["event"] in {"none", *events}
        assert ("http" in row) == (row["by"] in operations)


def test_successful_statuses_are_declared(source: Source, operations: dict[str, Json]) -> None:
    """A transition answers with a status that its operation declares, 202 only when pending."""
    rows = [row for row in source("lifecycle.yaml")["transitions"] if "http" in row]
    for row in rows:
        assert str(row["http"]) in operations[row["by"]]["responses"]
        assert (row["http"] == 202) == (row["to"] == "pending")


def test_only_a_reserved_card_is_captured_by_the_merchant(source: Source) -> None:
    """Everything else is captured by whoever pays."""
    rows = [row for row in source("lifecycle.yaml")["transitions"] if row["by"] == "capturePayment"]
    assert [(row["from"], row["to"], row["types"]) for row in rows] == [("authorized", "captured", ["credit_card"])]


def test_a_new_status_is_told_by_the_event_of_its_name(source: Source) -> None:
    """But a payment that begins with money missing: nothing has been received and nothing is to be done by others."""
    for row in source("lifecycle.yaml")["transitions"]:
        if row["from"] != row["to"]:
            silent = (row["from"], row["to"]) == ("none", "pending")
            assert row["event"] == ("none" if silent else f"payment.{row['to']}"), row


def test_a_step_that_cannot_be_taken_is_refused_by_its_own_code(source: Source) -> None:
    """As the codes of the documentation are called; a continuation has none."""
    assert source("lifecycle.yaml")["refusals"] == {
        "capturePayment": "not_capturable",
        "cancelPayment": "not_cancellable",
        "refundPayment": "not_refundable",
        "updatePayment": "unprocessable_entity",
        "createRefundRequest": "not_refundable",
    }


def test_two_ways_from_one_place_say_what_decides_between_them(source: Source) -> None:
    """Where one cause can lead a type to several ends, each has a condition of its own."""
    ways: dict[tuple[str, str, str], list[Any]] = {}
    for row in source("lifecycle.yaml")["transitions"]:
        for kind in row["types"]:
            ways.setdefault((row["from"], row["by"], kind), []).append(row.get("when"))
    for place, conditions in ways.items():
        assert len(conditions) == 1 or (len(set(conditions)) == len(conditions) and all(conditions)), place


def test_the_table_rounds_tax_as_the_schema_does(source: Source, contract: Json) -> None:
    """Halves go up, in tax that is worked out and in tax that is sent as a decimal."""
    branches = contract["components"]["schemas"]["PaymentCreate"]["properties"]["tax"]["oneOf"]
    said = [branch["x-rounding"] for branch in branches if "x-rounding" in branch]
    assert [source("lifecycle.yaml")["tax"]["rounding"]] == said == ["half_up"]


def test_every_status_can_be_reached(source: Source) -> None:
    """No status and no type stands in the table for nothing."""
    table = source("lifecycle.yaml")
    reached = {"none"}
    for _ in table["statuses"]:
        reached |= {row["to"] for row in table["transitions"] if row["from"] in reached}
    assert reached == {"none", *table["statuses"]}
    created = {kind for row in table["transitions"] if row["from"] == "none" for kind in row["types"]}
    assert created == set(table["types"])


def test_types_only_leave_statuses_that_they_reach(source: Source) -> None:
    """A type stands on a transition only when some other transition brings it there."""
    rows = source("lifecycle.yaml")["transitions"]
    for row in (row for row in rows if row["from"] != "none"):
        for kind in row["types"]:
            assert any(other["to"] == row["from"] and kind in other["types"] for other in rows)


def test_final_statuses_are_left_by_nothing(source: Source) -> None:
    """A final status has no way out, and every other one has."""
    table = source("lifecycle.yaml")
    left = {row["from"] for row in table["transitions"]} - {"none"}
    assert left == {name for name, row in table["statuses"].items() if not row["final"]}


@documented("103a")
def test_only_a_type_with_a_deadline_expires(source: Source) -> None:
    """Types without a deadline never expire, and waiting ones with a deadline do."""
    table = source("lifecycle.yaml")
    expiring = {k for r in table["transitions"] if r["by"] == "deadline" for k in r["types"]}
    waiting = {
        kind
        for kind, starts in FIRST_STATUS.items()
        if starts & {"pending", "authorized"} and table["types"][kind]["deadline"] != "none"
    }
    assert expiring == waiting


def test_refusals_are_codes_of_their_operation(source: Source, operations: dict[str, Json]) -> None:
    """An operation that finds no transition answers with a code that it lists."""
    for operation, code in source("lifecycle.yaml")["refusals"].items():
        assert code in operations[operation]["x-errors"]


def test_expiry_days_are_offered_where_the_request_has_them(
    source: Source, contract: Json, resolve: Callable[[Json], Json]
) -> None:
    """Table and request schemas agree on the types that take expiry_days."""
    union = contract["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    for kind, row in source("lifecycle.yaml")["types"].items():
        fields = resolve({"$ref": union[kind]})["properties"]
        assert row["expiry_days"] == ("expiry_days" in fields), kind


def test_every_change_of_a_customer_is_told(source: Source, operations: dict[str, Json]) -> None:
    """Each by the event that is named after it."""
    told = {name: row["event"] for name, row in source("lifecycle.yaml")["told"].items()}
    assert told == {f"{name}Customer": f"customer.{name}d" for name in ("create", "update", "delete")}
    assert set(told) <= set(operations)


@documented("621a", 760, 789, 790)
def test_documented_limits(source: Source) -> None:
    """Totals of konbini and PayEasy, the life of tokens, the currency of Culture Voucher."""
    table = source("lifecycle.yaml")
    assert table["types"]["konbini"]["total"] == {"minimum": 1, "maximum": 299_999}
    assert table["types"]["pay_easy"]["total"] == {"minimum": 1, "maximum": 999_999}
    assert [kind for kind, row in table["types"].items() if "total" in row] == [
        "konbini",
        "pay_easy",
    ]
    assert (table["tokens"]["uses"], table["tokens"]["lifetime_days"]) == (1, 30)
    assert table["idempotency"]["hours"] == 24
    tied = {k: r["currencies"] for k, r in table["types"].items() if r["currencies"] != "any"}
    assert tied == {"culture_voucher": ["KRW"]}
