"""Servers as processes of their own: how long they take to start, their memory, and what a request costs them.

Linux only: it tells in /proc what a process takes.
"""

from __future__ import annotations

import ctypes
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import cached_property
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO, NamedTuple

from tests.benchmarks.fresh import ENVIRONMENT, ROOT
from tests.benchmarks.installing import NoPeerError

HOST, PATIENCE = "127.0.0.1", 60.0
CONNECTIONS = 8
"""How many requests are under way at a time, each on a connection that is kept."""
KILOBYTE, FIRST_FAILURE = 1024, 300
PROC = Path("/proc")
_READY = re.compile(r"(?:listening|running) on http", re.IGNORECASE)
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+) kB$", re.MULTILINE)


class Request(NamedTuple):
    """What is sent; each request has to be answered with a status below 300."""

    method: str
    path: str
    headers: Mapping[str, str] = {}
    body: bytes = b""

    def wire(self) -> bytes:
        """Return the bytes to send."""
        fields = {"Host": HOST, **self.headers, **({"Content-Length": len(self.body)} if self.body else {})}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{head}\r\n".encode() + self.body


class Service(NamedTuple):
    """A server that can be started, and what is asked of it."""

    name: str
    command: Callable[[int], list[str]]
    """Makes the command for a port."""
    first: Request
    """Can be answered as soon as it runs."""
    create: Request
    get: Callable[[bytes], Request]
    """Makes the request that reads something back, out of the reply to `create`."""
    called: tuple[str, str] = ("", "")
    """What its rows call the two, where they are not the calls of the contract."""
    prepare: tuple[Request, ...] = ()
    """Is sent once before the others."""


class Connection:
    """A connection that is kept, as far as the server keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket: socket.socket | None = None

    def send(self, request: Request) -> None:
        """Send a request in one piece."""
        if self._socket is None:
            self._socket = socket.create_connection((HOST, self._port), PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(request.wire())

    def receive(self) -> tuple[int, bytes]:
        """Read the status and the body of the reply."""
        assert self._socket is not None
        with HTTPResponse(self._socket) as reply:
            reply.begin()
            status, body = reply.status, reply.read()
        if reply.will_close:
            self.close()
        return status, body

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None


class Running:
    """A server that runs."""

    def __init__(self, name: str, pid: int, port: int) -> None:
        self._name = name
        self._pid = pid
        self._port = port

    def ask(self, request: Request) -> bytes:
        """Send one request and return the body of the reply. Raises `NoPeerError`."""
        with closing(Connection(self._port)) as connection:
            return self._wave([connection], request)

    def load(self, request: Request, waves: int) -> float:
        """Send so many waves of requests, one on each connection, and return the CPU seconds of one request."""
        with ExitStack() as stack:
            connections = [stack.enter_context(closing(Connection(self._port))) for _ in range(CONNECTIONS)]
            self._wave(connections, request)  # What it takes to connect does not count.
            before = self.cpu()
            for _ in range(waves):
                self._wave(connections, request)
            return (self.cpu() - before) / (waves * CONNECTIONS)

    def cpu(self) -> float:
        """Return the CPU seconds, user and system, of all its processes so far."""
        return sum(map(_cpu_seconds, self._processes))

    def memory(self) -> int:
        """Return how many bytes of memory its processes hold."""
        found = [_RESIDENT.search((PROC / str(pid) / "status").read_text()) for pid in self._processes]
        return sum(int(resident[1]) * KILOBYTE for resident in found if resident)

    @cached_property
    def _processes(self) -> list[int]:
        return family(self._pid)

    def _wave(self, connections: list[Connection], request: Request) -> bytes:
        try:
            for connection in connections:
                connection.send(request)
            replies = [connection.receive() for connection in connections]
        except (OSError, HTTPException) as error:
            raise NoPeerError(f"{self._name}: it does not answer ({error})") from error
        for status, _ in replies:
            if status >= FIRST_FAILURE:
                raise NoPeerError(f"{self._name}: {request.method} {request.path} is answered with {status}")
        return replies[0][1]


@contextmanager
def running(service: Service) -> Iterator[tuple[Running, float]]:
    """Start a server; give it, and the seconds until it had answered its first request. Raises `NoPeerError`."""
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        service.command(port),
        cwd=ROOT,
        env={**ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert process.stdout is not None
    with process, ExitStack() as to_do:
        to_do.callback(process.terminate)
        _wait_until_ready(service, process, process.stdout)
        # Whatever it logs is read, so that it never has to wait for a reader.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        server = Running(service.name, process.pid, port)
        server.ask(service.first)
        yield server, time.perf_counter() - began


def _wait_until_ready(service: Service, process: subprocess.Popen[str], output: IO[str]) -> None:
    """Read what the server says, until it says that it listens."""
    deadline = threading.Timer(PATIENCE, process.kill)
    deadline.start()
    said = "no message"
    try:
        for line in output:
            said = line.strip() or said
            if _READY.search(said):
                return
    finally:
        deadline.cancel()
    raise NoPeerError(f"{service.name}: it does not start ({said})")


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        port: int = found.getsockname()[1]
    return port


def family(pid: int) -> list[int]:
    """Return a process and those that it has started."""
    parents: dict[int, int] = {}
    for place in PROC.glob("[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):  # It has ended meanwhile.
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found


def _cpu_seconds(pid: int) -> float:
    """Read the CPU clock of a process: the same as in /proc/PID/stat, but finer than its hundredths of a second."""
    clock = ctypes.c_int()
    failed: int = ctypes.CDLL(None).clock_getcpuclockid(pid, ctypes.byref(clock))
    if failed:
        raise OSError(failed, os.strerror(failed))
    return time.clock_gettime(clock.value)
