"""Lint the document by others' rules, make a client of it in each language, and let each client play all scenarios."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from rich import box
from rich.console import Console
from rich.table import Table

from tests.languages.linting import lint
from tests.languages.match import Results, played
from tests.languages.players import PLAYERS, Player
from tests.languages.scenarios import scenarios
from tests.languages.workshop import NotMadeError

WIDTH = 100
LINT = "lint"
Made = TypeVar("Made")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked for. Return 0 when all of it came out as expected, and nothing was left out."""
    parts = (LINT, *PLAYERS)
    parser = argparse.ArgumentParser(prog="python -m tests.languages", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(parts)}; all by default")
    chosen = parser.parse_args(arguments).parts or parts
    if unknown := set(chosen) - set(parts):
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    console = Console(highlight=False, markup=False, soft_wrap=True)
    began = time.monotonic()
    results, reasons = _done(chosen, console)
    if results:
        console.print(_table(results), width=WIDTH)
    for name, found in results.items():
        reasons += [f"{name}, {scenario}: {said}" for scenario, said in found.items() if said is not None]
    for reason in reasons:
        console.print(reason)
    came = f"{len(reasons)} came out wrong" if reasons else "all as the contract says"
    console.print(f"{' and '.join(chosen)}: {came}, in {time.monotonic() - began:.0f} s")
    return 1 if reasons else 0


def _done(chosen: Sequence[str], console: Console) -> tuple[dict[str, Results], list[str]]:
    """Lint and play; give what came of it, and a reason for each part that could not be done."""
    makers: dict[str, Callable[[], list[str] | None]] = {LINT: lint, **{n: p.prepare for n, p in PLAYERS.items()}}
    with console.status("Making the clients ..."), ThreadPoolExecutor(2) as pool:
        made = dict(zip(chosen, pool.map(lambda name: _tried(makers[name]), chosen), strict=True))
    with console.status("Playing ..."):
        commands = {name: found for name, found in made.items() if isinstance(found, list)}
        results = {name: played(PLAYERS[name], command) for name, command in commands.items()}
        reasons = [f"{name}, {said}" for name, command in commands.items() for said in _more(PLAYERS[name], command)]
    reasons += [f"{name}: {found}" for name, found in made.items() if isinstance(found, NotMadeError)]
    return results, reasons


def _more(player: Player, command: list[str]) -> list[str]:
    return player.more(Path(command[-1]).parent) if player.more else []


def _tried(make: Callable[[], Made]) -> Made | NotMadeError:
    try:
        return make()
    except NotMadeError as error:
        return error


def _table(results: dict[str, Results]) -> Table:
    table = Table("Scenario", *results, box=box.SIMPLE_HEAD)
    for scenario in scenarios():
        table.add_row(scenario, *("ok" if found[scenario] is None else "FAILED" for found in results.values()))
    return table


if __name__ == "__main__":
    sys.exit(main())
