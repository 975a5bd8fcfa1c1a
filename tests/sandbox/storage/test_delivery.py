"""No event is lost by those who share a database, nor by being killed: each goes out at least once, as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox.draw import Draw
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import PATIENCE, SECRET, Post, Receiver
from tests.sandbox.storage.processes import KONBINI, Server, kill_all, serving
from tests.sandbox.webhooks.shop import START

LIVES = 4
FEW = "123456789abc"
"""How many posts, or payments, a process sees before it is killed."""
PAYMENTS = 20
"""How many it is asked for at most."""


class Killer:
    """Kills a sandbox at its nth post, before that is answered, or right after its nth payment."""

    def __init__(self, seed: int) -> None:
        self._draw = Draw(str(seed))
        self._lock = threading.Lock()
        self._target: Server | None = None
        self._dead = threading.Event()
        self.heard: list[Post] = []
        """What was answered while somebody lived to hear it: a last post counts only when it comes again."""

    def answer(self, post: Post) -> int:
        self._happened("post")
        if not self._dead.is_set():
            self.heard.append(post)
        return 200

    def revive(self) -> None:
        """Let the next process live until `play`."""
        self._target = None
        self._dead.clear()

    def play(self, server: Server) -> None:
        """Make payments, and wait for the end."""
        self._left = int(self._draw.text(FEW, 1), 16)
        self._on = {"0": "post", "1": "payment"}[self._draw.text("01", 1)]
        self._target = server
        with suppress(OSError, HTTPException):
            for _ in range(PAYMENTS):
                assert server.create(KONBINI)[0] == 200
                self._happened("payment")
        assert self._dead.wait(PATIENCE)

    def _happened(self, what: str) -> None:
        with self._lock:
            if self._target is None or self._dead.is_set():
                return
            self._left -= what == self._on
            if self._left == 0:
                kill_all(self._target.process)
                self._dead.set()


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_event_arrives_however_often_the_sandbox_is_killed(lasting: str, seed: int, workers: int) -> None:
    """At moments drawn from a seed; what comes twice is the same, under the same id."""
    killer = Killer(seed)
    options = ("--database", lasting, "--workers", str(workers))
    with Receiver(killer.answer) as receiver:
        for life in range(LIVES):
            with serving(*options) as server:
                if life == 0:
                    assert server.ask("POST", "/sandbox/webhooks", {"url": receiver.url, "secret": SECRET})[0] == 200
                killer.play(server)
            killer.revive()
        with serving(*options) as server:
            assert server.ask("POST", "/sandbox/deliveries/settle")[0] == 200
            deliveries = server.ask("GET", "/sandbox/deliveries?limit=100")[1]["data"]
            payments = server.ask("GET", "/api/v1/payments?per_page=100")[1]["data"]
    assert {delivery["status"] for delivery in deliveries} == {"delivered"}
    assert {delivery["id"] for delivery in deliveries} == {post.delivery_id for post in killer.heard}
    told = {post.event["data"].get("id") for post in killer.heard} - {None}
    assert told == {payment["id"] for payment in payments}
    assert len({post.raw for post in receiver.posts}) == len(deliveries) == len(payments) + 1
    assert all(post.is_signed_with(SECRET) for post in receiver.posts)


@pytest.mark.parametrize("change", ["reset", "delete"])
def test_what_is_under_way_elsewhere_does_not_count_for_what_came_after(
    open_shop: Callable[..., Any], tmp_path: Path, change: str
) -> None:
    """One process delivers; another one begins anew, and its ping has the same ids when it is drawn from a seed."""
    place = str(tmp_path / "shared.sqlite")
    free = threading.Event()
    with (
        Receiver(lambda _: 200 if free.wait(PATIENCE) else 500) as receiver,
        RunningSandbox(Settings(database=place, shared=True, clock=START, frozen=True, seed="1")) as delivering,
    ):
        other = open_shop(database=place, shared=True, delivers=False)
        first = delivering.add_webhook(receiver.url, SECRET)["id"]
        receiver.wait_for(1)
        if change == "reset":
            other.control("POST", "/reset")
        else:
            other.control("DELETE", f"/webhooks/{first}")
        second = other.control("POST", "/webhooks", {"url": receiver.url, "secret": SECRET}).body["id"]
        free.set()
        receiver.wait_for(2)
        delivering.settle()
        standing = [(d["webhook"], d["status"], len(d["attempts"])) for d in delivering.deliveries()]
        if change == "reset":
            assert second == first
            assert standing == [(first, "delivered", 1)]
        else:
            assert standing == [(first, "dropped", 0), (second, "delivered", 1)]
        assert receiver.types == ["ping", "ping"]
