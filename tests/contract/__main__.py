"""Hold a server to the contract with everything in this folder: `make contract`, and for longer `make contract-deep`.

Against a sandbox of its own it runs schemathesis in all its phases and the suites of hypothesis, and ends with what was
met. `KOMOJU_BASE_URL` with `KOMOJU_SECRET_KEY` names another server; what is safe there is run there then.
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.contract import effort
from tests.contract.contract import ROOT
from tests.contract.summary import met, table
from tests.contract.target import Target

HERE = Path(__file__).parent
RECORDS = ROOT / "build" / "contract"
WORKERS = ["-n", "2", "--dist", "loadfile"]
DEEP_EXAMPLES = 1000
WIDTH = 132
TIMEOUT = 3600
"""Seconds for one test, which may be one whole run of schemathesis."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything and print what was met. Return 0 when nothing was found."""
    options = _options(arguments)
    target = Target.from_environment()
    if target is not None:
        from tests.contract.real import main as real

        return real(target)
    examples = options.max_examples or (DEEP_EXAMPLES if options.deep else effort.USUAL_EXAMPLES)
    seed = secrets.randbelow(10**6) if options.deep and options.seed is None else options.seed
    records = RECORDS / f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}"
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    console.print(f"{examples} examples, seed {'of each property' if seed is None else seed}, records in {records}")
    began = time.monotonic()
    code = _pytest(options.only, examples, seed, records)
    console.print(table(met(records)))
    word = "[bold green]nothing was found[/]" if code == 0 else "[bold red]something was found[/]"
    console.print(f"{word} in {time.monotonic() - began:.0f} s")
    return code


def _pytest(only: str | None, examples: int, seed: int | None, records: Path) -> int:
    said = {effort.EXAMPLES_VARIABLE: str(examples), effort.RECORDS_VARIABLE: str(records)}
    if seed is not None:
        said[effort.SEED_VARIABLE] = str(seed)
    drawn = [] if seed is None else [f"--hypothesis-seed={seed}"]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.contract.replays", *drawn]
    command += ["--timeout", str(TIMEOUT)]
    command += [only] if only else [*WORKERS, str(HERE)]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **said}, check=False).returncode


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="about ten minutes, with a seed that nobody has tried")
    parser.add_argument("--seed", type=int, help="draw as the run with this seed did")
    parser.add_argument("--max-examples", type=int, help="examples of each property; all other numbers grow with it")
    parser.add_argument("--only", metavar="TEST", help="one test, as pytest names it")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
