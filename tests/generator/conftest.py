"""A small contract that keeps every rule, copied afresh for each test that wants to break it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.bundle import Bundle, bundle
from generator.load import load_tree
from generator.pipe import Contract, read_contract
from generator.places import SpecError

SMALL = Path(__file__).parent / "small"


@dataclass(frozen=True)
class SmallContract:
    """The copy: a project folder with nothing but `spec/` in it."""

    project: Path

    @property
    def spec(self) -> Path:
        """Give the folder of the contract."""
        return self.project / "spec"

    def replace(self, file: str, old: str, new: str) -> None:
        """Change the one place in a file where a text stands."""
        path = self.spec / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{file} has {text.count(old)} times {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file: str, text: str | bytes) -> None:
        """Write a file anew."""
        path = self.spec / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)

    def faults(self) -> list[SpecError]:
        """Run the pipe up to the documents."""
        contract = read_contract(self.spec)
        return [] if isinstance(contract, Contract) else contract

    def bundled_after(self, file: str, old: str, new: str) -> Bundle:
        """Break the contract, and join its files without a lint."""
        self.replace(file, old, new)
        joined, errors = bundle(load_tree(self.spec)[0])
        assert errors == []
        return joined

    def contract(self) -> Contract:
        """Run the pipe on a contract that has to be sound."""
        contract = read_contract(self.spec)
        assert isinstance(contract, Contract), contract
        return contract


@pytest.fixture
def small(tmp_path: Path) -> SmallContract:
    """Copy the small contract to a folder with a blank in its name."""
    project = tmp_path / "a project"
    shutil.copytree(SMALL, project / "spec")
    return SmallContract(project)
