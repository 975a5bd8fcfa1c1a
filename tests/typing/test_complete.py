"""Nothing that a user can reach has a type that checkers must guess."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.values import ROOT


def test_every_public_type_is_known() -> None:
    """`pyright --verifytypes` looks at the package as it would be installed."""
    command = [sys.executable, "-m", "pyright", "--verifytypes", "komoju", "--ignoreexternal", "--outputjson"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generated_client")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    report: dict[str, Any] = json.loads(done.stdout)["typeCompleteness"]
    guessed = [
        f"{symbol['name']}: {said['message']}"
        for symbol in report["symbols"]
        if not symbol["isTypeKnown"]
        for said in symbol["diagnostics"]
    ]
    assert guessed == []
    assert (report["completenessScore"], done.returncode) == (1, 0)
    assert report["exportedSymbolCounts"]["withKnownType"] > 400
    assert {"komoju", "komoju.errors", "komoju.models"} <= {module["name"] for module in report["modules"]}
    assert report["pyTypedPath"]
