"""Bodies over the limit, in chunks: the sender has to get the answer, so it is not cut off while it sends."""

import asyncio
from typing import Any

import pytest

CHUNK = b"x" * 0x10000


@pytest.mark.parametrize(("sent", "read"), [(20, 20), (1000, 257)])
def test_a_body_over_the_limit_is_read_within_reason_before_the_answer(
    shared: Any, runner: asyncio.Runner, sent: int, read: int
) -> None:
    """The end of 20 chunks is awaited; of 1000 chunks the sandbox reads the first that are over 16 times its limit."""
    messages = iter({"type": "http.request", "body": CHUNK, "more_body": left > 1} for left in range(sent, 0, -1))
    count = 0
    seen_at_answer: list[int] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/payments",
        "raw_path": b"/api/v1/payments",
        "root_path": "",
        "query_string": b"",
        "headers": [(b"authorization", b"Basic a29tb2p1LW1hcnQ6")],
    }

    async def receive() -> dict[str, Any]:
        nonlocal count
        count += 1
        return next(messages)

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            assert message["status"] == 413
            seen_at_answer.append(count)

    runner.run(shared.app(scope, receive, send))
    assert seen_at_answer == [read]
