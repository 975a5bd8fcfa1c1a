"""A private PostgreSQL for tests: made in a temporary folder, reached by a socket file there, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PROGRAMS = ("createdb", "initdb", "pg_ctl", "postgres")
DEBIAN = Path("/usr/lib/postgresql")
GUARD = 'cat; "$0" --pgdata="$1/data" --mode=immediate --wait stop; rm -rf "$1"'
USER = "postgres"
OWNERS = ("postgres", "nobody")
"""Who runs the server when the tests run as root, whom it refuses; the first of them that the machine knows."""


def find_binaries() -> Path | None:
    """Find the folder with the programs of the server, the newest of several; null where there is none."""
    return next((folder for folder in places() if all((folder / name).exists() for name in PROGRAMS)), None)


def places() -> Iterator[Path]:
    """Give the folders where the programs may be."""
    if on_path := shutil.which("pg_ctl"):
        yield Path(on_path).resolve().parent
    if config := shutil.which("pg_config"):
        said = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=True)
        yield Path(said.stdout.strip())
    versions = [path for path in DEBIAN.glob("*/bin") if path.parent.name.isdigit()]
    yield from sorted(versions, key=lambda path: int(path.parent.name), reverse=True)


class Cluster:
    """A server that nobody else knows. `durable` makes it write to the disk before it says that it did."""

    def __init__(self, folder: Path, binaries: Path, *, durable: bool) -> None:
        self._folder = folder
        self._binaries = binaries
        owner = unprivileged()
        self._identity: dict[str, Any] = (
            {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
        )
        self._data = f"--pgdata={folder / 'data'}"
        self._fsync = "on" if durable else "off"
        self._names = (f"test_{number}" for number in count(1))
        if owner:
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run(
            "initdb", self._data, "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--locale=C", "--no-sync"
        )

    def start(self) -> None:
        """Start the server; it accepts connections when this returns."""
        options = f"-k {self._folder} -c listen_addresses='' -c fsync={self._fsync}"
        log = f"--log={self._folder / 'log'}"
        self._run("pg_ctl", self._data, "--wait", log, f"--options={options}", "start")

    def stop(self) -> None:
        """Stop the server at once, as a failure of the machine would."""
        self._run("pg_ctl", self._data, "--wait", "--mode=immediate", "stop")

    def guarded(self) -> subprocess.Popen[bytes]:
        """Start a process that stops the server, and removes it, when the pipe to it ends: at the latest with us."""
        return subprocess.Popen(
            ["sh", "-c", GUARD, self._binaries / "pg_ctl", self._folder],
            cwd="/",
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._identity,
        )

    def new_database(self) -> str:
        """Make an empty database and give its URL."""
        name = next(self._names)
        self._run("createdb", f"--host={self._folder}", f"--username={USER}", name)
        return f"postgresql:///{name}?{urlencode({'host': self._folder, 'user': USER})}"

    def _run(self, program: str, *options: str) -> None:
        done = subprocess.run(
            [self._binaries / program, *options],
            cwd=self._folder,
            **self._identity,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            text=True,
        )
        assert done.returncode == 0, f"{program} {' '.join(options)}\n{done.stdout}"


def unprivileged() -> pwd.struct_passwd | None:
    """Give who runs the server; null for whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in OWNERS:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise LookupError(f"PostgreSQL refuses to run as root, and this machine has none of the users {OWNERS}")


@contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Run a server, and throw it away at the end, whatever happened: also when these tests are killed."""
    binaries = find_binaries()
    assert binaries, "mark the test with @pytest.mark.postgres: PostgreSQL is not installed"
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        cluster = Cluster(Path(folder), binaries, durable=durable)
        with cluster.guarded():
            cluster.start()
            yield cluster
