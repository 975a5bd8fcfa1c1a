"""How a player in another language is made: its tools, its folder below build/languages, what is made there once."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = Path(__file__).parent
BUILD = ROOT / "build" / "languages"
BUNDLE = ROOT / "spec" / "dist" / "komoju-v1.json"
TWIN = ROOT / "spec" / "dist" / "komoju-v1-3.0.json"
PATIENCE = 600

Tell = Callable[[str], object]


class NotMadeError(Exception):
    """A player cannot be made here. The message says why in a sentence."""


@dataclass(frozen=True)
class Tool:
    """A program that the machine has to bring."""

    program: str
    name: str
    advice: str

    def require(self) -> None:
        """Raise `NotMadeError` when it is not there."""
        if shutil.which(self.program) is None:
            raise NotMadeError(f"{self.name} is missing ({self.advice})")


class Workshop:
    """The folder in which one player is made."""

    def __init__(self, name: str, build: Path = BUILD) -> None:
        self.source = SOURCES / name
        self.folder = build / name
        self.name = name

    def bring(self, *keep: str) -> None:
        """Copy what is committed, and drop what an earlier run has left, except these."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if path.name not in keep and not path.name.startswith("."):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.source, self.folder, dirs_exist_ok=True)

    def once(self, stage: str, inputs: Iterable[Path], make: Callable[[], None]) -> None:
        """Do that stage, unless it was done with the same content of these files and folders."""
        stamp, digest = self.folder / f".{stage}", _digest(inputs)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
            return
        stamp.unlink(missing_ok=True)
        make()
        stamp.write_text(digest, encoding="utf-8")

    def run(self, *command: str, otherwise: str, environment: dict[str, str] | None = None) -> str:
        """Run a command in the folder, and return what it prints. Raises `NotMadeError` when it fails."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        if done.returncode:
            raise NotMadeError(f"{otherwise}\n{done.stdout}{done.stderr}".rstrip())
        return done.stdout


def _digest(inputs: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in inputs:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                found.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
