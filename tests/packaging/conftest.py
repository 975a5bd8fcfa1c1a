"""The distributions, built once, and two empty environments: one with the wheel, one with the wheel and its extra."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.values import ROOT

LOCK = ROOT / "requirements.lock"


class Dists(NamedTuple):
    """The two archives."""

    wheel: Path
    sdist: Path


class Environment(NamedTuple):
    """A virtual environment that knows nothing of this checkout."""

    folder: Path
    installed: dict[str, str]
    """Versions by name."""

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.folder / "bin" / "python"

    def run(self, program: str, *arguments: str) -> str:
        """Run a program there: isolated, and with the environment itself as the current directory."""
        return command(self.folder, self.python, "-I", "-c", program, *arguments)


def command(folder: Path, *words: str | Path) -> str:
    """Run a command in a folder and give what it printed; its failure is an error that shows all it said."""
    done = subprocess.run([*map(str, words)], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, words))}\n{done.stdout}{done.stderr}"
    return done.stdout


def build(source: Path, target: Path) -> Dists:
    """Build wheel and sdist of a source tree with what is installed here: nothing is fetched."""
    command(source, sys.executable, "-m", "hatchling", "build", "-d", target)
    (wheel,), (sdist,) = target.glob("*.whl"), target.glob("*.tar.gz")
    return Dists(wheel, sdist)


@pytest.fixture(scope="session")
def dists(tmp_path_factory: pytest.TempPathFactory) -> Dists:
    """The distributions of this checkout."""
    return build(ROOT, tmp_path_factory.mktemp("the dists"))


@pytest.fixture(scope="session")
def bare(dists: Dists, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install komoju` makes of an empty environment."""
    return environment(tmp_path_factory.mktemp("an environment"), dists.wheel, "")


@pytest.fixture(scope="session")
def full(dists: Dists, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """What `pip install komoju[sandbox]` makes of an empty environment."""
    return environment(tmp_path_factory.mktemp("an environment"), dists.wheel, "[sandbox]")


def environment(folder: Path, wheel: Path, extra: str) -> Environment:
    """Ask pip what the wheel needs, then install just that, each archive by the hash that the lock file has for it."""
    command(folder, sys.executable, "-m", "venv", "--without-pip", folder)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin" / "python", "install", "--quiet"]
    pins, hashed = folder / "pins.txt", folder / "hashed.txt"
    entries = dict(locked())
    pins.write_text("".join(f"{entry.partition(' ')[0]}\n" for entry in entries.values()), encoding="utf-8")
    komoju = f"komoju{extra} @ {wheel.as_uri()}"
    report = json.loads(command(folder, *pip, "--dry-run", "--report", "-", "--constraint", pins, komoju))
    needed = {item["metadata"]["name"]: item["metadata"]["version"] for item in report["install"]}
    lines = [entries[normal(name)] for name in needed if name != "komoju"]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    hashed.write_text("\n".join([*lines, f"{komoju} --hash=sha256:{digest}\n"]), encoding="utf-8")
    command(folder, *pip, "--no-deps", "--require-hashes", "--requirement", hashed)
    return Environment(folder, needed)


def locked() -> Iterator[tuple[str, str]]:
    """Give the entries of the lock file by name, each with its version and its hashes."""
    for entry in re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8")):
        yield normal(entry.partition("==")[0]), entry.strip()


def normal(name: str) -> str:
    """Write the name of a distribution as the lock file does."""
    return re.sub(r"[-_.]+", "-", name).lower()
