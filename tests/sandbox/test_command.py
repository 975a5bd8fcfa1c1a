"""The command `komoju-sandbox`, as a process of its own on a real port."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.cli import main

KEY = "Basic a29tb2p1LW1hcnQ6"
CARD = "&".join(
    [
        "amount=1000",
        "currency=JPY",
        "payment_details[type]=credit_card",
        "payment_details[number]=4111111111111111",
        "payment_details[month]=01",
        "payment_details[year]=2018",
        "payment_details[verification_value]=987",
        "payment_details[given_name]=Taro",
        "payment_details[family_name]=Yamada",
    ]
)


@contextmanager
def running(*options: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command on a free port; gives the process and the base URL that it printed."""
    command = [sys.executable, "-m", "komoju_sandbox", "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(r"KOMOJU sandbox listening on (http://127\.0\.0\.1:[0-9]+/api/v1)\n", line)
            assert found, line
            yield process, found[1]
        finally:
            process.kill()


def ask(base_url: str, method: str, path: str, body: str = "", key: str = KEY) -> tuple[int, Any]:
    url = urlsplit(base_url)
    connection = http.client.HTTPConnection(url.netloc)
    headers = {"Authorization": key, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, url.path + path, body, headers)
    response = connection.getresponse()
    reply = json.loads(response.read())
    connection.close()
    return response.status, reply


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_from_its_first_line_on_and_ends_quietly(number: signal.Signals) -> None:
    """The clock starts at the given time; a signal ends it with 0 and not a word."""
    with running("--clock", "2017-01-04T07:52:34Z") as (process, base_url):
        status, payment = ask(base_url, "POST", "/payments", CARD)
        assert (status, payment["status"]) == (200, "captured")
        assert payment["created_at"].startswith("2017-01-04T07:52:3")
        process.send_signal(number)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


@pytest.mark.parametrize(
    "sent", [b"GET\x00 / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n"]
)
def test_what_others_send_does_not_fill_the_log(sent: bytes) -> None:
    """They get an answer instead."""
    with running() as (process, base_url):
        url = urlsplit(base_url)
        with socket.create_connection((str(url.hostname), url.port or 0), timeout=10) as connection:
            connection.sendall(sent)
            assert connection.recv(12).startswith(b"HTTP/1.1 4")
        process.send_signal(signal.SIGTERM)
        assert process.communicate(timeout=10) == ("", "")


def test_an_unexpected_failure_is_enveloped_and_logged_without_secrets(tmp_path: Path) -> None:
    """Here somebody deletes a table under the running server."""
    path = tmp_path / "sandbox.db"
    with running("--database", str(path), "--clock", "2017-01-04T07:52:34Z") as (process, base_url):
        other = sqlite3.connect(path)
        other.execute("DROP TABLE payments")
        other.close()
        status, reply = ask(base_url, "POST", "/payments", CARD)
        assert (status, reply["error"]["code"]) == (500, "internal_server_error")
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=10)
    assert "Traceback" in log
    assert "no such table: payments" in log
    for secret in ("4111111111111111", "987", "komoju-mart", "a29tb2p1LW1hcnQ6", "Yamada"):
        assert secret not in log


def test_keys_and_seed_can_be_chosen() -> None:
    """The secret key also by the environment; the same seed draws the same ids."""
    ids = []
    for _ in range(2):
        with running("--seed", "7", KOMOJU_SANDBOX_SECRET_KEY="s") as (_, base_url):
            assert ask(base_url, "GET", "/payments")[0] == 401
            status, token = ask(base_url, "POST", "/tokens", CARD.partition("JPY&")[2], "Basic czo=")
            assert status == 200
            ids.append(token["id"])
    assert ids[0] == ids[1]


WRONG = [
    (["--port", "65536"], "not a port"),
    (["--port", "x"], "not a port"),
    (["--clock", "yesterday"], "not a time"),
    (["--clock", "2017-01-04"], "not a time"),
    (["--clock", "0001-01-01T00:00:00+09:00"], "2014-04-01"),
    (["--clock", "9999-12-31T23:59:59Z"], "the year 9000"),
    (["--secret-key", ""], "must not be empty"),
    (["--publishable-key", "komoju-mart"], "must differ"),
    (["--host", "256.0.0.1"], "cannot listen"),
    (["--host", "x" * 300], "cannot listen"),
    (["--database", "/dev/null/sandbox.db"], "there is no directory"),
    (["--colour", "red"], "unrecognized"),
]


@pytest.fixture
def signals() -> Iterator[None]:
    """Put back the handlers that the command installs."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def run(options: list[str]) -> int:
    try:
        return main(["--port", "0", *options])
    except SystemExit as end:
        return int(str(end.code))


@pytest.mark.parametrize(("options", "message"), WRONG)
@pytest.mark.usefixtures("signals")
def test_a_wrong_option_ends_with_one_line_and_2(
    options: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is wrong and prints nothing else."""
    assert run(options) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert message in said.err
    assert said.err.count("\n") == 1


@pytest.mark.usefixtures("signals")
def test_a_port_in_use_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["--port", port]) == 2
    said = capsys.readouterr().err
    assert f"port {port}" in said
    assert "--port" in said
