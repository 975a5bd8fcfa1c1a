"""When the run against a real service does not begin, how it stops, and how it goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import trustme
from komoju_sandbox.server import listen

from tests.contract.contract import operations
from tests.contract.laws import Sent
from tests.contract.numbers import UndocumentedNumberError
from tests.contract.real import __main__ as command
from tests.contract.real.line import Line, Pace
from tests.contract.real.probes import probes
from tests.contract.real.run import main
from tests.contract.real.safety import NO_TOKEN, UNKNOWN, UnsafeCallError, hold_own
from tests.contract.real.stand_in import Running, running
from tests.contract.real.trial import KEY, report, run, trusted
from tests.contract.target import START
from tests.contract.wire import JSON

FEW = {"pay: konbini-lawson": 3, "refused: unknown ids": 3, "moves: an unpaid konbini": 9}
"""Some probes with the number of their requests. One request more asks the server for its time."""
ALL = 1 + sum(FEW.values())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[trustme.CA]:
    """A CA that is trusted."""
    with trusted(tmp_path_factory.mktemp("ca")) as made:
        yield made


@pytest.fixture
def server(authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A server that is as ours, which is asked a few probes only."""
    only = {name: probe for name, probe in probes({}).items() if name in FEW}
    monkeypatch.setattr("tests.contract.real.session.probes", lambda _: only)
    with running(authority, START) as found:
        yield found


def one_sentence(told: str) -> str:
    """Give the only line that was told, or the only one after the head and the probes."""
    line = told.splitlines()[-1]
    assert re.fullmatch(r"[^\n]+\.", line), told
    return line


def test_an_unknown_ca_is_named_as_the_reason(server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    outcome = run(server.base_url, tmp_path)
    assert outcome.code == 2
    assert re.search(
        r"certificate of 127\.0\.0\.1:\d+ is not trusted \(.+\); SSL_CERT_FILE", one_sentence(outcome.told)
    )
    assert server.stand_in.calls == []
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_is_named_as_the_reason(server: Running, tmp_path: Path) -> None:
    outcome = run(server.base_url, tmp_path, key="another-key")
    assert outcome.code == 2
    assert one_sentence(outcome.told).endswith("refuses the key in KOMOJU_SECRET_KEY (HTTP 401).")
    assert len(server.stand_in.calls) == 1
    assert "another-key" not in outcome.told


def test_nobody_there_is_named_as_the_reason(tmp_path: Path) -> None:
    bound = listen("127.0.0.1", 0)
    port = bound.getsockname()[1]
    bound.close()
    outcome = run(f"http://127.0.0.1:{port}/api/v1", tmp_path)
    assert outcome.code == 2
    assert f"127.0.0.1:{port} cannot be reached" in one_sentence(outcome.told)


@pytest.mark.parametrize("reply", [{"hello": "world"}, {"created_at": "today"}, [], "text"])
def test_a_server_of_another_kind_is_named_as_the_reason(server: Running, tmp_path: Path, reply: Any) -> None:
    server.stand_in.changes.append(lambda call: setattr(call, "reply", reply))
    outcome = run(server.base_url, tmp_path)
    assert outcome.code == 2
    assert "does not speak this API" in one_sentence(outcome.told)
    assert len(server.stand_in.calls) == 1


@pytest.mark.parametrize(
    ("base_url", "reason"),
    [
        ("https://komoju.com/api/v1", "komoju.com takes real money"),
        ("https://KOMOJU.com./api/v1", "komoju.com takes real money"),
        ("https://komoju.com:443/api/v1", "komoju.com takes real money"),
        ("https://www.komoju.com/api/v1", "www.komoju.com takes real money"),
        ("https://sandbox.komoju.com@komoju.com/api/v1", "must not hold a user"),
        ("http://sandbox.komoju.com/api/v1", "has to begin with https://"),
        ("http://192.0.2.1/api/v1", "has to begin with https://"),
        ("ftp://127.0.0.1/api/v1", "has to begin with https://"),
        ("sandbox.komoju.com/api/v1", "has to begin with https://"),
    ],
)
def test_what_could_be_live_or_overheard_is_not_even_looked_up(
    base_url: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "send", lambda *_: pytest.fail("a request was sent"))
    outcome = run(base_url, tmp_path)
    assert outcome.code == 2
    assert reason in one_sentence(outcome.told)


@pytest.mark.parametrize("keys", [{"key": "sk_live_abc"}, {"publishable": "pk_live_abc"}])
def test_a_key_for_real_money_is_not_used(
    keys: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "send", lambda *_: pytest.fail("a request was sent"))
    outcome = run("https://sandbox.komoju.com/api/v1", tmp_path, **keys)
    assert (outcome.code, one_sentence(outcome.told)) == (2, "This is a key for real money; take one for tests.")


def stopping_after(count: int) -> Pace:
    """A pace at which somebody presses Ctrl-C when so many requests have gone out."""
    waits = iter(range(1, count))

    def sleep(_: float) -> None:
        if next(waits, None) is None:
            raise KeyboardInterrupt

    return Pace(1000, clock=lambda: 0.0, sleep=sleep)


def asked(server: Running) -> list[str]:
    return [f"{call.method} {call.path}" for call in server.stand_in.calls]


def test_an_interrupted_run_goes_on_where_it_stopped_and_repeats_no_finished_probe(
    server: Running, tmp_path: Path
) -> None:
    outcome = run(server.base_url, tmp_path, pace=stopping_after(10))
    assert outcome.code == 2
    assert "goes on from here" in one_sentence(outcome.told)
    assert len(server.stand_in.calls) == 10
    (file,) = tmp_path.glob("*/*.jsonl")
    about, *lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    assert about["requests"] == 1
    assert lines == [
        {"probe": "pay: konbini-lawson", "untold": 0, "differences": [], "requests": 3},
        {"probe": "refused: unknown ids", "untold": 0, "differences": [], "requests": 3},
        {"unfinished": "moves: an unpaid konbini", "requests": 3},
    ]
    server.stand_in.calls.clear()
    outcome = run(server.base_url, tmp_path)
    assert outcome.code == 0, outcome.told
    assert "2 are done already" in outcome.told
    assert len(server.stand_in.calls) == FEW["moves: an unpaid konbini"]
    assert report(tmp_path)["requests"] == ALL + 3


def test_a_finished_run_begins_again_and_so_does_a_fresh_one(server: Running, tmp_path: Path) -> None:
    run(server.base_url, tmp_path, pace=stopping_after(10))
    server.stand_in.calls.clear()
    for fresh in (True, False):
        assert run(server.base_url, tmp_path, fresh=fresh).code == 0
        assert report(tmp_path)["requests"] == ALL == len(server.stand_in.calls)
        server.stand_in.calls.clear()


def test_a_run_of_other_probes_begins_again(server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(server.base_url, tmp_path, pace=stopping_after(10))
    only = {name: probe for name, probe in probes({}).items() if name in {*FEW, "lists: events"}}
    monkeypatch.setattr("tests.contract.real.session.probes", lambda _: only)
    assert run(server.base_url, tmp_path).code == 0
    assert report(tmp_path)["requests"] == ALL + 3


def test_a_state_that_cannot_be_read_is_not_overwritten_unless_that_is_asked_for(
    server: Running, tmp_path: Path
) -> None:
    run(server.base_url, tmp_path, pace=stopping_after(10))
    (file,) = tmp_path.glob("*/*.jsonl")
    file.write_text("{", encoding="utf-8")
    outcome = run(server.base_url, tmp_path)
    assert (outcome.code, file.read_text(encoding="utf-8")) == (2, "{")
    assert "cannot be read; --fresh begins again." in one_sentence(outcome.told)
    assert run(server.base_url, tmp_path, fresh=True).code == 0


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_left_alone_until_the_next_run(server: Running, tmp_path: Path, status: int) -> None:
    def busy(call: Any) -> None:
        if call.path.endswith("/capture"):
            call.status, call.reply_headers["retry-after"] = status, "60"

    server.stand_in.changes.append(busy)
    outcome = run(server.base_url, tmp_path)
    assert outcome.code == 2
    assert f"(HTTP {status}, Retry-After 60); the same command goes on from here." in one_sentence(outcome.told)
    assert asked(server)[-1].endswith("/capture")
    server.stand_in.changes.clear()
    assert run(server.base_url, tmp_path).code == 0


def test_a_call_whose_reply_is_lost_is_not_sent_again_and_its_story_ends(server: Running, tmp_path: Path) -> None:
    def lose(call: Any) -> None:
        call.lost = call.path.endswith("/cancel")

    server.stand_in.changes.append(lose)
    outcome = run(server.base_url, tmp_path)
    assert outcome.code == 1
    assert sum(call.endswith("/cancel") for call in asked(server)) == 1
    said = report(tmp_path)
    (difference,) = said["differences"]
    assert (difference["kind"], difference["step"], difference["server"]) == ("no answer", 7, "nothing")
    assert said["untold"] == {"moves: an unpaid konbini": 2}


def test_a_server_in_another_year_is_compared_with_a_sandbox_in_that_year(
    authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its tax is that of its day, and cards are good there."""
    some = ("pay: credit-card", "pay: bank-transfer", "token: credit-card", "lists: events")
    only = {name: probe for name, probe in probes({}).items() if name in some}
    monkeypatch.setattr("tests.contract.real.session.probes", lambda _: only)
    with running(authority, START.replace(year=2031)) as server:
        outcome = run(server.base_url, tmp_path)
        assert outcome.code == 0, outcome.told
        made = [call.reply for call in server.stand_in.calls if (call.method, call.path) == ("POST", "/payments")]
        assert {(payment["status"], payment["tax"]) for payment in made if "tax" in payment} == {
            ("captured", 100),
            ("authorized", 100),
        }


class Clock:
    """A clock that only sleep moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_no_more_than_two_requests_go_out_per_second_unless_the_environment_says_so(
    server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KOMOJU_RATE", raising=False)
    assert Pace.from_environment().rate == 2
    clock, times = Clock(), []
    server.stand_in.changes.append(lambda _: times.append(clock.now))
    assert run(server.base_url, tmp_path, pace=Pace(2, lambda: clock.now, clock.sleep)).code == 0
    assert times == [100 + number / 2 for number in range(ALL)]


def test_time_that_has_passed_anyway_is_not_waited_for_and_not_made_up_for() -> None:
    clock = Clock()
    pace, times = Pace(2, lambda: clock.now, clock.sleep), []
    for seconds in (0.0, 0.25, 10.0, 0.0, 0.0):
        clock.now += seconds
        pace.wait()
        times.append(clock.now)
    assert times == [100, 100.5, 110.5, 111, 111.5]


@pytest.mark.parametrize("text", ["0", "-1", "fast", "", "inf", "nan", "1001"])
def test_a_rate_that_is_none_is_refused(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMOJU_RATE", text)
    monkeypatch.setenv("KOMOJU_BASE_URL", "https://sandbox.komoju.com/api/v1")
    monkeypatch.setenv("KOMOJU_SECRET_KEY", KEY)
    monkeypatch.setattr("sys.argv", ["real"])
    monkeypatch.setattr(Line, "send", lambda *_: pytest.fail("a request was sent"))
    assert command.command() == 2


def test_the_budget_bounds_all_sessions_together(
    server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.contract.real.session.BUDGET", 10)
    for _ in range(2):
        outcome = run(server.base_url, tmp_path)
        assert outcome.code == 2
        assert "budget of requests is used up after 10; --fresh begins again." in one_sentence(outcome.told)
        assert len(server.stand_in.calls) == 10


def test_the_command_reads_the_environment(
    server: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["real", "--fresh"])
    monkeypatch.delenv("KOMOJU_BASE_URL", raising=False)
    assert command.command() == 2
    assert "KOMOJU_BASE_URL" in one_sentence(capsys.readouterr().err)
    monkeypatch.setattr(command, "main", partial(main, folder=tmp_path, now=lambda: START))
    for name, value in (("BASE_URL", server.base_url + "/"), ("SECRET_KEY", KEY), ("RATE", "1000")):
        monkeypatch.setenv(f"KOMOJU_{name}", value)
    monkeypatch.delenv("KOMOJU_PUBLISHABLE_KEY", raising=False)
    assert command.command() == 0
    assert (report(tmp_path)["server"], len(server.stand_in.calls)) == (server.base_url, ALL)


OWN = "a" * 25
FOREIGN = "b" * 25


def sent(method: str, path: str, body: Any = None) -> Sent:
    return Sent(method, path, "", {"content-type": JSON}, b"" if body is None else json.dumps(body).encode())


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", [operation.path for operation in operations().values()])
def test_no_story_can_send_anything_about_a_foreign_id(method: str, path: str) -> None:
    named = re.sub(r"\{.*?\}", FOREIGN, path)
    if "{" in path or (method, path) not in {(found.method, found.path) for found in operations().values()}:
        with pytest.raises(UnsafeCallError):
            hold_own(sent(method, named), {OWN})
    else:
        assert hold_own(sent(method, named), {OWN}).path == path


@pytest.mark.parametrize(
    ("method", "path", "body", "refused"),
    [
        ("GET", f"/payments/{OWN}", None, None),
        ("GET", f"/payments/{UNKNOWN}", None, None),
        ("POST", f"/payments/{UNKNOWN}/capture", None, UnsafeCallError),
        ("DELETE", f"/customers/{UNKNOWN}", None, UnsafeCallError),
        ("POST", f"/payments/{OWN}/refund_request", {"amount": 1}, UnsafeCallError),
        ("GET", "/elsewhere", None, UnsafeCallError),
        ("POST", "/payments", {"customer": OWN}, None),
        ("POST", "/payments", {"customer": FOREIGN}, UnsafeCallError),
        ("POST", "/payments", {"payment_details": OWN}, None),
        ("POST", "/payments", {"payment_details": NO_TOKEN}, None),
        ("POST", "/customers", {"payment_details": FOREIGN}, UnsafeCallError),
        ("POST", "/tokens", {"payment_details": {"number": "4111111111111111"}}, None),
    ],
)
def test_only_what_is_the_storys_own_may_be_sent(
    method: str, path: str, body: Any, refused: type[Exception] | None
) -> None:
    check: Callable[[], Any] = partial(hold_own, sent(method, path, body), {OWN})
    if refused:
        with pytest.raises(refused):
            check()
    else:
        assert check() is not None


@pytest.mark.parametrize(
    "body", [{"payment_details": {"number": "4242424242424242"}}, {"description": "4242 4242 4242 4242"}]
)
def test_a_number_that_is_not_documented_goes_out_on_no_line(body: Any, server: Running) -> None:
    with pytest.raises(UndocumentedNumberError):
        Line(server.base_url).send(sent("POST", "/payments", body))
    assert server.stand_in.calls == []
