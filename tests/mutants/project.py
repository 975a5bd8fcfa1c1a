"""The project that faults are put into: scratch copies of it, and what runs in them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLUGIN = Path(__file__).parent / "plugin"
QUICK_SECONDS = 300
"""How long anything but the suite may run."""


class ProjectError(Exception):
    """The project is not fit to be judged: it fails unharmed, or its copy runs something else."""


@dataclass(frozen=True)
class Run:
    """How a program ended."""

    status: int | None
    """Null when it did not end in time."""
    output: str
    seconds: float
    witnesses: tuple[str, ...] = ()
    """The tests that failed, the first one first."""

    @property
    def passed(self) -> bool:
        """Tell whether all was well."""
        return self.status == 0


@dataclass(frozen=True)
class Stage:
    """A part of the suite."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Project:
    """A project with a suite."""

    root: Path
    files: Callable[[Path], list[str]]
    """Lists what belongs to it."""
    packages: dict[str, str]
    """The packages that have to come from a copy, and the folders that they lie in."""
    stages: dict[str, tuple[Stage, ...]]
    """The whole suite by room, in the order in which its faults are soonest found."""
    near_rooms: tuple[str, ...] = ()
    """The folders of tests that are called like what they test."""
    far: tuple[str, ...] = ()
    """Tests that are not asked first, whatever they are called: they take long."""
    build: tuple[str, ...] = ()
    """The module, and its arguments, that builds what follows from the document."""
    seconds: int = 1200
    """How long a part of the suite may run."""

    def near(self, tree: Path, names: Iterable[str]) -> Stage:
        """List the tests that are called like one of these: whose business it is that something goes wrong there."""
        words = [name.removesuffix("s") for name in names]
        found = [
            str(path.relative_to(tree))
            for room in self.near_rooms
            for path in sorted((tree / room).rglob("test_*.py"))
            if any(word in str(path.relative_to(tree)) for word in words)
        ]
        return Stage("near", tuple(path for path in found if not path.startswith(self.far)))

    def copy_to(self, tree: Path) -> None:
        """Copy what belongs to the project, as it is in the working tree. Raises `ProjectError`."""
        for name in self.files(self.root):
            target = tree / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(self.root / name, target)
        environment = self.root / ".venv"
        if environment.is_dir():
            (tree / ".venv").symlink_to(environment.resolve())
        self._refuse_foreign(tree)

    def test(self, tree: Path, *arguments: str) -> Run:
        """Run a part of the suite in a copy, up to the first failure."""
        witness = tree.with_name(f"{tree.name}.witness")
        witness.write_text("", encoding="utf-8")
        options = ("-x", "-q", "--tb=short", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "witness")
        run = self._run(tree, ["-m", "pytest", *options, f"--witness={witness}", *arguments], self.seconds)
        seen = witness.read_text(encoding="utf-8").splitlines()
        return Run(run.status, run.output, run.seconds, tuple(dict.fromkeys(seen)))

    def generate(self, tree: Path) -> Run:
        """Build what follows from the document of a copy."""
        return self._run(tree, ["-m", *self.build])

    def _refuse_foreign(self, tree: Path) -> None:
        for name in self.packages:
            found = self._run(tree, ["-c", f"import importlib.util as u; print(u.find_spec('{name}').origin)"])
            origin = found.output.strip()
            if not Path(origin).is_relative_to(tree):
                message = f"a copy of the project would test another {name}: {origin}"
                raise ProjectError(message)

    def _run(self, tree: Path, arguments: Sequence[str], seconds: int = QUICK_SECONDS) -> Run:
        paths = [*(str(tree / folder) for folder in dict.fromkeys(self.packages.values())), str(PLUGIN)]
        variables = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        started = time.monotonic()
        with subprocess.Popen(
            [sys.executable, *arguments],
            cwd=tree,
            env=variables,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process:
            try:
                output, _ = process.communicate(timeout=seconds)
                status: int | None = process.returncode
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                output, status = "", None
        return Run(status, output, time.monotonic() - started)


def tracked(root: Path) -> list[str]:
    """List what belongs to the repository, also what is not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if name and (root / name).is_file()]
