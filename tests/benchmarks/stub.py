"""The least server that can answer: it reads a request to its end and sends the same bytes each time.

It runs as a process of its own, with the body as its only argument, prints its port, and ends when its standard input
does.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.fresh import ENVIRONMENT, ROOT

HEAD = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n"
LENGTH = b"content-length:"


@contextmanager
def stub(body: bytes) -> Iterator[str]:
    """Start one and give its base URL."""
    command = [sys.executable, "-m", "tests.benchmarks.stub", body.decode()]
    process = subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/api/v1"
        finally:
            process.stdin.close()


def main() -> None:
    """Listen, print the port, and answer until nobody is there any more."""
    body = sys.argv[1].encode()
    reply = HEAD.format(length=len(body)).encode() + body
    server = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{server.getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=_accept, args=(server, reply), daemon=True).start()
    sys.stdin.read()


def _accept(server: socket.socket, reply: bytes) -> None:
    while True:
        connection = server.accept()[0]
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_answer, args=(connection, reply), daemon=True).start()


def _answer(connection: socket.socket, reply: bytes) -> None:
    received = b""
    while more := connection.recv(65536):
        received += more
        head, end, body = received.partition(b"\r\n\r\n")
        if end and len(body) >= _length(head):
            received = b""
            connection.sendall(reply)


def _length(head: bytes) -> int:
    lines = [line for line in head.lower().split(b"\r\n") if line.startswith(LENGTH)]
    return int(lines[0].removeprefix(LENGTH)) if lines else 0


if __name__ == "__main__":
    main()
