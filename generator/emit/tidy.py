"""Format what is emitted."""

import subprocess
import sys
from pathlib import Path

from generator.emit.upstream import EmitError

WIDTH = 100


def tidy(folder: Path, width: int = WIDTH) -> None:
    """Format with the pinned ruff, deaf to any configuration that lies around. Raise `EmitError` when it objects."""
    common = ["--isolated", "--no-cache", "--target-version", "py311", "--line-length", str(width), "-q"]
    for arguments in (["check", "--fix-only", "--select", "I,F401,RUF022,D202,D413"], ["format"]):
        command = [sys.executable, "-m", "ruff", *arguments, *common, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise EmitError(f"ruff {arguments[0]} failed on what was emitted:\n{done.stdout}{done.stderr}")
