"""The packages for npm and Go hold the built document, byte for byte, with its version and hash."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from generator.package import main, packages

DIST = Path(__file__).parents[2] / "spec" / "dist"
NAMES = ("komoju-v1.json", "komoju-v1.yaml", "komoju-v1-3.0.json")


@pytest.mark.parametrize("kind", ["npm", "go"])
def test_the_documents_are_the_built_ones(kind: str) -> None:
    found = packages()

    for name in NAMES:
        assert found[f"{kind}/{name}"] == (DIST / name).read_bytes()
        assert f"{sha256((DIST / name).read_bytes()).hexdigest()}  {name}\n" in found[f"{kind}/SHA256SUMS"].decode()


def test_both_tell_version_and_hash() -> None:
    found = packages()
    version = json.loads((DIST / NAMES[0]).read_bytes())["info"]["version"]
    digest = sha256((DIST / NAMES[0]).read_bytes()).hexdigest()
    npm = json.loads(found["npm/package.json"])

    assert (npm["version"], npm["sha256"]) == (version, digest)
    assert f'Version = "{version}"' in found["go/document.go"].decode()
    assert f'SHA256  = "{digest}"' in found["go/document.go"].decode()


def test_everything_that_a_package_names_is_in_it() -> None:
    found = packages()
    npm = json.loads(found["npm/package.json"])
    embedded = [
        line.split()[1] for line in found["go/document.go"].decode().splitlines() if line.startswith("//go:embed")
    ]

    assert {f"npm/{name}" for name in npm["files"]} < found.keys()
    assert {name.removeprefix("./") for name in npm["exports"].values()} == set(NAMES)
    assert sorted(embedded) == sorted(NAMES)


def test_they_are_written(tmp_path: Path) -> None:
    assert main([str(tmp_path), "--go-module", "shop.example/komoju"]) == 0

    assert (tmp_path / "go" / "go.mod").read_text(encoding="utf-8").startswith("module shop.example/komoju\n")
    assert (tmp_path / "npm" / "LICENSE").exists()
