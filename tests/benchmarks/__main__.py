"""`make bench`: what the client costs, beside `httpx2`, `json`, pydantic and other clients."""

from __future__ import annotations

import argparse
import platform
import time

from rich.console import Console

from tests.benchmarks import calls, decoding, imports, peers
from tests.benchmarks.table import Section, table

WIDTH = 100


def main() -> None:
    """Measure and print the table. Nothing is asserted: only ratios mean anything on a machine that others use too."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="rounds of fresh interpreters (15)")
    parser.add_argument("--no-peers", action="store_true", help="leave the other clients out, and set nothing up")
    options = parser.parse_args()
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    began = time.perf_counter()
    made, skipped = ([], []) if options.no_peers else peers.prepare(console.print)
    for line in skipped:
        console.print(f"skipped: {line}", markup=False)
    with console.status("Measuring ...") as status:
        sections = measured(options.rounds, made, status.update)
    console.print(table(sections))
    console.print(
        f"Python {platform.python_version()}, {platform.machine()}; {time.perf_counter() - began:.0f} s. "
        "Only the ratios mean anything on another machine."
    )


def measured(rounds: int, made: list[peers.Peer], tell: peers.Tell, calls_a_round: int = 10) -> list[Section]:
    """Measure everything, and say what is being measured."""
    tell("Starting fresh interpreters ...")
    started = imports.sections(rounds, {f"import {peer.name}": peer.program for peer in made})
    tell("Decoding pages ...")
    decoded = decoding.sections(2 * rounds, max(1, calls_a_round // 2), made, tell)
    tell("Making calls ...")
    return [*started, *decoded, *calls.sections(8 * rounds, calls_a_round)]


if __name__ == "__main__":
    main()
