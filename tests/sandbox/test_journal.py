"""The request journal: every request to the API, masked, newest first, and cheap."""

import asyncio
import base64
import json
import shlex
from typing import Any
from urllib.parse import urlencode

import pytest
from komoju_sandbox.journal import curl
from komoju_sandbox.traffic import ROWS_WAITING

BASE = "/api/v1"
FORM = "application/x-www-form-urlencoded"
KONBINI = b"amount=1000&currency=JPY&payment_details[type]=konbini&payment_details[store]=lawson"
CARD = {
    "type": "credit_card",
    "number": "4111111111111111",
    "month": 1,
    "year": 2018,
    "verification_value": "9876",
    "given_name": "Taro",
    "family_name": "Yamada",
}


def journal(shop: Any, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shop.control("GET", f"/requests{query}").body["data"]
    return found


def test_an_entry_tells_what_was_asked_and_answered(merchant: Any) -> None:
    merchant.call("POST", "/payments", KONBINI)

    assert journal(merchant) == [
        {
            "number": 1,
            "at": "2017-01-04T07:52:34Z",
            "method": "POST",
            "path": "/api/v1/payments",
            "operation": "createPayment",
            "status": 200,
            "code": None,
            "fault": None,
            "content_type": FORM,
            "body": KONBINI.decode(),
            "choices": ["missing-contact"],
        }
    ]


def test_refused_requests_are_kept_too(merchant: Any) -> None:
    """Whoever sent them, whatever they meant, however long they were."""
    merchant.call("GET", "/payments", key="nobody")
    merchant.call("GET", "/payments", key="komoju-mart-publishable")
    merchant.call("GET", "/nowhere")
    merchant.call("PUT", "/payments", b"a=b")
    merchant.call("POST", "/payments", b"x" * 1_048_577)
    merchant.call("POST", "/payments", b"\xff\xfe", "application/json")
    merchant.call("GET", "/payments?page=%zz")

    kept = [(e["operation"], e["status"], e["code"], e["body"]) for e in reversed(journal(merchant))]
    assert kept == [
        ("listPayments", 401, "unauthorized", None),
        ("listPayments", 403, "forbidden", None),
        (None, 404, "not_found", None),
        (None, 405, "bad_request", "a=***"),
        ("createPayment", 413, "bad_request", "(more than 1048576 bytes)"),
        ("createPayment", 400, "bad_request", "(2 unreadable bytes)"),
        ("listPayments", 400, "bad_request", None),
    ]
    assert journal(merchant)[0]["path"] == "/api/v1/payments?(8 unreadable bytes)"


def test_nothing_sensitive_is_kept(merchant: Any) -> None:
    """Neither of the body, nor of the address, nor the key, in whatever way the request is refused."""
    body = json.dumps({"amount": 1, "currency": "JPY", "payment_details": CARD, "metadata": {"k": "komoju-mart"}})
    token = merchant.json("POST", "/tokens", {"payment_details": CARD}).body["id"]
    merchant.call("POST", "/payments", body.encode(), "application/json")
    merchant.call("POST", "/payments", body.encode(), "application/json", key="secret-of-another")
    merchant.call("POST", "/payments", body.encode(), "application/json;token=" + token)
    merchant.call("POST", "/payments", body.encode(), "4111111111111111")
    merchant.call("POST", f"/payments?number=4111111111111111&nobody={token}", body.encode(), "application/json")
    merchant.call("POST", f"/tokens/{token}", f"payment_details={token}".encode())
    merchant.call("GET", "/payments/4111111111111111")
    merchant.call("GET", f"/payments?external_order_num={token}", key=token)

    told = json.dumps(journal(merchant))
    for secret in ("4111111111111111", "9876", "Taro", "Yamada", token, "secret-of-another", "komoju-mart"):
        assert secret not in told
    database = merchant.app.state.worlds.main._database
    rows = str(database.execute("SELECT * FROM requests").fetchall())
    assert "Yamada" not in rows
    assert "***1111" in rows


def test_control_calls_are_not_kept(merchant: Any) -> None:
    """Their bodies hold secrets of webhooks."""
    merchant.control("POST", "/webhooks", {"url": "http://127.0.0.1:9/", "secret": "tell nobody"})

    assert journal(merchant) == []


def test_it_is_read_page_by_page_newest_first(merchant: Any) -> None:
    for amount in range(1, 8):
        merchant.call("GET", f"/payments?page={amount}")

    assert [entry["number"] for entry in journal(merchant, "?limit=3")] == [7, 6, 5]
    assert [entry["number"] for entry in journal(merchant, "?limit=3&before=5")] == [4, 3, 2]
    assert [entry["path"] for entry in journal(merchant, "?before=2")] == ["/api/v1/payments?page=1"]


@pytest.mark.parametrize("query", ["limit=101", "limit=0", "before=0", "limit=x", "page=1"])
def test_a_wrong_page_is_refused_by_name(merchant: Any, query: str) -> None:
    assert merchant.control("GET", f"/requests?{query}").error == (422, "invalid_parameter", query.split("=")[0])


def test_it_keeps_the_last_thousand(merchant: Any) -> None:
    for _ in range(1000 + ROWS_WAITING + 5):
        merchant.call("GET", "/nowhere")
    last = journal(merchant)[0]["number"]

    oldest = journal(merchant, f"?before={last - 997}&limit=100")
    assert [entry["number"] for entry in oldest] == [last - 998, last - 999]


def test_a_long_body_is_cut_after_masking(merchant: Any) -> None:
    """At 4 kB of what is shown, in the middle of no character."""
    merchant.json("POST", "/payments", {"payment_details": CARD, "description": "円" * 8000})

    body = journal(merchant)[0]["body"]
    assert body.endswith("円…")
    assert len(body.encode()) <= 4096 + len("…".encode())
    assert "***1111" in body
    stored = merchant.app.state.worlds.main._database.execute("SELECT max(length(body)) FROM requests").fetchone()
    assert stored[0] <= 4096


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no request be written because of the time that it has waited: tests take what time they take."""
    monkeypatch.setattr("komoju_sandbox.traffic.SECONDS_WAITING", 3600)


@pytest.mark.usefixtures("patient")
def test_what_waits_is_written_without_being_asked_for(open_shop: Any, tmp_path: Any) -> None:
    """After a few requests, and at the end; a file then holds it."""
    path = str(tmp_path / "komoju.sqlite")
    first = open_shop(database=path)
    for _ in range(ROWS_WAITING + 1):
        first.call("GET", "/payments")
    database = first.app.state.worlds.main._database
    waiting = database.execute("SELECT count(*) FROM requests").fetchone()
    first.app.state.worlds.close()

    assert waiting == (ROWS_WAITING,)
    assert len(journal(open_shop(database=path), "?limit=100")) == ROWS_WAITING + 1


def test_each_world_has_its_own(open_shop: Any) -> None:
    shop = open_shop(open_keys=True)
    shop.call("GET", "/payments", key="one")
    shop.call("GET", "/nowhere", key="two")
    basic = {"authorization": "Basic " + base64.b64encode(b"two:").decode()}

    assert journal(shop) == []
    assert [e["path"] for e in shop.raw("GET", "/sandbox/requests", b"", basic).body["data"]] == ["/api/v1/nowhere"]


def test_a_reset_empties_it(merchant: Any) -> None:
    merchant.call("GET", "/payments")
    assert len(journal(merchant)) == 1
    merchant.call("GET", "/payments")
    merchant.control("POST", "/reset")

    assert journal(merchant) == []


def sent_again(shop: Any, command: str) -> Any:
    """Carry out what the curl command says."""
    words = shlex.split(command)
    method, url = words[2], words[3]
    values = {option: [words[i + 1] for i, word in enumerate(words) if word == option] for option in ("-u", "-d", "-H")}
    assert values["-u"] == ["$KOMOJU_SECRET_KEY:"]
    content_type = values["-H"][0].removeprefix("Content-Type: ") if values["-H"] else FORM
    path = url.removeprefix("http://127.0.0.1:8410" + BASE)
    return shop.call(method, path, "&".join(values["-d"]).encode(), content_type)


FORM_BODY = urlencode({"description": "it's & $HOME 100% \\ ü\n\0", "metadata[a b]": "[1]="}).encode()
JSON_BODY = json.dumps({"description": 'it\'s "5" \\ $HOME \n', "metadata": {"a b": "ü"}}).encode()


@pytest.mark.parametrize(
    ("body", "content_type"), [(FORM_BODY, FORM), (JSON_BODY, "application/json")], ids=["form", "json"]
)
def test_an_entry_becomes_a_command_that_sends_the_same(merchant: Any, body: bytes, content_type: str) -> None:
    """In meaning, whatever a shell makes of its characters."""
    made = merchant.call("POST", "/payments", KONBINI).body["id"]
    first = merchant.call("PATCH", f"/payments/{made}", body, content_type)
    assert first.status == 200

    again = sent_again(merchant, curl(journal(merchant)[0], "http://127.0.0.1:8410"))

    assert again.body == first.body
    assert len(again.body["description"]) > 10


def test_a_command_leaves_out_what_is_not_shown(merchant: Any) -> None:
    merchant.call("GET", "/payments?page=2")
    merchant.call("POST", "/payments", b"\xff", "application/json")

    unreadable, list_call = (curl(entry, "http://h") for entry in journal(merchant))
    assert list_call == "curl -X GET 'http://h/api/v1/payments?page=2' -u \"$KOMOJU_SECRET_KEY:\""
    assert unreadable == 'curl -X POST http://h/api/v1/payments -u "$KOMOJU_SECRET_KEY:"'


@pytest.mark.usefixtures("patient")
def test_requests_are_written_many_at_a_time(merchant: Any) -> None:
    """One transaction for all that waits, so that keeping them costs the calls next to nothing."""
    for _ in range(ROWS_WAITING - 1):
        merchant.call("GET", "/nowhere")
    statements: list[str] = []
    merchant.app.state.worlds.main._database.connection.set_trace_callback(statements.append)

    merchant.call("GET", "/nowhere")

    assert sum("INTO requests" in one for one in statements) == ROWS_WAITING
    assert sum(one.startswith("BEGIN") for one in statements) == 1


def test_what_waits_is_written_soon(open_shop: Any, runner: asyncio.Runner) -> None:
    """Also where nobody calls any more, for those who read the database themselves."""
    shop = open_shop()
    shop.call("GET", "/payments")
    database = shop.app.state.worlds.main._database

    async def wait_until_written() -> None:
        while not database.execute("SELECT count(*) FROM requests").fetchone()[0]:
            await asyncio.sleep(0)

    runner.run(asyncio.wait_for(wait_until_written(), 30))
