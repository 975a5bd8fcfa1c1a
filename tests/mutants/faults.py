"""The deliberate faults, as data: each is one small edit of one file, with a name and what a merchant would suffer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent / "faults"
ROOMS = ("sandbox", "document")


class StaleFaultError(Exception):
    """The text that a fault replaces does not stand in its file exactly once, or is not changed."""


@dataclass(frozen=True)
class Fault:
    """A fault that somebody could have made."""

    name: str
    room: str
    """`sandbox` or `document`."""
    theme: str
    story: str
    """What a merchant would suffer."""
    file: str
    """Below the root of the project."""
    find: str
    replace: str
    equivalent: str = ""
    """One line that proves that nobody could ever tell; empty where it is to be caught."""

    def edited(self, text: str) -> str:
        """Put the fault into the text of its file. Raises `StaleFaultError`."""
        found = text.count(self.find)
        if found != 1 or self.find == self.replace:
            message = f"{self.name}: `{self.find}` stands in {self.file} {found} times, and has to be changed once"
            raise StaleFaultError(message)
        return text.replace(self.find, self.replace)

    def put_into(self, tree: Path) -> None:
        """Put the fault into a copy of the project. Raises `StaleFaultError`."""
        path = tree / self.file
        text = self.edited(path.read_text(encoding="utf-8"))
        path.unlink()
        path.write_text(text, encoding="utf-8")
        for compiled in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
            compiled.unlink()


def read_faults(folder: Path = HERE) -> list[Fault]:
    """Read all faults, room by room and theme by theme."""
    return [
        Fault(room=room, theme=path.stem, **entry)
        for room in ROOMS
        for path in sorted((folder / room).glob("*.yaml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
