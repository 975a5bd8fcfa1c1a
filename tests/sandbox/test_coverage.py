"""Coverage: what of the document this world's traffic has met, and what it never has."""

import json
import signal
import subprocess
import sys
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import Receiver

TREE = json.loads((Path(__file__).parents[2] / "spec/dist/komoju-v1.json").read_text(encoding="utf-8"))
KONBINI = b"amount=1&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "given_name": "Taro",
    "family_name": "Yamada",
}


def met(shop: Any, kind: str) -> list[str]:
    """List what was met of a kind."""
    return [row["name"] for row in shop.control("GET", "/coverage").body[kind] if row["met"]]


def test_everything_that_can_be_met_is_listed_from_the_document(merchant: Any) -> None:
    """And nothing has been met at first."""
    report = merchant.control("GET", "/coverage").body

    operations = {o["operationId"]: o for item in TREE["paths"].values() for o in item.values() if "operationId" in o}
    assert {row["name"] for row in report["operations"]} == set(operations)
    for row in report["operations"]:
        assert [str(one["status"]) for one in row["statuses"]] == sorted(operations[row["name"]]["responses"])
    assert [row["name"] for row in report["error_codes"]] == list(TREE["x-error-catalog"]["codes"])
    assert [row["name"] for row in report["webhook_events"]] == list(TREE["webhooks"])
    mapping = TREE["components"]["schemas"]["PaymentDetailsRequest"]["discriminator"]["mapping"]
    assert [row["name"] for row in report["payment_types"]] == list(mapping)
    moves = {f"{row['from']} -> {row['to']} by {row['by']}" for row in TREE["x-lifecycle"]["transitions"]}
    assert {row["name"] for row in report["transitions"]} == moves
    choices = TREE["x-choices"]["choices"]
    assert [row["name"] for row in report["choices"]] == [name for name in choices if "touches" in choices[name]]
    assert len(report["test_numbers"]) == len({row["name"] for row in report["test_numbers"]}) == 25
    assert list(report["totals"]) == list(report)[1:]
    for kind, total in report["totals"].items():
        assert total == {"met": 0, "of": len(report[kind])}


def test_traffic_is_met(open_shop: Any) -> None:
    """Operations with their statuses, types, numbers, codes, transitions and choices."""
    shop = open_shop()
    payment = shop.pay_with("credit_card", capture=False).body["id"]
    shop.call("POST", f"/payments/{payment}/capture")
    shop.call("POST", f"/payments/{payment}/capture")
    shop.pay_with("credit_card", details={"number": "4123111111111059"})
    shop.pay_with("konbini")
    shop.advance(days=4)

    assert met(shop, "operations") == ["createPayment", "capturePayment"]
    rows = {row["name"]: row["statuses"] for row in shop.control("GET", "/coverage").body["operations"]}
    assert [one["status"] for one in rows["createPayment"] if one["met"]] == [200, 502]
    assert [one["status"] for one in rows["capturePayment"] if one["met"]] == [200, 422]
    assert met(shop, "payment_types") == ["credit_card", "konbini"]
    assert met(shop, "test_numbers") == ["credit_card.number ***1111: ok", "credit_card.number ***1059: card_declined"]
    assert met(shop, "error_codes") == ["not_capturable", "card_declined"]
    assert met(shop, "transitions") == [
        "none -> authorized by createPayment",
        "authorized -> captured by capturePayment",
        "authorized -> expired by deadline",
    ]
    assert met(shop, "choices") == ["missing-contact"]
    assert shop.control("GET", "/coverage").body["totals"]["transitions"] == {"met": 3, "of": 14}


def test_what_was_undone_was_not_met(open_shop: Any) -> None:
    """A strict sandbox refused the payment: there was no transition."""
    shop = open_shop(strict_fidelity=True)
    body = {"amount": 1, "currency": "JPY", "payment_details": {**CARD, "number": "4242424242424242"}}
    shop.raw("POST", "/api/v1/payments", json.dumps(body).encode(), headers())

    assert met(shop, "transitions") == []
    assert met(shop, "choices") == ["unlisted-card"]
    assert met(shop, "error_codes") == ["unprocessable_entity"]


def headers() -> dict[str, str]:
    return {"content-type": "application/json", "authorization": "Basic a29tb2p1LW1hcnQ6"}


def test_the_payers_part_is_a_transition(open_shop: Any) -> None:
    shop = open_shop()
    payment = shop.pay_with("konbini").body["id"]
    shop.control("POST", f"/payments/{payment}/pay")

    assert met(shop, "transitions") == [
        "none -> authorized by createPayment",
        "authorized -> captured by customer_pays",
    ]


def test_what_falls_due_with_a_call_is_met(open_shop: Any) -> None:
    """Time has passed, and nobody has looked before the call."""
    shop = open_shop()
    shop.pay_with("konbini")
    world = shop.app.state.worlds.main
    with world.transaction():
        world.state.clock.advance(timedelta(days=4))
    shop.call("GET", "/payments")

    facts = [name for kind, name in world.traffic.seen_here() if kind == "transition"]
    assert "authorized -> expired by deadline" in facts


def test_an_event_is_met_when_it_has_arrived() -> None:
    """Not when it was sent: a receiver that refuses it has not met it."""
    statuses = {"payment.authorized": 500}
    with Receiver(lambda post: statuses.get(post.type, 200)) as receiver, RunningSandbox() as sandbox:
        sandbox.add_webhook(receiver.url, "s")
        payment = get(sandbox.base_url + "/payments", "POST", KONBINI)["id"]
        sandbox.pay(payment)
        sandbox.settle()
        origin = sandbox.base_url.removesuffix("/api/v1")
        events = [row["name"] for row in get(origin + "/sandbox/coverage")["webhook_events"] if row["met"]]

    assert events == ["payment.captured", "ping"]


def get(url: str, method: str = "GET", body: bytes = b"") -> Any:
    """Call a sandbox that runs."""
    address = urlsplit(url)
    connection = HTTPConnection(str(address.hostname), address.port)
    try:
        connection.request(method, address.path, body, {"Authorization": "Basic a29tb2p1LW1hcnQ6"})
        reply = connection.getresponse()
        assert reply.status == 200
        return json.loads(reply.read())
    finally:
        connection.close()


def test_it_outlasts_a_reset_and_the_return_to_a_copy(merchant: Any) -> None:
    """As test suites do both between their tests."""
    merchant.control("POST", "/snapshots", {"name": "before"})
    merchant.pay_with("konbini")
    merchant.control("POST", "/reset")
    merchant.pay_with("nanaco")
    merchant.control("POST", "/snapshots/before/restore")
    merchant.control("POST", "/reset")

    assert met(merchant, "payment_types") == ["konbini", "nanaco"]


def test_it_outlasts_the_process(open_shop: Any, tmp_path: Any) -> None:
    path = str(tmp_path / "komoju.sqlite")
    first = open_shop(database=path)
    first.pay_with("konbini")
    first.control("POST", "/snapshots", {"name": "copy"})
    first.pay_with("nanaco")
    first.control("POST", "/snapshots/copy/restore")
    first.app.state.worlds.close()

    assert met(open_shop(database=path), "payment_types") == ["konbini", "nanaco"]


def test_each_fact_is_written_once(merchant: Any) -> None:
    """Whatever is known costs nothing."""
    merchant.pay_with("konbini")
    merchant.control("GET", "/coverage")
    statements: list[str] = []
    merchant.app.state.worlds.main._database.connection.set_trace_callback(statements.append)

    merchant.pay_with("konbini")
    merchant.control("GET", "/coverage")
    assert [one for one in statements if "INTO met" in one] == []

    merchant.pay_with("nanaco")
    merchant.control("GET", "/coverage")
    facts = [one for one in statements if "INTO met" in one]
    assert len(facts) == 3, facts


def test_worlds_are_covered_apart_and_joined(open_shop: Any) -> None:
    """Apart for their keys, joined at the end, also what worlds have met that are gone."""
    shop = open_shop(open_keys=True)
    shop.call("POST", "/payments", KONBINI, key="one")
    shop.raw("DELETE", "/sandbox/world", b"", {"authorization": "Basic b25lOg=="})
    shop.pay_with("nanaco")

    joined = {name for kind, name in shop.app.state.worlds.met() if kind == "payment_type"}
    assert met(shop, "payment_types") == ["nanaco"]
    assert joined == {"konbini", "nanaco"}


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_table_is_printed_at_the_end(tmp_path: Path, stop: signal.Signals) -> None:
    """And written as JSON, when that is asked for."""
    told = tmp_path / "coverage.json"
    words = ["--port", "0", "--coverage", "--coverage-file", str(told)]
    out = run(words, stop)

    report = json.loads(told.read_text(encoding="utf-8"))
    assert out[1] == "What the traffic of this sandbox has met:\n"
    assert "  operations        1 of  16\n" in out
    assert out[3].startswith("      never: ")
    assert "      listPayments never answered with: 400, 401, 403, 422, 500, 503\n" in out
    assert [row["name"] for row in report["operations"] if row["met"]] == ["listPayments"]


def test_several_processes_are_joined(tmp_path: Path) -> None:
    """One table at the end, of what all have met."""
    words = ["--port", "0", "--workers", "2", "--database", str(tmp_path / "komoju.sqlite"), "--coverage"]
    out = run(words, signal.SIGTERM)

    assert out.count("  operations        1 of  16\n") == 1


def test_nothing_is_printed_unasked() -> None:
    assert len(run(["--port", "0"], signal.SIGTERM)) == 1


def run(words: list[str], stop: signal.Signals) -> list[str]:
    """Start a sandbox, list payments once, stop it, and give the lines that it printed."""
    command = [sys.executable, "-m", "komoju_sandbox", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        get(first.split()[-1] + "/payments")
        process.send_signal(stop)
        lines = [first, *process.stdout]
        assert process.wait() == 0
    return lines


def test_a_file_that_cannot_be_written_is_refused_at_the_start(tmp_path: Path) -> None:
    """Not when the traffic is over."""
    command = [sys.executable, "-m", "komoju_sandbox", "--coverage-file", str(tmp_path / "no" / "file")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "cannot write to" in done.stderr
