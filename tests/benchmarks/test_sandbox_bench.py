"""The part of the benchmark that measures the sandbox runs. What it measures is asserted nowhere, only that it does."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks import peer_servers, peers, sandbox
from tests.benchmarks.__main__ import Beside, measured, prepared
from tests.benchmarks.fresh import FOLDER
from tests.benchmarks.installing import PACKAGE_LOCK, NoPeerError, Tell
from tests.benchmarks.sandbox import FILE, POSTGRES, load_sections
from tests.benchmarks.servers import CONNECTIONS, PROC, Request, Service, family, running
from tests.benchmarks.stores import MADE, Numbers, stocked
from tests.benchmarks.table import table

COUNTING = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

class Counting(BaseHTTPRequestHandler):
    asked = 0

    def do_GET(self):
        Counting.asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"%d" % Counting.asked)

    def do_DELETE(self):
        self.send_error(500)

    def do_PUT(self):
        self.close_connection = True

HTTPServer.request_queue_size = 64
server = HTTPServer(("127.0.0.1", int(sys.argv[1])), Counting)
print("listening on http", flush=True)
server.serve_forever()
"""
DIFFERENT = "SELECT count(DISTINCT {name}) FROM {table}"
GET, FAIL, HANG_UP = Request("GET", "/"), Request("DELETE", "/"), Request("PUT", "/")


def counting(name: str, create: Request, program: str = COUNTING) -> Service:
    """Return a server that tells how often it was asked, and hangs up after each reply."""
    return Service(name, lambda port: [sys.executable, "-c", program, str(port)], GET, create, lambda _: GET)


def test_every_row_is_measured_and_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "find_binaries", lambda: None)
    servers = [
        counting("a peer", GET),
        counting("a peer that fails", FAIL),
        counting("a peer that does not start", GET, "print('no luck')"),
    ]

    sections = measured(1, Beside(servers=servers), print_nothing, ["sandbox"], 1, Numbers(large=20, world=20))

    console = Console(width=100)
    with console.capture() as capture:
        console.print(table(sections))
    shown = " ".join(capture.get().split())  # A long remark takes two lines.
    rows = [row for section in sections for row in section.rows]
    measured_rows = [row for row in rows if not row.what.startswith("skipped")]
    assert [len(section.rows) for section in sections] == [2, 2, 7, 4, 2, 2, 6]
    assert len(rows) - len(measured_rows) == 3
    assert {row.what for row in rows} - {row.what for row in measured_rows} == {
        "skipped: PostgreSQL is not installed (Debian: postgresql)",
        "skipped: a peer that fails: DELETE / is answered with 500",
        "skipped: a peer that does not start: it does not start (no luck)",
    }
    assert sum(row.bar is not None for row in rows) == 9
    assert all(section.title in shown for section in sections)
    assert all(row.what in shown for row in rows)
    assert all((row.seconds or row.memory or 0) > 0 for row in measured_rows)
    assert shown.count(" MB ") == 3  # Two rows and a bar.


@pytest.mark.postgres
def test_the_sandbox_is_measured_over_postgresql(postgres_url: str) -> None:
    services = [sandbox.sandbox(FILE), sandbox.sandbox(POSTGRES, postgres_url)]

    for section in load_sections(services, 1, 1):
        assert [row.what for row in section.rows] == [FILE, POSTGRES]
        assert all((row.seconds or 0) > 0 for row in section.rows)


def test_without_proc_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "PROC", PROC / "nowhere")

    (section,) = sandbox.sections(1, 1, [], print_nothing)

    assert [row.what for row in section.rows] == ["skipped: only Linux tells in /proc what another process takes"]


def test_a_load_is_so_many_waves_after_one_that_connects() -> None:
    with running(counting("counting", GET)) as (server, seconds):
        assert server.ask(GET) == b"2"  # The first was part of the start.
        server.load(GET, 3)
        assert server.ask(GET) == b"%d" % (2 + 4 * CONNECTIONS + 1)
        assert seconds > 0


def test_a_server_that_hangs_up_is_named() -> None:
    with running(counting("counting", GET)) as (server, _), pytest.raises(NoPeerError, match=r"^counting: it does not"):
        server.ask(HANG_UP)


def test_the_processes_that_a_server_starts_count_too() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert {os.getpid(), child.pid} <= set(family(os.getpid()))
        assert family(child.pid) == [child.pid]
        child.communicate(b"\n")


def test_a_store_is_filled_with_payments_of_ids_of_their_own(tmp_path: Path) -> None:
    with stocked(tmp_path / "many", 3 * MADE) as worlds:
        page = worlds.main.answer("listPayments", {}, {"page": 1, "per_page": 100}, {}).body

    assert (page["total"], len(page["data"])) == (3 * MADE, 100)
    with closing(sqlite3.connect(tmp_path / "many")) as connection:
        for table, name in (("payments", "id"), ("events", "id"), ("events", "resource")):
            assert connection.execute(DIFFERENT.format(table=table, name=name)).fetchone() == (3 * MADE,)


def test_a_server_that_cannot_be_installed_is_left_out_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer_servers, "PRISM_FOLDER", FOLDER / "nowhere")
    monkeypatch.setattr(peer_servers, "install_python", refused)
    monkeypatch.setenv("PATH", "")

    made, skipped = peer_servers.prepare(print_nothing)

    assert not made
    assert [line.partition(":")[0] for line in skipped] == ["Prism", "localstripe and moto"]
    assert "Node.js" in skipped[0]


def test_the_peers_are_asked_only_when_their_part_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "prepare", lambda _: ([], ["clients"]))
    monkeypatch.setattr(peer_servers, "prepare", lambda _: ([], ["servers"]))

    assert prepared(["sandbox"], print_nothing).skipped == ["servers"]
    assert prepared(["imports"], print_nothing).skipped == ["clients"]
    assert prepared(["calls"], print_nothing).skipped == []


def test_the_lock_of_prism_holds_hashes_and_no_registry() -> None:
    packages = json.loads((peer_servers.PRISM / PACKAGE_LOCK).read_text(encoding="utf-8"))["packages"]
    installed = {name: package for name, package in packages.items() if name}

    assert installed
    assert all("integrity" in package and "resolved" not in package for package in installed.values())


def print_nothing(text: str) -> None:
    """Stand in for the terminal."""


def refused(lock: Path, folder: Path, tell: Tell) -> None:
    """Stand in for packages that cannot be installed."""
    raise NoPeerError("no")
