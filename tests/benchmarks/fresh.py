"""Fresh interpreters: the CPU time that one takes for a program, its start included."""

from __future__ import annotations

import os
import resource
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "bench"
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    # Everybody's byte code is made the same way and once, also where installers or users made none.
    "PYTHONPYCACHEPREFIX": str(FOLDER / "pycache"),
}


def cpu_of(command: list[str], environment: dict[str, str]) -> float:
    """Run a command and return the CPU seconds that it took. Raise `CalledProcessError` when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
