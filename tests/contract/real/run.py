"""The command: what it needs to begin, how it ends, and what it tells on the way."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from tests.contract.contract import ROOT
from tests.contract.real.line import Line, Pace
from tests.contract.real.probes import BUDGET
from tests.contract.real.progress import Progress
from tests.contract.real.report import Report
from tests.contract.real.safety import CannotRunError, hold_safe
from tests.contract.real.session import Session
from tests.contract.target import Target

NO_DRIFT, DRIFT, NOT_RUN = 0, 1, 2
FOLDER = ROOT / "build" / "drift"


def present() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def main(
    target: Target,
    *,
    fresh: bool = False,
    folder: Path = FOLDER,
    pace: Pace | None = None,
    now: Callable[[], datetime] = present,
) -> int:
    """Run against the target. Returns 0 when nothing differs, 1 when something does, 2 when it could not run."""
    try:
        hold_safe(target)
        return _run(target, folder / _name(target), pace or Pace.from_environment(), now, fresh=fresh)
    except CannotRunError as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command goes on from here; --fresh begins again.\n")
    return NOT_RUN


def _run(target: Target, folder: Path, pace: Pace, now: Callable[[], datetime], *, fresh: bool) -> int:
    progress = Progress(folder / "progress.jsonl")
    session = Session(target, Line(target.base_url, pace), progress, now)
    goes_on = not fresh and session.resume()
    sys.stdout.write(
        f"{len(session.probes)} probes of {target.base_url}, at most {BUDGET} requests, {pace.rate:g} per second"
        f"{f'; {len(progress.finished)} are done already' if goes_on else ''}\n"
    )
    if not goes_on:
        session.begin()
    for number, (name, told) in enumerate(session.tell(), len(progress.finished) + 1):
        found = len(told["differences"])
        result = f"{found} difference{'s' * (found > 1)}" if found else "as here"
        sys.stdout.write(f"{number:>3}  {name:<36} {told['requests']:>3} requests  {result}\n")
        sys.stdout.flush()
    report = Report.of(progress, now())
    report.write(folder)
    sys.stdout.write(f"{report.summary}\nThe report: {_shown(folder / 'report.md')}\n")
    return DRIFT if report.differences else NO_DRIFT


def _name(target: Target) -> str:
    url = urlsplit(target.base_url)
    return f"{url.hostname}-{url.port}" if url.port else str(url.hostname)


def _shown(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
