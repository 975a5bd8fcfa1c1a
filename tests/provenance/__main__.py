"""`python -m tests.provenance`: which test proves what the documentation states. Ends with 1 for a gap."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import yaml

from tests.provenance.collecting import CollectionError, collect
from tests.provenance.counting import miscounted
from tests.provenance.ledger import ROOT
from tests.provenance.report import Report


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.provenance", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--text", type=Path, metavar="FILE", help="check the ledger against a copy of the documentation"
    )
    chosen = parser.parse_args()
    if chosen.text:
        return _tell(miscounted(chosen.text.read_bytes()))
    try:
        citations = collect()
    except CollectionError as error:
        return _tell([str(error)])
    choices = yaml.safe_load((ROOT / "spec" / "choices.yaml").read_text(encoding="utf-8"))["choices"]
    report = Report(citations, choices)
    text = json.dumps(report.as_json(), indent=1, ensure_ascii=False) if chosen.json else "\n".join(report.as_text())
    sys.stdout.write(text + "\n")
    return int(any(report.gaps.values()))


def _tell(faults: list[str]) -> int:
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
