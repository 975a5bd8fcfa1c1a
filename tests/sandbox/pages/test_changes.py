"""An open page is told when its world has changed."""

from __future__ import annotations

import asyncio

import pytest
from komoju_sandbox.pages import changes as module
from komoju_sandbox.pages.changes import changes
from starlette.responses import StreamingResponse

from tests.sandbox.pages.conftest import Browser, FakeDesk


def told(desk: FakeDesk, runner: asyncio.Runner, looks: int) -> list[str]:
    """Collect what a page is told until the server stops, after so many looks."""
    left = iter([False] * looks + [True])
    response = changes(desk, lambda: next(left))
    assert isinstance(response, StreamingResponse)
    assert response.media_type == "text/event-stream"

    async def collect() -> list[str]:
        return [str(part) async for part in response.body_iterator]

    return runner.run(collect())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look without pauses."""
    monkeypatch.setattr(module, "LOOK_SECONDS", 0)


def test_the_mark_comes_at_once_and_whenever_it_is_another_one(desk: FakeDesk, runner: asyncio.Runner) -> None:
    """So nothing is missed between the page and the first look, and nothing is told twice."""
    desk.marks = ["a", "a", "b", "b", "a"]
    assert told(desk, runner, 7) == ["retry: 500\n\n", "data: a\n\n", "data: b\n\n", "data: a\n\n"]


def test_a_quiet_connection_is_kept_alive(desk: FakeDesk, runner: asyncio.Runner) -> None:
    """A comment now and then also finds out who has gone."""
    parts = told(desk, runner, 2 * module.QUIET_LOOKS + 2)
    assert parts[2:] == [": still here\n\n"] * 2


def test_asking_for_the_head_ends_at_once(browser: Browser) -> None:
    """There is nothing to wait for."""
    assert browser.send("HEAD", "/desk/changes").status == 200


def test_it_ends_when_the_server_stops(desk: FakeDesk, runner: asyncio.Runner) -> None:
    """Else the server would wait for every open page."""
    assert told(desk, runner, 0) == ["retry: 500\n\n"]
