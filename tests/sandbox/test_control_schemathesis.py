"""schemathesis over the control calls of a running sandbox, in both content types."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control_document import control_document
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.values import ROOT

OPERATIONS = control_document(load_contract()).operations
Exchange = tuple[str, str, int, str | None]
"""Operation, method, status and error code."""


@pytest.fixture(scope="module")
def exchanges(tmp_path_factory: pytest.TempPathFactory) -> list[Exchange]:
    """Run the tool, and give what came of each call. Fails with the report of the tool."""
    folder = tmp_path_factory.mktemp("schemathesis")
    record = folder / "exchanges.jsonl"
    with RunningSandbox(Settings(clock=datetime(2017, 1, 4, tzinfo=UTC), frozen=True, seed="1")) as sandbox:
        url = urlsplit(sandbox.base_url)
        origin = f"{url.scheme}://{url.netloc}"
        command = [sys.executable, "-m", "schemathesis.cli", "--no-color"]
        command += ["--config-file", str(Path(__file__).with_name("control.toml"))]
        command += ["run", f"{origin}/sandbox/openapi.json", "--url", origin, "--phases", "examples,coverage,fuzzing"]
        search = os.pathsep.join([str(ROOT), *sys.path])
        said = {"KOMOJU_ORIGIN": origin, "KOMOJU_EXCHANGES": str(record), "PYTHONPATH": search}
        done = subprocess.run(
            command, cwd=folder, env={**os.environ, **said}, capture_output=True, text=True, check=False
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return [tuple(json.loads(line)) for line in record.read_text(encoding="utf-8").splitlines()]


def test_the_tool_finds_no_failure_and_has_no_warning(exchanges: list[Exchange]) -> None:
    assert len(exchanges) > 500


def test_every_call_succeeded(exchanges: list[Exchange]) -> None:
    """The tool takes the document, and does not ask for it again."""
    succeeded = {operation for operation, _, status, _ in exchanges if status == 200}
    assert {operation.operation_id for operation in OPERATIONS} - succeeded == {"getControlDocument"}


def test_the_documented_refusals_of_input_were_met(exchanges: list[Exchange]) -> None:
    """Of bodies; the tool learns what is there and asks for little else."""
    met = {(operation, code) for operation, _, _, code in exchanges}
    with_body = {(operation.operation_id, "bad_request") for operation in OPERATIONS if operation.body["properties"]}
    missing = {
        (operation.operation_id, "missing_parameter") for operation in OPERATIONS if operation.body.get("required")
    }
    assert with_body | missing <= met
