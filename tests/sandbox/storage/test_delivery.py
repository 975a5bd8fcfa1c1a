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

    def __init__(self, server: Server, draw: Draw) -> None:
        self._server = server
        self._left = int(draw.text(FEW, 1), 16)
        self._on = {"0": "post", "1": "payment"}[draw.text("01", 1)]
        self._lock = threading.Lock()
        self.dead = threading.Event()

    def happened(self, what: str) -> None:
        with self._lock:
            self._left -= what == self._on
            if self._left == 0 and not self.dead.is_set():
                kill_all(self._server.process)
                self.dead.set()

    def answer(self, _: Post) -> int:
        self.happened("post")
        return 200

    def play(self) -> None:
        """Make payments, and wait for the end."""
        with suppress(OSError, HTTPException):
            for _ in range(PAYMENTS):
                assert self._server.create(KONBINI)[0] == 200
                self.happened("payment")
        assert self.dead.wait(PATIENCE)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_event_arrives_however_often_the_sandbox_is_killed(lasting: str, seed: int, workers: int) -> None:
    """At moments drawn from a seed; what comes twice is the same, under the same id."""
    draw = Draw(str(seed))
    options = ("--database", lasting, "--workers", str(workers))
    with Receiver() as receiver:
        for life in range(LIVES):
            with serving(*options) as server:
                killer = Killer(server, draw)
                receiver.answer = killer.answer
                if life == 0:
                    assert server.ask("POST", "/sandbox/webhooks", {"url": receiver.url, "secret": SECRET})[0] == 200
                killer.play()
        receiver.answer = lambda _: 200
        with serving(*options) as server:
            assert server.ask("POST", "/sandbox/deliveries/settle")[0] == 200
            deliveries = server.ask("GET", "/sandbox/deliveries?limit=100")[1]["data"]
            payments = server.ask("GET", "/api/v1/payments?per_page=100")[1]["data"]
    told = {post.event["data"].get("id") for post in receiver.posts} - {None}
    assert told == {payment["id"] for payment in payments}
    assert {delivery["status"] for delivery in deliveries} == {"delivered"}
    assert {delivery["id"] for delivery in deliveries} == {post.delivery_id for post in receiver.posts}
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
