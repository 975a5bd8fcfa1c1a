"""`python -m tests.mutants`: put faults in on purpose, and see that the suite finds every one."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.faults import ROOMS, Fault, StaleFaultError, read_faults
from tests.mutants.here import HERE
from tests.mutants.hunt import hunt
from tests.mutants.judge import Judge, Verdict
from tests.mutants.project import ROOT, ProjectError
from tests.mutants.table import merged, read_verdicts, score, write


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge faults. Returns 1 when one survives or does not fit any more, or when the suite fails without any."""
    options = _parser().parse_args(arguments)
    faults = read_faults()
    chosen = _chosen(faults, options)
    if options.list:
        sys.stdout.writelines(f"{fault.room:<9} {fault.name:<40} {fault.story}\n" for fault in chosen)
        return 0
    try:
        for fault in chosen:
            fault.edited((ROOT / fault.file).read_text(encoding="utf-8"))
        known = read_verdicts()
        with TemporaryDirectory(prefix="mutants-") as place:
            judge = Judge(HERE, Path(place))
            found = hunt(judge, chosen, {} if options.full else known, options.jobs, _tell)
    except (StaleFaultError, ProjectError) as error:
        sys.stderr.write(f"mutants: {error}\n")
        return 1
    return _conclude(faults, chosen, merged(faults, known, found), keep=options.sample is None)


def _conclude(faults: list[Fault], chosen: list[Fault], verdicts: dict[str, Verdict], *, keep: bool) -> int:
    survivors = [fault for fault in chosen if not fault.equivalent and verdicts[fault.name].by is None]
    if keep:
        write(faults, verdicts)
    sys.stdout.write(f"\n{score(chosen, verdicts)}\n")
    sys.stdout.writelines(f"survives: {fault.name} ({fault.file}): {fault.story}\n" for fault in survivors)
    return 1 if survivors else 0


def _chosen(faults: list[Fault], options: argparse.Namespace) -> list[Fault]:
    chosen = [
        fault
        for fault in faults
        if (options.room is None or fault.room == options.room) and (not options.only or fault.name in options.only)
    ]
    unknown = set(options.only or ()) - {fault.name for fault in faults}
    if unknown:
        raise SystemExit(f"mutants: there is no fault {', '.join(sorted(unknown))}")
    if options.sample is None:
        return chosen
    seed = options.seed or _commit()
    sys.stdout.write(f"{options.sample} of {len(chosen)} faults, drawn by --seed {seed}\n")
    drawn = sorted(chosen, key=lambda fault: sha256(f"{seed} {fault.name}".encode()).digest())[: options.sample]
    return [fault for fault in chosen if fault in drawn]


def _commit() -> str:
    """Name the commit, so that each one draws others, and the same one the same."""
    said = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True)
    return said.stdout.strip()


def _tell(fault: Fault, verdict: Verdict) -> None:
    sys.stdout.write(f"{'killed' if verdict.by else 'SURVIVES'} {fault.name}: {verdict.seconds} s, {verdict.by}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="judge these faults")
    parser.add_argument("--room", choices=ROOMS, help="judge the faults of one room")
    parser.add_argument("--sample", type=int, metavar="N", help="judge that many, drawn by the seed; keep nothing")
    parser.add_argument("--seed", metavar="TEXT", help="what the sample is drawn by; the commit when not given")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many are judged at a time (2)")
    parser.add_argument("--full", action="store_true", help="forget which test has found which fault")
    parser.add_argument("--list", action="store_true", help="list the faults and judge none")
    return parser


if __name__ == "__main__":
    sys.exit(main())
