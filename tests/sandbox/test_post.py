"""One POST to a receiver that does what it likes: there is a status or a reason, and always an end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from komoju_sandbox.post import KEPT_BYTES, Answer, PostError, post

Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
NO_ANSWER = "the connection was closed before an answer came"
NOT_HTTP = "the answer is not HTTP"


def post_to(
    runner: asyncio.Runner, behaviour: Behaviour, seconds: float = 10, target: str = "/", body: bytes = b"{}"
) -> Answer:
    """Post to a server of that behaviour, which ends with the test."""

    async def scenario() -> int:
        server = await asyncio.start_server(behaviour, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            return await post(f"http://127.0.0.1:{port}{target}", {"X-Komoju-ID": "1"}, body, seconds)
        finally:
            server.close()

    return runner.run(scenario())


def saying(*chunks: bytes) -> Behaviour:
    """Say these bytes once the request is there, and close."""

    async def behave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        # One by one: on Python 3.13 `writelines` of nothing keeps the connection from closing.
        for chunk in chunks:
            writer.write(chunk)
        writer.close()

    return behave


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", 200),
        (b"HTTP/1.0 204\r\nA: b\r\n\r\n", 204),
        (b"HTTP/1.1 200 \r\n\r\n", 200),
        (b"HTTP/1.1 404 \xff\xfe\r\nServer: \xff\r\n\r\nbody", 404),
        (b"HTTP/1.1 200 OK\nA: b\n\n", 200),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 201 Created\r\n\r\n", 201),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n12", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n12", 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 400 + b"\r\n\r\n12", 200),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000, 200),
        (b"HTTP/1.1 999 What\r\n\r\n", 999),
    ],
)
def test_any_answer_that_can_be_read_has_its_status(runner: asyncio.Runner, answer: bytes, status: int) -> None:
    """Nothing else of it matters."""
    assert post_to(runner, saying(answer)).status == status


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (b"", {}),
        (b"Content-Type: text/plain\r\n", {"content-type": "text/plain"}),
        (b"LOCATION:/elsewhere\r\nRetry-After:  5\t\r\n", {"location": "/elsewhere", "retry-after": "5"}),
        (b"Set-Cookie: session=hush\r\nX-Api-Key: hush\r\n", {}),
        (b"Server: \xff\r\n", {"server": "\ufffd"}),
        (b"Server\r\n: Server\r\n Server: x\r\n", {}),
        (b"Server: one\r\nServer: two\r\n", {"server": "two"}),
    ],
)
def test_of_the_head_what_explains_the_answer_is_kept(
    runner: asyncio.Runner, head: bytes, kept: dict[str, str]
) -> None:
    """And no cookie, nor anything else that could be a secret."""
    assert post_to(runner, saying(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n")) == Answer(200, kept)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (b"\r\nshort", "short"),
        (b"\r\n" + "é".encode() * 3000, "é" * (KEPT_BYTES // 2)),
        (b"\r\n\xff\x00", "\ufffd\x00"),
        (b"Content-Length: 2\r\n\r\nshort", "sh"),
        (b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0c;x=y\r\ndefghijklmno\r\n0\r\n\r\n", "abcdefghijklmno"),
        (b"Transfer-Encoding: chunked\r\n\r\nffff\r\n" + b"x" * 9000, "x" * (KEPT_BYTES - 6)),
        (b"Transfer-Encoding: chunked\r\n\r\nnot a length", ""),
    ],
)
def test_the_beginning_of_the_body_is_kept_as_text(runner: asyncio.Runner, answer: bytes, text: str) -> None:
    """Four kilobytes at most, and without the lengths of its chunks."""
    assert post_to(runner, saying(b"HTTP/1.1 200 OK\r\n" + answer)).text == text


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", NO_ANSWER),
        (b"HTTP/1.1 200 OK", NO_ANSWER),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n", NO_ANSWER),
        (b"HTTP/1.1 100 Continue\r\n\r\n", NO_ANSWER),
        (b"\r\n", NOT_HTTP),
        (b"200 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/2 200\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 20 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 2000 OK\r\n\r\n", NOT_HTTP),
        (b"\x00\xff" * 1000 + b"\n", NOT_HTTP),
        (b"x" * 1_000_000, NOT_HTTP),
        (b"HTTP/1.1 200 OK\r\n" + b"A: " + b"x" * 1_000_000, NOT_HTTP),
    ],
)
def test_anything_else_is_a_failure_with_its_reason(runner: asyncio.Runner, answer: bytes, reason: str) -> None:
    """And no other exception."""
    with pytest.raises(PostError, match=reason):
        post_to(runner, saying(answer))


def test_a_receiver_that_never_answers_is_given_up(runner: asyncio.Runner) -> None:
    """When the time is over, whether it says nothing or drips."""

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nA: b\r\n")
        await reader.read()
        writer.close()

    for behaviour in (silent, drips):
        with pytest.raises(PostError, match=r"no answer within 0\.05 seconds"):
            post_to(runner, behaviour, 0.05)


def test_a_body_that_never_ends_is_cut_off(runner: asyncio.Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    """The status has been said by then, so it counts."""
    monkeypatch.setattr("komoju_sandbox.post.REST_SECONDS", 0.05)

    async def open_ended(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\nand")
        await reader.read()
        writer.close()

    answer = post_to(runner, open_ended)
    assert (answer.status, answer.text) == (200, "and")


def test_a_body_is_read_away(runner: asyncio.Runner) -> None:
    """So its sender sees an end, and no broken connection in its log."""
    ends: list[bytes] = []

    async def tells_much(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n")
        await reader.readuntil(b"\r\n\r\n{}")
        for _ in range(5):
            writer.write(b"x" * 10_000)
            await writer.drain()
        ends.append(await reader.read())
        writer.close()
        ended.set()

    async def scenario() -> None:
        server = await asyncio.start_server(tells_much, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        assert await post(f"http://127.0.0.1:{port}/", {}, b"{}", 10) == Answer(
            200, {"content-length": "50000"}, b"x" * KEPT_BYTES
        )
        await asyncio.wait_for(ended.wait(), 10)
        server.close()

    ended = asyncio.Event()
    runner.run(scenario())
    assert ends == [b""]


def test_a_connection_cut_in_the_middle_is_a_failure(runner: asyncio.Runner) -> None:
    """By a reset instead of an end."""

    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    with pytest.raises(PostError, match=f"the connection failed|{NO_ANSWER}"):
        post_to(runner, cut, body=b"x" * 5_000_000)


@pytest.mark.parametrize("target", ["", "/", "/a/b?c=d&e=%20", "?c=d"])
def test_the_request_is_what_http_asks_for(runner: asyncio.Runner, target: str) -> None:
    """With the path and query of the address, the length, and an end of the connection."""
    seen: list[Any] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n"))
        seen.append(await reader.readexactly(4))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        writer.close()

    assert post_to(runner, note, target=target, body="é{}".encode()) == Answer(200)
    (first, host, *rest), body = seen
    assert first == f"POST {target if target.startswith('/') else '/' + target} HTTP/1.1"
    assert host.startswith("Host: 127.0.0.1:")
    assert rest == ["Content-Length: 4", "Connection: close", "X-Komoju-ID: 1", "", ""]
    assert body == "é{}".encode()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1:1/", "the connection failed"),
        ("http://localhost:1/", "the connection failed"),
        ("http://a..b/", "the connection failed|proper name"),
        (f"http://{'a' * 300}/", "the connection failed|proper name"),
    ],
)
def test_an_address_without_a_receiver_is_a_failure(runner: asyncio.Runner, url: str, reason: str) -> None:
    """Nobody listens there, or nobody can."""
    with pytest.raises(PostError, match=reason):
        runner.run(post(url, {}, b"", 10))


def test_https_is_spoken(runner: asyncio.Runner) -> None:
    """Here the other end does not, so it fails before anything is sent."""

    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        writer.close()

    async def scenario() -> None:
        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        try:
            await post(f"https://127.0.0.1:{port}/", {}, b"{}", 10)
        finally:
            server.close()

    with pytest.raises(PostError, match="TLS failed"):
        runner.run(scenario())
