"""What a program pays before its first call and in it: CPU time of fresh interpreters."""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from typing import NamedTuple

from tests.benchmarks.fresh import ENVIRONMENT, ROOT, cpu_of
from tests.benchmarks.page import one_of_each_type
from tests.benchmarks.rounds import Samples, ratio
from tests.benchmarks.stub import stub
from tests.benchmarks.table import Bar, Row, Section

EMPTY, HTTPX2, HTTPX2_TLS = "nothing", "import httpx2", "import httpx2, its TLS context made"
KOMOJU, READY, PRELOADED = "import komoju", 'Komoju("k"), its connections ready', "komoju.preload()"


class Program(NamedTuple):
    """A program, the interpreter that runs it, and where that one looks for modules besides its own."""

    code: str
    python: str = sys.executable
    path: str = ""


PROGRAMS = {
    EMPTY: Program("pass"),
    HTTPX2: Program("import httpx2"),
    KOMOJU: Program("import komoju"),
    HTTPX2_TLS: Program("import httpx2; httpx2.create_ssl_context()"),
    READY: Program("import komoju; komoju.Komoju('k')._http.pool.ready()"),
    PRELOADED: Program("import komoju; komoju.preload()"),
}
FIRST_CALLS = ("blocking", "asyncio")
STALL = Bar("<= 5 ms", seconds=0.005)


def sections(rounds: int, peers: dict[str, Program]) -> list[Section]:
    """Measure what starting costs. `peers` are further programs, by the name of their row."""
    samples = _spent({**PROGRAMS, **peers}, rounds)
    base, tls = samples[HTTPX2], samples[HTTPX2_TLS]
    rows = [
        _row(HTTPX2, samples, base),
        _row(KOMOJU, samples, base, 0.15),
        *(_row(name, samples, base) for name in peers),
    ]
    ready = [_row(HTTPX2_TLS, samples, tls), _row(READY, samples, tls, 1.05), _row(PRELOADED, samples, tls)]
    return [
        Section("Import (1 = import httpx2)", rows),
        Section("Ready to call (1 = import httpx2, its TLS context made)", ready),
        Section("First call less the second, after komoju.preload()", _first_calls(rounds)),
    ]


def _row(name: str, samples: Samples, base: list[float], bar: float | None = None) -> Row:
    limit = None if bar is None else Bar(f"<= {bar}", bar)
    return Row(name, median(samples[name]), ratio(samples[name], base), limit)


def _spent(programs: dict[str, Program], rounds: int) -> Samples:
    """Run every program in every round, and take off what its interpreter takes for nothing."""
    idle = {(program.python, program.path) for program in programs.values()}
    all_of_them = {**programs, **{f"{EMPTY} {place}": Program("pass", *place) for place in idle}}
    spent: Samples = {name: [] for name in all_of_them}
    for number in range(rounds + 1):
        for name, program in all_of_them.items():
            seconds = cpu_of([program.python, "-c", program.code], {**ENVIRONMENT, "PYTHONPATH": program.path})
            if number:  # The first time, byte code is made.
                spent[name].append(seconds)
    start = {place: median(spent[f"{EMPTY} {place}"]) for place in idle}
    return {
        name: [seconds - start[program.python, program.path] for seconds in spent[name]]
        for name, program in programs.items()
    }


def _first_calls(rounds: int) -> list[Row]:
    body = json.dumps(one_of_each_type()["konbini"]).encode()
    with stub(body) as url:
        spent: Samples = {name: [] for name in FIRST_CALLS}
        for number in range(rounds + 1):
            for name in FIRST_CALLS:
                seconds = _difference(name, url)
                if number:
                    spent[name].append(seconds)
    return [Row(f"payments.create, {name}", median(seconds), bar=STALL) for name, seconds in spent.items()]


def _difference(kind: str, url: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.first_call", kind, url]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True, text=True)
    return float(done.stdout)
