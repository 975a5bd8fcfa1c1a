"""ARCHITECTURE.md is true: the rooms are there, and nobody imports whom they must not."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.values import ROOT

TOOLS = {
    "yaml",
    "jinja2",
    "jsonpath_rfc9535",
    "markdown_it",
    "markupsafe",
    "openapi_python_client",
    "jsonschema_rs",
    "openapi_spec_validator",
}
ALLOWED = {
    "generator": {"generator", *TOOLS},
    "generator/runtime": {"httpx2"},
    "generated_client": {"httpx2"},
    "sandbox": {"komoju_sandbox", "starlette", "uvicorn", "jsonschema_rs", "jinja2", "httptools", "psycopg", "pytest"},
}


def imported(path: Path) -> set[str]:
    """List the top-level names that a module imports, from anywhere inside it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    modules = list((ROOT / room).rglob("*.py"))
    if room == "generator":
        modules = [path for path in modules if "runtime" not in path.parts]

    assert modules
    for path in modules:
        assert imported(path) <= ALLOWED[room], path.relative_to(ROOT)


def test_the_contract_holds_no_code() -> None:
    assert not list((ROOT / "spec").rglob("*.py"))


def test_the_page_names_every_room_and_every_file_of_the_contract() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

    assert len(page.splitlines()) <= 90
    for path in (ROOT / "spec").iterdir():
        assert path.name in page, path.name
    for room in ("generator", "generated_client", "sandbox", "tests"):
        assert f"{room}/" in page
    for path in (ROOT / "generator").iterdir():
        if path.is_dir() and path.name != "__pycache__":
            assert f"{path.name}/" in page, path.name


def test_no_lock_file_names_an_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
