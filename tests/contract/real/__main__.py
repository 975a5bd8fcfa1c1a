"""The command line."""

from __future__ import annotations

import argparse
import sys

from tests.contract.real.run import NOT_RUN, main
from tests.contract.target import Target


def command() -> int:
    """Run against the server that the environment names."""
    parser = argparse.ArgumentParser("python -m tests.contract.real", description="Compare a server with the contract.")
    parser.add_argument("--fresh", action="store_true", help="begin again, where a run was interrupted before")
    options = parser.parse_args()
    target = Target.from_environment()
    if target is None:
        sys.stderr.write("KOMOJU_BASE_URL and KOMOJU_SECRET_KEY have to name the server and the key.\n")
        return NOT_RUN
    return main(target, fresh=options.fresh)


if __name__ == "__main__":
    sys.exit(command())
