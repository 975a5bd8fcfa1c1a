"""`python -m generator docs`: write the reference as a static site."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.compare import replace_folders, workbench, write_files
from generator.emit.upstream import EmitError
from generator.pipe import Contract, read_contract
from generator.site.build import build_site
from generator.site.provenance import ReportError, read_report

PROVENANCE = "build/provenance.json"
OUT = "build/docs"


def docs_command(arguments: Sequence[str], project: Path) -> int:
    """Build the site. Gives 0, or 1 where the contract has faults, the report has gaps, or nothing can be written."""
    options = _parser().parse_args(arguments)
    contract = read_contract(project / "spec")
    if not isinstance(contract, Contract):
        sys.stdout.writelines(f"{fault}\n" for fault in contract)
        return _fail(f"faults in the contract: {len(contract)}; nothing was written")
    out = project / options.out
    try:
        report = read_report(project / options.provenance)
        out.parent.mkdir(parents=True, exist_ok=True)
        with workbench(out.parent) as bench:
            write_files(bench / "site", build_site(contract, report))
            replace_folders({out: bench / "site"}, bench)
    except (OSError, ReportError, EmitError) as error:
        return _fail(f"nothing was written: {error}")
    _progress(f"{out / 'index.html'}: written")
    gaps = report.gaps()
    sys.stdout.writelines(f"{gap}\n" for gap in gaps)
    return _fail(f"gaps in the provenance: {len(gaps)}") if gaps else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator docs", description=__doc__)
    parser.add_argument(
        "--provenance",
        default=PROVENANCE,
        metavar="FILE",
        help=f"what `python -m tests.provenance --json` has printed ({PROVENANCE})",
    )
    parser.add_argument("--out", default=OUT, metavar="FOLDER", help=f"where the site goes ({OUT})")
    return parser


def _fail(message: str) -> int:
    _progress(message)
    return 1


def _progress(message: str) -> None:
    sys.stderr.write(f"generator: {message}\n")
    sys.stderr.flush()
