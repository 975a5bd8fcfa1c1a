"""The run against a real service, tried on a second server over TLS with its own CA that is as our sandbox is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.contract.contract import at_path, operations
from tests.contract.laws import Sent
from tests.contract.numbers import documented, undocumented
from tests.contract.raw import basic
from tests.contract.real.probes import BUDGET
from tests.contract.real.safety import NEVER_ASKED, NO_TOKEN, UNKNOWN
from tests.contract.real.stand_in import Call, running
from tests.contract.real.story import WRONG_KEY
from tests.contract.real.trial import KEY, Outcome, ask, others_make, report, run, trusted
from tests.contract.target import START
from tests.contract.wire import FORM, JSON, UnreadableError, read_body

PUBLISHABLE = "komoju-mart-publishable"


@dataclass(frozen=True)
class Trial:
    """A run against a server that is alike, with all that it left behind."""

    outcome: Outcome
    folder: Path
    calls: list[Call]
    others: dict[str, Any]
    afterwards: dict[str, Any]


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    """One run, on an account that others use as well."""
    folder = tmp_path_factory.mktemp("alike")
    with trusted(tmp_path_factory.mktemp("ca")) as authority, running(authority, START) as server:
        others = others_make(server)
        server.stand_in.calls.clear()
        outcome = run(server.base_url, folder, publishable=PUBLISHABLE)
        calls = list(server.stand_in.calls)
        yield Trial(outcome, folder, calls, others, {path: ask(server, "GET", path) for path in others})


def test_a_server_that_is_as_ours_shows_no_drift(alike: Trial) -> None:
    assert alike.outcome.code == 0, alike.outcome.told
    assert report(alike.folder)["differences"] == []
    assert "No drift" in alike.outcome.told


def test_the_report_tells_how_many_requests_there_were_and_they_are_bounded(alike: Trial) -> None:
    said = report(alike.folder)
    assert said["requests"] == len(alike.calls) <= said["budget"] == BUDGET


def test_every_operation_is_asked_but_those_that_say_why_not(alike: Trial) -> None:
    asked = Counter(at_path(call.path)[0][call.method].id for call in alike.calls)
    assert set(operations()) - set(asked) == set(NEVER_ASKED) == {"createRefundRequest"}
    succeeded = {at_path(call.path)[0][call.method].id for call in alike.calls if call.status < 300}
    assert succeeded == set(asked)


def test_both_content_types_and_every_documented_number_are_sent(alike: Trial) -> None:
    kinds = {call.headers.get("content-type") for call in alike.calls if call.content}
    assert kinds == {FORM, JSON}
    contents = b"\n".join(call.content for call in alike.calls).decode()
    assert [number for numbers in documented().values() for number in numbers if number not in contents] == []


def test_nothing_undocumented_is_sent(alike: Trial) -> None:
    for call in alike.calls:
        assert undocumented(Sent(call.method, call.path, call.query, call.headers, call.content)) == []
        assert not [name for name in call.headers if name.startswith(("x-", "komoju"))]


def test_no_request_touches_what_others_have_made(alike: Trial) -> None:
    """Also the ids in bodies are those of answers to the run itself, or one that is nobody's and is only read."""
    made: set[str] = set()
    for call in alike.calls:
        operation = at_path(call.path)[0][call.method]
        for name, value in at_path(call.path)[1].items():
            seen = value in made or (call.method == "GET" and value == UNKNOWN)
            assert seen or (name == "event_id" and call.reply["data"]["id"] in made), call.path
        try:
            body = read_body(call.headers.get("content-type"), call.content, operation.body or {"properties": {}})
        except UnreadableError:
            body = {}
        named = {body.get(name) for name in ("customer", "payment_details") if isinstance(body.get(name), str)}
        assert named <= made | {NO_TOKEN}
        if operation.id.startswith("create") and call.status < 300:
            made.add(call.reply["id"])
    assert alike.others == alike.afterwards
    assert len(alike.others) == 5


def test_the_keys_are_those_that_were_given_or_no_key_at_all(alike: Trial) -> None:
    given = Counter(call.headers.get("authorization") for call in alike.calls)
    assert set(given) == {basic(KEY), basic(PUBLISHABLE), basic(WRONG_KEY), None}
    assert given[basic(WRONG_KEY)] + given[None] + given[basic(PUBLISHABLE)] == 5
