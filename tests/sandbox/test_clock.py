"""The clock of a world: it keeps the present time, runs apart from it, or stands still."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.clock import LATEST, Clock

START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)


class Present:
    """A present time that passes when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 22, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


def test_the_modes() -> None:
    """Real keeps the present time, offset runs beside it, frozen stands; each change goes on from where it is."""
    present = Present()
    clock = Clock(present)
    assert (clock.mode, clock.now()) == ("real", present.time)
    clock.set("offset", START)
    present.time += timedelta(seconds=90.5)
    assert (clock.mode, clock.now()) == ("offset", START + timedelta(seconds=90))
    clock.set("frozen")
    present.time += timedelta(days=1)
    assert (clock.mode, clock.now()) == ("frozen", START + timedelta(seconds=90))
    clock.set("offset")
    present.time += timedelta(seconds=10)
    assert clock.now() == START + timedelta(seconds=100)
    clock.set("real")
    assert (clock.mode, clock.now()) == ("real", present.time.replace(microsecond=0))


@given(spans=st.lists(st.integers(0, 10**8), max_size=10), frozen=st.booleans())
def test_an_advance_adds_up_to_the_second(spans: list[int], frozen: bool) -> None:
    """In every mode, and nothing is lost between."""
    clock = Clock(Present())
    clock.set("frozen" if frozen else "offset", START)
    for span in spans:
        clock.advance(timedelta(seconds=span))
    assert clock.now() == START + timedelta(seconds=sum(spans))


def test_it_never_advances_backward_or_past_the_last_year() -> None:
    """Nor moves when that is asked for."""
    clock = Clock(Present())
    clock.set("frozen", LATEST - timedelta(seconds=2))
    for wrong, error in ((timedelta(seconds=-1), ValueError), (timedelta(seconds=3), OverflowError)):
        with pytest.raises(error):
            clock.advance(wrong)
    assert clock.now() == LATEST - timedelta(seconds=2)


def test_setting_it_forward_lets_everything_on_the_way_happen(open_shop: Callable[..., Any]) -> None:
    """In order, each at its own time; setting it back undoes nothing."""
    shop = open_shop()
    konbini, card = shop.pay_with("konbini").body, shop.pay_with("credit_card", capture=False).body
    assert shop.control("PUT", "/clock", {"mode": "frozen", "now": "2017-01-31T00:00:00+09:00"}).body == {
        "now": "2017-01-30T15:00:00Z",
        "mode": "frozen",
    }
    assert shop.control("PUT", "/clock", {"mode": "frozen", "now": "2017-01-05T00:00:00Z"}).status == 200
    assert shop.control("GET", "/clock").body["now"] == "2017-01-05T00:00:00Z"
    told = {
        event["data"]["id"]: event for event in shop.get("/events").body["data"] if event["type"].endswith("expired")
    }
    for made in (konbini, card):
        assert shop.get(f"/payments/{made['id']}").body["status"] == "expired"
        second = datetime.fromisoformat(made["payment_deadline"]) + timedelta(seconds=1)
        assert datetime.fromisoformat(told[made["id"]]["created_at"]) == second


def test_it_runs_and_stands_as_it_is_told(open_shop: Callable[..., Any]) -> None:
    """Without a time it goes on from where it is."""
    shop = open_shop()
    assert shop.control("PUT", "/clock", {"mode": "offset"}).body["mode"] == "offset"
    assert "2017-01-04T07:52:34Z" <= shop.control("GET", "/clock").body["now"] < "2017-01-04T08:00:00Z"
    assert shop.control("PUT", "/clock", {"mode": "real"}).body["now"] > "2026"
    assert shop.control("POST", "/reset").body == {"now": "2017-01-04T07:52:34Z", "mode": "frozen"}


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({}, (422, "missing_parameter", "mode")),
        ({"mode": "fast"}, (422, "invalid_parameter", "mode")),
        ({"mode": ["real"]}, (422, "invalid_parameter", "mode")),
        ({"mode": "frozen", "now": "today"}, (422, "invalid_parameter", "now")),
        ({"mode": "frozen", "now": "2017-01-04T07:52:34"}, (422, "invalid_parameter", "now")),
        ({"mode": "frozen", "now": "2014-03-31T14:59:59Z"}, (422, "invalid_parameter", "now")),
        ({"mode": "offset", "now": "9000-01-01T00:00:00Z"}, (422, "invalid_parameter", "now")),
        ({"mode": "frozen", "now": None}, (422, "invalid_parameter", "now")),
    ],
)
def test_a_wrong_setting_is_refused_by_name_and_changes_nothing(merchant: Any, sent: Any, answer: Any) -> None:
    """Times without a known tax rate as well."""
    assert merchant.control("PUT", "/clock", sent).error == answer
    assert merchant.control("GET", "/clock").body == {"now": "2017-01-04T07:52:34Z", "mode": "frozen"}


def test_a_token_is_gone_when_its_time_has_come(merchant: Any) -> None:
    """Its details too: nothing that expired is kept."""
    details = {"payment_details": {"type": "konbini", "store": "lawson"}}
    token = merchant.json("POST", "/tokens", details).body["id"]
    world = merchant.app.state.worlds.main
    merchant.advance(days=30, seconds=1)
    with world.transaction():
        assert world._store.token(token) is None
    pay = {"amount": 1, "currency": "JPY", "payment_details": token}
    assert merchant.json("POST", "/payments", pay).error == (422, "invalid_token", None)


def test_a_restart_keeps_the_time_unless_another_is_given(open_shop: Callable[..., Any], tmp_path: Any) -> None:
    """An advance is not lost with the process."""
    place = str(tmp_path / "a.sqlite")
    first = open_shop(database=place)
    first.advance(days=10)
    first.app.state.worlds.close()
    second = open_shop(database=place, clock=None, frozen=False)
    assert second.control("GET", "/clock").body == {"now": "2017-01-14T07:52:34Z", "mode": "frozen"}
    second.app.state.worlds.close()
    third = open_shop(database=place)
    assert third.control("GET", "/clock").body["now"] == "2017-01-04T07:52:34Z"
