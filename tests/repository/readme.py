"""Write the Python programs of the README into a folder, so that they are linted, type-checked and run."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def programs() -> list[str]:
    """Give the programs, in the order of the page."""
    return FENCE.findall(README.read_text(encoding="utf-8"))


def main(folder: Path) -> None:
    """Write each program into a file of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for number, program in enumerate(programs(), start=1):
        (folder / f"program_{number}.py").write_text(program, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
