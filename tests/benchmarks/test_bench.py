"""The benchmark runs. What it measures is asserted nowhere: a clock proves nothing on a machine that others use too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from komoju.models import PaymentList
from rich.console import Console

from tests.benchmarks import peer_servers, peers
from tests.benchmarks.__main__ import Beside, measured
from tests.benchmarks.installing import NoPeerError, Tell
from tests.benchmarks.page import PAYMENTS, one_of_each_type, page
from tests.benchmarks.rounds import interleaved, ratio, repeated
from tests.benchmarks.table import Bar, Row, Section, table
from tests.benchmarks.tagged import model
from tests.values import document


def test_every_row_is_measured_and_shown() -> None:
    sections = measured(1, Beside(), print_nothing, ("imports", "decoding", "calls"), calls_a_round=1)

    console = Console(width=100)
    with console.capture() as capture:
        console.print(table(sections))
    shown = capture.get()
    assert [len(section.rows) for section in sections] == [2, 3, 2, 5, 3, 3, 3]
    assert sum(row.bar is not None for section in sections for row in section.rows) == 8
    for section in sections:
        assert section.title in shown
        assert all(row.what in shown and row.seconds is not None for row in section.rows)


def test_the_page_holds_all_ten_types_and_everybody_reads_the_same() -> None:
    mapping = document()["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"]
    content = json.loads(page())

    assert one_of_each_type().keys() == mapping.keys()
    assert len(content["data"]) == PAYMENTS
    PaymentList.from_dict(content)
    validated = model("PaymentList").model_validate(content)
    assert json.loads(validated.model_dump_json()) == content


def test_rounds_take_every_case_in_turn_and_count_only_the_warm_ones() -> None:
    seen: list[str] = []
    cases = {name: repeated(lambda name=name: seen.append(name)) for name in "ab"}

    samples = interleaved(cases, rounds=2, calls=2)

    assert "".join(seen) == "ab" + "aabb" + "bbaa"
    assert [len(spent) for spent in samples.values()] == [2, 2]


def test_a_ratio_is_the_median_of_the_rounds() -> None:
    assert ratio([2.0, 9.0, 8.0], [1.0, 3.0, 1.0]) == 3.0


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("no bar", 1.0, 9.0), True),
        (Row("below", 1.0, 1.5, Bar("<= 1.6", 1.6)), True),
        (Row("above", 1.0, 1.7, Bar("<= 1.6", 1.6)), False),
        (Row("fast", 0.004, bar=Bar("<= 5 ms", seconds=0.005)), True),
        (Row("slow", 0.006, bar=Bar("<= 5 ms", seconds=0.005)), False),
        (Row("small", bar=Bar("<= 60 MB", memory=60e6), memory=59e6), True),
        (Row("large", bar=Bar("<= 60 MB", memory=60e6), memory=61e6), False),
        (Row("unknown", bar=Bar("<= 60 MB", memory=60e6)), False),
    ],
)
def test_a_missed_bar_is_said(row: Row, met: bool) -> None:
    console = Console(width=100)
    with console.capture() as capture:
        console.print(table([Section("Section", [row])]))

    assert row.met is met
    assert ("MISSED" in capture.get()) is not met


def test_a_peer_that_cannot_be_made_is_left_out_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "install_python", lambda *_: None)
    monkeypatch.setattr(peers, "_imported", as_it_is)
    monkeypatch.setattr(peers, "_stock", refused)
    monkeypatch.setenv("PATH", "")

    made, skipped = peers.prepare(print_nothing)

    assert [peer.name for peer in made] == ["stripe"]
    assert [line.partition(":")[0] for line in skipped] == ["stock", "openapi-generator"]
    assert "Java" in skipped[1]


def print_nothing(text: str) -> None:
    """Stand in for the terminal."""


def as_it_is(peer: peers.Peer) -> peers.Peer:
    """Stand in for the import of a peer."""
    return peer


def refused(tell: Tell) -> peers.Peer:
    """Stand in for a peer that cannot be made."""
    raise NoPeerError("stock: no")


@pytest.mark.parametrize("lock", [peers.LOCK, peer_servers.LOCK], ids=["clients", "servers"])
def test_a_lock_of_the_peers_names_no_address(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()

    assert not [line for line in lines if "://" in line]
    assert all("==" in line or line.strip().startswith("--hash=sha256:") for line in lines)
