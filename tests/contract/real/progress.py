"""What a run has done, so that an interrupted run goes on where it stopped.

The first line of the file says what the run is about; each other line is a finished probe, or what an unfinished one
has used up. Whoever stops the run leaves a file that can be read.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.contract.real.safety import CannotRunError

Line = dict[str, Any]


@dataclass
class Progress:
    """The state of a run, in a file."""

    path: Path
    about: Line = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def read(self) -> bool:
        """Read what is there, if there is anything."""
        if not self.path.exists():
            return False
        try:
            self.about, *self.lines = map(json.loads, self.path.read_text(encoding="utf-8").splitlines())
        except ValueError as error:
            raise CannotRunError(f"{self.path} cannot be read; --fresh begins again.") from error
        return True

    def begin(self, about: Line) -> None:
        """Forget the past."""
        self.about, self.lines = about, []
        self._write()

    def add(self, line: Line) -> None:
        """Remember a probe."""
        self.lines.append(line)
        self._write()

    def _write(self) -> None:
        """Put the new state in the place of the old one in one go."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in [self.about, *self.lines])
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    @property
    def finished(self) -> dict[str, Line]:
        """The finished probes by their names."""
        return {line["probe"]: line for line in self.lines if "probe" in line}

    @property
    def requests(self) -> int:
        """How many requests have been sent in all."""
        return sum(line["requests"] for line in [self.about, *self.lines])
