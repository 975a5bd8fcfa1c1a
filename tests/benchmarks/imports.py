"""What an import costs: CPU time of fresh interpreters, interleaved, as medians and as ratios to `import httpx2`.

`make bench` runs this. Only the ratios mean anything on a machine that others use too.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

ROUNDS = 15
EMPTY = "pass"
BASE = "import httpx2"
CASES = {
    "import komoju": "import komoju",
    "one client, ready to call": "import komoju; komoju.Komoju('sk')",
    "one model (for webhooks)": "from komoju.models import Payment",
    "everything, with komoju.preload()": "import komoju; komoju.preload()",
}


def main() -> None:
    """Measure and print the table."""
    console = Console()
    spent: dict[str, list[float]] = {code: [] for code in (EMPTY, BASE, *CASES.values())}
    with console.status(f"{ROUNDS} rounds of {len(spent)} interpreters ..."):
        for _ in range(ROUNDS):
            for code, seconds in spent.items():
                seconds.append(_cpu(code))
    cost = {code: median(seconds) - median(spent[EMPTY]) for code, seconds in spent.items()}
    table = Table("What", "CPU ms", "x import httpx2", box=box.SIMPLE_HEAD)
    for name, code in {BASE: BASE, **CASES}.items():
        table.add_row(name, f"{1000 * cost[code]:.1f}", f"{cost[code] / cost[BASE]:.2f}")
    console.print(table)


def _cpu(code: str) -> float:
    """Run code in a fresh interpreter and return the CPU seconds that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
