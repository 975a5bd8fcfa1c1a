"""`make bench`: what the client costs beside other clients, and the sandbox beside other stand-ins."""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Console

from tests.benchmarks import calls, decoding, imports, peer_servers, peers, sandbox, stores
from tests.benchmarks.installing import Tell
from tests.benchmarks.servers import Service
from tests.benchmarks.table import Section, table

WIDTH = 100
PARTS = ("imports", "decoding", "calls", "sandbox")


class Beside(NamedTuple):
    """What is measured beside the client and the sandbox."""

    clients: Sequence[peers.Peer] = ()
    servers: Sequence[Service] = ()
    skipped: Sequence[str] = ()


def main() -> None:
    """Measure and print the table. Nothing is asserted: only ratios mean anything on a machine that others use too."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds of fresh interpreters (15)")
    parser.add_argument("--no-peers", action="store_true", help="leave everybody else out, and set nothing up")
    parser.add_argument("--only", choices=PARTS, help="measure one part only")
    options = parser.parse_args()
    parts = PARTS if options.only is None else (options.only,)
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    began = time.perf_counter()
    beside = Beside() if options.no_peers else prepared(parts, console.print)
    for line in beside.skipped:
        console.print(f"skipped: {line}", markup=False)
    with console.status("Measuring ...") as status:
        sections = measured(options.rounds, beside, status.update, parts)
    console.print(table(sections))
    console.print(
        f"Python {platform.python_version()}, {platform.machine()}; {time.perf_counter() - began:.0f} s. "
        "Only the ratios mean anything on another machine."
    )


def prepared(parts: Sequence[str], tell: Tell) -> Beside:
    """Make the peers that these parts need."""
    clients, no_clients = peers.prepare(tell) if {"imports", "decoding"} & set(parts) else ([], [])
    servers, no_servers = peer_servers.prepare(tell) if "sandbox" in parts else ([], [])
    return Beside(clients, servers, [*no_clients, *no_servers])


def measured(
    rounds: int,
    beside: Beside,
    tell: Tell,
    parts: Sequence[str] = PARTS,
    calls_a_round: int = 10,
    numbers: stores.Numbers = stores.USUAL,
) -> list[Section]:
    """Measure everything, and say what is being measured."""
    found: list[Section] = []
    if "imports" in parts:
        tell("Starting fresh interpreters ...")
        found += imports.sections(rounds, {f"import {peer.name}": peer.program for peer in beside.clients})
    if "decoding" in parts:
        tell("Decoding pages ...")
        found += decoding.sections(2 * rounds, max(1, calls_a_round // 2), beside.clients, tell)
    if "calls" in parts:
        tell("Making calls ...")
        found += calls.sections(8 * rounds, calls_a_round)
    if "sandbox" in parts:
        found += sandbox.sections(rounds, max(1, calls_a_round // 2), beside.servers, tell)
        tell("Filling stores ...")
        found += stores.sections(2 * rounds, calls_a_round, numbers)
    return found


if __name__ == "__main__":
    main()
