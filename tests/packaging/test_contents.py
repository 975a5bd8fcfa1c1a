"""What is in the archives, and what they say about themselves."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile
from email import message_from_string
from email.message import Message
from pathlib import Path

import komoju
import pytest

from tests.packaging.conftest import Dists, build
from tests.values import ROOT

WHEEL_LIMIT = 450_000
INFO = f"komoju-{komoju.__version__}.dist-info"


@pytest.fixture(scope="session")
def wheel(dists: Dists) -> dict[str, bytes]:
    """The files of the wheel."""
    with zipfile.ZipFile(dists.wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def metadata(wheel: dict[str, bytes]) -> Message:
    """What the wheel says about itself."""
    return message_from_string(wheel[f"{INFO}/METADATA"].decode())


def sources(folder: str) -> dict[str, bytes]:
    """Give the files of a package of this checkout, by their names in the wheel."""
    root = ROOT / folder
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(root.parent)): path.read_bytes() for path in files}


def test_the_wheel_holds_the_two_packages_the_documents_and_nothing_else(wheel: dict[str, bytes]) -> None:
    shipped = {name: content for name, content in wheel.items() if not name.startswith(INFO)}
    documents = {path.name: path.read_bytes() for path in (ROOT / "spec" / "dist").iterdir()}

    expected = sources("generated_client/komoju") | sources("sandbox/komoju_sandbox")
    expected |= {f"komoju/spec/{name}": document for name, document in documents.items()}
    assert shipped == expected
    assert shipped["komoju/py.typed"] == b""
    assert {name.removeprefix(INFO) for name in wheel if name.startswith(INFO)} == {
        *("/METADATA", "/WHEEL", "/RECORD", "/entry_points.txt", "/licenses/LICENSE")
    }


def test_the_wheel_is_small(dists: Dists) -> None:
    assert dists.wheel.stat().st_size < WHEEL_LIMIT


def test_the_wheel_asks_for_httpx2_and_for_no_more(metadata: Message) -> None:
    required = metadata.get_all("Requires-Dist") or []
    plain = [line for line in required if "extra ==" not in line]

    assert [line.partition("<")[0] for line in plain] == ["httpx2"]
    assert {
        extra: {line.partition(">")[0] for line in required if f"extra == '{extra}'" in line}
        for extra in metadata.get_all("Provides-Extra") or []
    } == {
        "sandbox": {"jinja2", "jsonschema-rs", "starlette", "uvicorn"},
        "fast": {"httptools", "uvloop"},
        "postgres": {"psycopg[binary]"},
    }


def test_the_wheel_says_its_version_its_licence_and_what_it_runs_on(
    metadata: Message, wheel: dict[str, bytes], dists: Dists
) -> None:
    assert metadata["Name"] == "komoju"
    assert metadata["Version"] == komoju.__version__
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT"
    assert "Typing :: Typed" in (metadata.get_all("Classifier") or [])
    assert metadata.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")
    assert wheel[f"{INFO}/licenses/LICENSE"] == (ROOT / "LICENSE").read_bytes()
    assert wheel[f"{INFO}/entry_points.txt"].decode().split() == [
        *("[console_scripts]", "komoju-sandbox", "=", "komoju_sandbox.command:main"),
        *("[pytest11]", "komoju_sandbox", "=", "komoju_sandbox.pytest_plugin"),
    ]
    assert dists.wheel.name == f"komoju-{komoju.__version__}-py3-none-any.whl"


def test_the_sdist_holds_what_the_wheel_is_built_from_and_neither_tests_nor_the_generator(dists: Dists) -> None:
    with tarfile.open(dists.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {name.partition("/")[0] for name in names} == {
        *("generated_client", "sandbox", "spec"),
        *("README.md", "LICENSE", "CHANGELOG.md", "pyproject.toml", "PKG-INFO", ".gitignore"),
    }
    assert "spec/dist/komoju-v1.json" in names
    assert not {name for name in names if name.endswith(".png")}
    assert not {name for name in names if name.endswith(".pyc") or "__pycache__" in name}


def test_the_sdist_builds_the_same_wheel_byte_for_byte(dists: Dists, tmp_path: Path) -> None:
    # Not by tarfile: its `filter` is younger than the oldest Python 3.11 that people run.
    subprocess.run(["tar", "-xzf", str(dists.sdist), "-C", str(tmp_path)], check=True)
    again = build(tmp_path / f"komoju-{komoju.__version__}", tmp_path / "dist")

    assert again.wheel.read_bytes() == dists.wheel.read_bytes()
    assert again.sdist.read_bytes() == dists.sdist.read_bytes()
