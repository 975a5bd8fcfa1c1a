"""The sandbox without HTTP: what it changes that many payments are stored, and what whole worlds take."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

from komoju_sandbox.contract import load_contract
from komoju_sandbox.settings import Settings
from komoju_sandbox.world import World
from komoju_sandbox.worlds import Worlds

from tests.benchmarks.rounds import Batch, Samples, in_turns, interleaved, ratio, repeated
from tests.benchmarks.table import Bar, Row, Section

PAGE = {"page": 1, "per_page": 10}
CREATE = {
    "amount": 1000,
    "currency": "JPY",
    "tax": "auto",
    "capture": True,
    "locale": "ja",
    "external_order_num": "123",
    "metadata": {"foobar": "hoge"},
    "payment_details": {
        "type": "konbini",
        "store": "lawson",
        "email": "test@example.com",
        "phone": "090-1111-2222",
    },
}
"""A body as the check hands it on."""
NONE, FEW = "none stored", 10
CREATE_BAR, PAGE_BAR = Bar("<= 1.5", 1.5), Bar("<= 2.0", 2.0)
NEW_WORLD, RESET, COPY = "a new world", "reset", "snapshot and restore"
BARS = {
    NEW_WORLD: Bar("<= 2 ms", seconds=0.002),
    RESET: Bar("<= 5 ms", seconds=0.005),
    COPY: Bar("<= 50 ms", seconds=0.05),
}
LAST = "SELECT max(number) FROM {table}"
COPY_ROWS = "INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE number <= ?2"
NEW_ID = "printf('%05d', ?1) || substr({name}, 6)"
MADE = 1000
"""How many payments of a file are made as the sandbox makes them; the others are copies of their rows."""
COPIED = {"payments": ("id",), "events": ("id", "resource")}
"""The tables that grow with every payment, and the ids in them."""


class Numbers(NamedTuple):
    """How many payments are stored: in the large store, and in a world that is reset and copied."""

    large: int = 100_000
    world: int = 10_000


USUAL = Numbers()


def sections(rounds: int, calls: int, numbers: Numbers) -> list[Section]:
    """Measure stores and worlds."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        return [
            *growth_sections(Path(folder), rounds, calls, numbers.large),
            world_section(Path(folder), rounds, numbers.world),
        ]


def growth_sections(folder: Path, rounds: int, calls: int, large: int) -> list[Section]:
    """Create a payment and read the first page where few payments are stored, and where many are."""
    many = f"{large:,} stored"
    with (
        stocked(folder / "none", 0) as none,
        stocked(folder / "few", FEW) as few,
        stocked(folder / "many", large) as full,
    ):
        created = interleaved({NONE: creating(none.main), many: creating(full.main)}, rounds, calls)
        listed = interleaved({f"{FEW} stored": listing(few.main), many: listing(full.main)}, rounds, calls)
    return [
        Section("Create a payment in a SQLite file, without HTTP", _ratios(created, CREATE_BAR)),
        Section("Page 1 of a SQLite file, without HTTP", _ratios(listed, PAGE_BAR)),
    ]


def world_section(folder: Path, rounds: int, payments: int) -> Section:
    """Make, reset and copy worlds: in memory, and in SQLite files."""
    with stocked(None, payments) as memory, stocked(folder / "worlds", payments) as files, asyncio.Runner() as runner:
        in_memory = in_turns(world_measures(memory, runner), rounds)
        in_files = in_turns(world_measures(files, runner), rounds)
    return Section(
        f"Whole worlds with {payments:,} payments, without HTTP",
        [
            *(Row(f"{name}, in memory", median(spent), bar=BARS[name]) for name, spent in in_memory.items()),
            *(Row(f"{name}, SQLite file", median(spent)) for name, spent in in_files.items()),
        ],
    )


@contextmanager
def stocked(path: Path | None, payments: int) -> Iterator[Worlds]:
    """Open worlds in a file, or in memory; the main one has so many payments."""
    if path is not None:
        with _opened(path) as worlds:
            creating(worlds.main)(min(payments, MADE))
        multiply(path, payments // MADE)
    with _opened(path) as worlds:
        if path is None:
            creating(worlds.main)(payments)
        yield worlds


def multiply(path: Path, times: int) -> None:
    """Copy the rows of the payments until there are so many times as many, each under ids of its own."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, ids in COPIED.items():
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "number"]
            values = [NEW_ID.format(name=name) if name in ids else name for name in names]
            last = connection.execute(LAST.format(table=table)).fetchone()[0]
            copy = COPY_ROWS.format(table=table, names=", ".join(names), values=", ".join(values))
            connection.executemany(copy, [(number, last) for number in range(1, times)])
        connection.execute("UPDATE world SET payments = (SELECT count(*) FROM payments)")


def creating(world: World) -> Batch:
    """Make a batch of payments."""
    return repeated(lambda: world.answer("createPayment", {}, {}, CREATE))


def listing(world: World) -> Batch:
    """Make a batch of first pages."""
    return repeated(lambda: world.answer("listPayments", {}, PAGE, {}))


def world_measures(worlds: Worlds, runner: asyncio.Runner) -> dict[str, Callable[[], float]]:
    """Measure each thing once. The main world has its payments again before each."""
    worlds.save(worlds.main, "full")
    numbers = count()

    def new_world() -> float:
        name = f"world{next(numbers)}"
        spent = _seconds(lambda: worlds.world(name))
        runner.run(worlds.remove(worlds.world(name)))
        return spent

    def reset() -> float:
        runner.run(worlds.restore(worlds.main, "full"))
        return _seconds(worlds.main.reset)

    def copy() -> float:
        runner.run(worlds.restore(worlds.main, "full"))
        return _seconds(save_and_restore)

    def save_and_restore() -> None:
        worlds.save(worlds.main, "copy")
        runner.run(worlds.restore(worlds.main, "copy"))

    return {NEW_WORLD: new_world, RESET: reset, COPY: copy}


@contextmanager
def _opened(path: Path | None) -> Iterator[Worlds]:
    with closing(Worlds(load_contract(), Settings(database=None if path is None else str(path)))) as worlds:
        yield worlds


def _seconds(function: Callable[[], object]) -> float:
    before = process_time()
    function()
    return process_time() - before


def _ratios(samples: Samples, bar: Bar) -> list[Row]:
    base, many = samples
    return [
        Row(base, median(samples[base]), 1.0),
        Row(many, median(samples[many]), ratio(samples[many], samples[base]), bar),
    ]
