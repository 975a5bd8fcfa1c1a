"""Write the Python programs of the reference into a folder, so that they are linted and type-checked."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.generator.site.stage import programs


def main(folder: Path) -> None:
    """Write each program into a file of its own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for (operation, name), scenario in programs().items():
        file = f"{operation}_{name.replace('-', '_')}.py"
        (folder / file).write_text(scenario.python, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
