"""The codes that the sandbox raises are those of the contract: none that it does not know, none that nothing gives."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import komoju_sandbox
from komoju_sandbox.contract import document_path, load_contract

CONTRACT = load_contract()
CODES = set(CONTRACT.error_catalog["codes"])
OUTSIDE = {entry["code"] for entry in CONTRACT.error_catalog["outside"]}
ONLY_BY_FAULTS = {"bad_gateway", "gateway_timeout", "request_failed"}
"""What happens to a real service and its processors, and here by a fault that names the code."""


def sources() -> Iterator[ast.AST]:
    for path in sorted(Path(komoju_sandbox.__file__).parent.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def raised() -> set[str]:
    """Every code that stands in an `ApiError` as a text."""
    calls = (node for node in sources() if isinstance(node, ast.Call) and node.args)
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "ApiError")
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}


def written() -> set[str]:
    """Every code that stands anywhere in the sandbox as a text."""
    texts = {node.value for node in sources() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts & CODES


def outcomes(part: Any) -> Iterator[str]:
    """Every code that a test number of the document leads to."""
    if isinstance(part, dict):
        yield from (entry["outcome"] for entry in part.get("x-test-numbers", ()) if entry["outcome"] != "ok")
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from outcomes(inner)


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    assert raised() - CODES == set()
    assert len(raised()) > 10


def test_every_code_of_the_catalogue_is_given_by_something() -> None:
    given = (
        written()
        | {*outcomes(json.loads(document_path().read_text(encoding="utf-8")))}
        | {*CONTRACT.lifecycle["refusals"].values()}
    )
    assert CODES - given == ONLY_BY_FAULTS


def test_every_code_that_is_given_is_declared_by_an_operation() -> None:
    declared = {code for operation in CONTRACT.operations for code in operation.errors}
    assert (declared | OUTSIDE) == CODES
