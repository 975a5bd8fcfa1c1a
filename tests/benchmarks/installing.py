"""What the peers of `make bench` are installed from: locks, each into a folder of its own below build/bench, once."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks.fresh import ENVIRONMENT, ROOT

Tell = Callable[[str], object]
AGAIN = "Run `make bench` again"
PACKAGE_LOCK = "package-lock.json"


class NoPeerError(Exception):
    """The peer cannot be made here. The message says why, and how to get it."""


def install_python(lock: Path, folder: Path, tell: Tell) -> None:
    """Make `folder` a virtual environment with the packages of the lock. Raises `NoPeerError`."""
    if _is_made(lock, folder):
        return
    tell(f"Setting up {folder.relative_to(ROOT)} with the packages of {lock.relative_to(ROOT)} (once) ...")
    venv.create(folder, clear=True, with_pip=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "--require-hashes", "-r", str(lock)], f"the packages cannot be installed. Go online. {AGAIN}")
    _note(lock, folder)


def install_node(source: Path, folder: Path, tell: Tell) -> None:
    """Make `folder` hold the packages of the lock in `source`. Raises `NoPeerError`."""
    lock = source / PACKAGE_LOCK
    if _is_made(lock, folder):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise NoPeerError(f"it needs Node.js and npm (Debian: nodejs npm). {AGAIN}")
    tell(f"Setting up {folder.relative_to(ROOT)} with the packages of {lock.relative_to(ROOT)} (once) ...")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    install = [npm, "ci", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    run(install, f"its packages cannot be installed. Go online. {AGAIN}")
    _note(lock, folder)


def run(command: list[str], otherwise: str, environment: Mapping[str, str] = ENVIRONMENT) -> None:
    """Run a command. Raises `NoPeerError`, which begins with `otherwise`, when it fails."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise NoPeerError(f"{otherwise} ({last_line(done.stderr or done.stdout)})")


def digest(*paths: Path) -> str:
    """Return what changes when one of the files does."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def last_line(output: bytes) -> str:
    """Return the last line of what a command wrote, which mostly is the reason why it failed."""
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "no message"


def _is_made(lock: Path, folder: Path) -> bool:
    stamp = _stamp(folder)
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest(lock)


def _note(lock: Path, folder: Path) -> None:
    _stamp(folder).write_text(digest(lock), encoding="utf-8")


def _stamp(folder: Path) -> Path:
    return folder / ".made-of"
