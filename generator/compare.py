"""Step 7: compare what was built with what is committed, or put it in its place."""

import difflib
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 60
SKIPPED = frozenset({"__pycache__"})


def files_below(folder: Path) -> dict[str, bytes]:
    """Read a folder: relative names with forward slashes, and the bytes of each file."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in paths
        if not SKIPPED.intersection(path.relative_to(folder).parts)
    }


def differences(old: dict[str, bytes], new: dict[str, bytes], label: str) -> Iterator[str]:
    """Give the lines of a diff that a person can read; nothing when both are the same."""
    for name in sorted(old.keys() | new.keys()):
        if old.get(name) != new.get(name):
            yield from _difference(f"{label}/{name}", old.get(name), new.get(name))


def _difference(name: str, old: bytes | None, new: bytes | None) -> Iterator[str]:
    if old is None:
        yield f"{name}: not committed yet"
        return
    if new is None:
        yield f"{name}: committed, but nothing builds it any more"
        return
    before, after = _text_lines(old), _text_lines(new)
    lines = list(difflib.unified_diff(before, after, f"{name} (committed)", f"{name} (built)", lineterm=""))
    yield from lines[:LONGEST] or [f"{name}: the bytes differ, the text does not"]
    if len(lines) > LONGEST:
        yield f"... and {len(lines) - LONGEST} more lines in {name}"


def _text_lines(data: bytes) -> list[str]:
    return data.decode("utf-8", errors="backslashreplace").splitlines()


@contextmanager
def workbench(parent: Path) -> Generator[Path]:
    """Give a temporary folder inside `parent`, so on its file system, and remove it in the end."""
    folder = Path(tempfile.mkdtemp(prefix=".generator-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder that is new."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def replace_folders(built: dict[Path, Path], bench: Path) -> None:
    """Put each built folder in the place of its target, by renaming; all of them or none.

    Raises OSError when the file system refuses; the old folders are back in place then.
    """
    moved: list[tuple[Path, Path]] = []
    try:
        for number, (target, folder) in enumerate(built.items()):
            aside = bench / f"old-{number}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(aside)
                moved.append((target, aside))
            folder.rename(target)
    except OSError:
        for target, aside in reversed(moved):
            if target.exists():
                shutil.rmtree(target)
            aside.rename(target)
        raise
