"""What was committed goes out, whatever happens to the process."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Post, Receiver
from tests.sandbox.storage.processes import KONBINI, kill_all, serving
from tests.sandbox.webhooks.shop import NOWHERE, START


def test_what_was_committed_but_not_sent_goes_out_after_a_restart(
    open_shop: Callable[..., Any], receiver: Receiver, tmp_path: Path
) -> None:
    """The first run has no courier; the second one's clock is behind the first one's."""
    path = tmp_path / "sandbox.db"
    first = open_shop(database=str(path), clock=datetime(2017, 3, 1, tzinfo=UTC))
    first.control("POST", "/webhooks", {"url": receiver.url, "secret": SECRET})
    payment = first.pay_with("konbini").body
    first.control("POST", f"/payments/{payment['id']}/pay")
    first.advance(days=1)
    first.app.state.worlds.close()
    with RunningSandbox(Settings(database=str(path), clock=START, frozen=True)) as sandbox:
        receiver.wait_for(3)
        sandbox.settle()
        assert receiver.types == ["ping", "payment.authorized", "payment.captured"]
        assert all(post.is_signed_with(SECRET) for post in receiver.posts)
        assert [delivery["status"] for delivery in sandbox.deliveries()] == ["delivered"] * 3


def test_a_process_killed_while_it_delivers_delivers_again(receiver: Receiver, tmp_path: Path) -> None:
    """Under the same id, so that the receiver can tell."""
    never = threading.Event()

    def hang(post: Post) -> int:
        if post.type != "ping":
            never.wait(30)
        return 200

    receiver.answer = hang
    path = tmp_path / "sandbox.db"
    with serving("--database", str(path)) as first:
        assert first.ask("POST", "/sandbox/webhooks", {"url": receiver.url, "secret": SECRET})[0] == 200
        assert first.create(KONBINI)[0] == 200
        receiver.wait_for(2)
        kill_all(first.process)
    never.set()
    with RunningSandbox(Settings(database=str(path))) as second:
        second.settle()
        assert [d["status"] for d in second.deliveries()] == ["delivered"] * 2
    assert receiver.posts[2:] == receiver.posts[1:2]


@pytest.mark.parametrize("table", ["events", "deliveries", "payments"])
def test_a_change_and_its_event_are_kept_together_or_not_at_all(
    open_shop: Callable[..., Any], tmp_path: Path, table: str
) -> None:
    """Here one of the three cannot be written."""
    path = tmp_path / "sandbox.db"
    merchant = open_shop(database=str(path))
    merchant.control("POST", "/webhooks", {"url": NOWHERE, "secret": SECRET})
    with sqlite3.connect(path) as other:
        other.execute(f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        merchant.pay_with("konbini")
    other.close()
    assert merchant.get("/payments").body["total"] == 0
    assert [delivery["type"] for delivery in merchant.control("GET", "/deliveries").body["data"]] == ["ping"]


def test_without_a_server_everything_waits(merchant: Any) -> None:
    """In process, where no lifespan runs: an advance ends, and nothing is tried."""
    merchant.control("POST", "/webhooks", {"url": NOWHERE, "secret": SECRET})
    merchant.pay_with("konbini")
    merchant.advance(days=30)
    assert merchant.control("POST", "/deliveries/settle").status == 200
    listed = merchant.control("GET", "/deliveries").body["data"]
    assert [(d["type"], d["status"], d["attempts"]) for d in listed] == [
        ("payment.expired", "pending", []),
        ("payment.authorized", "pending", []),
        ("ping", "pending", []),
    ]


def test_the_sandbox_says_nothing_about_receivers_that_fail(
    receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    """Neither secrets nor anything else on its streams; and it stops while one still hangs."""
    free = threading.Event()
    receiver.answer = lambda _: 200 if free.wait(30) else 500
    with RunningSandbox(Settings(clock=START)) as sandbox:
        sandbox.add_webhook(receiver.url, "hush")
        sandbox.add_webhook("http://127.0.0.1:1/", "hush")
        receiver.wait_for(1)
    free.set()
    said = capfd.readouterr()
    assert (said.out, said.err) == ("", "")
