"""The sandbox over HTTP: its start, its memory, and what a request costs it, beside other stand-ins."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from statistics import median
from urllib.parse import urlencode

from tests.benchmarks.calls import FORM, KEY, PREPARED
from tests.benchmarks.installing import NoPeerError, Tell
from tests.benchmarks.rounds import Samples, in_turns, ratio
from tests.benchmarks.servers import PROC, Request, Running, Service, running
from tests.benchmarks.table import Bar, Row, Section
from tests.postgres import find_binaries, running_cluster

PATH, HEADERS = "/api/v1/payments", PREPARED["headers"]
COMMAND = ("-m", "komoju_sandbox")
WITHOUT_FAST = """
import sys
sys.modules.update(uvloop=None, httptools=None)
from komoju_sandbox.command import main
sys.exit(main())
"""
PLAIN_COMMAND = ("-c", WITHOUT_FAST)
DEFAULT, FILE = "komoju-sandbox", "komoju-sandbox, SQLite file"
PLAIN, MEMORY = f"{FILE}, without `fast`", "komoju-sandbox, in memory"
POSTGRES = "komoju-sandbox, PostgreSQL, its own CPU not counted"
START_BAR, MEMORY_BAR = Bar("<= 500 ms", seconds=0.5), Bar("<= 60 MB", memory=60e6)
GET_BAR, CREATE_BAR = Bar("<= 0.2 ms", seconds=0.0002), Bar("<= 0.4 ms", seconds=0.0004)


def sections(rounds: int, waves: int, peers: Sequence[Service], tell: Tell) -> list[Section]:
    """Measure the sandbox and the peers in turns. A load is so many waves of requests."""
    if not PROC.exists():
        return [Section("The sandbox", [Row("skipped: only Linux tells in /proc what another process takes")])]
    with variants() as (services, remarks):
        tell("Starting servers ...")
        for service in services:
            try_out(service)
        usable: list[Service] = []
        for peer in peers:
            try:
                try_out(peer)
                usable.append(peer)
            except NoPeerError as error:
                remarks.append(Row(f"skipped: {error}"))
        starts = start_sections([sandbox(DEFAULT), *usable], max(1, rounds // 3))
        tell("Asking servers ...")
        got, created = load_sections([*services, *usable], rounds, waves)
        got.rows.extend(remarks)
        return [*starts, got, created]


@contextmanager
def variants() -> Iterator[tuple[list[Service], list[Row]]]:
    """Give the sandbox over each of its databases, and a remark for one that this machine does not have."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, ExitStack() as stack:
        services = [
            sandbox(FILE, f"{folder}/fast.sqlite"),
            sandbox(PLAIN, f"{folder}/plain.sqlite", PLAIN_COMMAND),
            sandbox(MEMORY),
        ]
        if find_binaries() is None:
            yield services, [Row("skipped: PostgreSQL is not installed (Debian: postgresql)")]
        else:
            url = stack.enter_context(running_cluster()).new_database()
            yield [*services, sandbox(POSTGRES, url)], []


def sandbox(name: str, database: str | None = None, command: tuple[str, ...] = COMMAND) -> Service:
    """Return the sandbox over a database."""
    place = [] if database is None else ["--database", database]

    def get(reply: bytes) -> Request:
        return Request("GET", f"{PATH}/{json.loads(reply)['id']}", HEADERS)

    return Service(
        name,
        lambda port: [sys.executable, *command, "--port", str(port), "--secret-key", KEY, *place],
        first=Request("GET", PATH, HEADERS),
        create=Request("POST", PATH, HEADERS, urlencode(FORM).encode()),
        get=get,
    )


def try_out(service: Service) -> None:
    """Ask everything once, which also lets byte code be made. Raises `NoPeerError`."""
    with running(service) as (server, _):
        server.ask(prepared(server, service))


def prepared(server: Running, service: Service) -> Request:
    """Make the server ready for its load, and return the request that reads something back."""
    for request in service.prepare:
        server.ask(request)
    return service.get(server.ask(service.create))


def start_sections(services: list[Service], rounds: int) -> list[Section]:
    """Start the servers in turns. Elapsed time counts what else the machine does, so the fastest start is taken."""
    memory: Samples = {service.name: [] for service in services}

    def start(service: Service) -> float:
        with running(service) as (server, seconds):
            memory[service.name].append(server.memory())
            return seconds

    spent = in_turns({service.name: partial(start, service) for service in services}, rounds)
    fastest = {name: min(seconds) for name, seconds in spent.items()}
    held = {name: median(found) for name, found in memory.items()}
    return [
        Section(
            "From command to first answer, elapsed, the fastest",
            [
                Row(name, seconds, seconds / fastest[DEFAULT], START_BAR if name == DEFAULT else None)
                for name, seconds in fastest.items()
            ],
        ),
        Section(
            "Memory after the first answer",
            [
                Row(name, None, found / held[DEFAULT], MEMORY_BAR if name == DEFAULT else None, found)
                for name, found in held.items()
            ],
        ),
    ]


def load_sections(services: list[Service], rounds: int, waves: int) -> list[Section]:
    """Ask the servers in turns, first to read and then to make something."""
    with ExitStack() as stack:
        servers = [(service, stack.enter_context(running(service))[0]) for service in services]
        gets = {
            _name(service, 0): partial(server.load, prepared(server, service), waves) for service, server in servers
        }
        creates = {_name(service, 1): partial(server.load, service.create, waves) for service, server in servers}
        got, created = in_turns(gets, rounds), in_turns(creates, rounds)
    return [
        Section("Read a payment over HTTP, CPU of the server", _rows(got, GET_BAR)),
        Section("Create a payment over HTTP, CPU of the server", _rows(created, CREATE_BAR)),
    ]


def _name(service: Service, call: int) -> str:
    return f"{service.name}: {service.called[call]}" if service.called[call] else service.name


def _rows(samples: Samples, bar: Bar) -> list[Row]:
    base = samples[FILE]
    return [
        Row(name, median(spent), ratio(spent, base), bar if name == FILE else None) for name, spent in samples.items()
    ]
