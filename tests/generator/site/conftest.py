"""The whole site, built once for all tests."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from generator.compare import write_files
from generator.pipe import Contract, read_contract
from generator.site.build import build_site
from generator.site.provenance import Report
from tests.browser import chromium
from tests.provenance import ledger
from tests.provenance.collecting import Citations
from tests.provenance.report import Report as Counted
from tests.values import ROOT

Site = dict[str, bytes]

__all__ = ["Site", "chromium", "contract", "folder", "report", "site"]


@pytest.fixture(scope="session")
def contract() -> Contract:
    found = read_contract(ROOT / "spec")
    assert isinstance(found, Contract)
    return found


@pytest.fixture(scope="session")
def report() -> Report:
    """What the ledger says, each fact proved by a test that is made up: collecting the suite takes too long here."""
    facts = {name: {"tests/provenance/test_made_up.py::test_a_fact"} for name in ledger.facts()}
    choices = yaml.safe_load((ROOT / "spec" / "choices.yaml").read_text(encoding="utf-8"))["choices"]
    cited = Citations(defaultdict(set, facts), defaultdict(set, {name: {"test"} for name in choices}))
    cited.both = {(name, choice) for name, fact in ledger.facts().items() for choice in fact.choices}
    return Report(Counted(cited, choices).as_json())


@pytest.fixture(scope="session")
def site(contract: Contract, report: Report) -> Site:
    return build_site(contract, report)


@pytest.fixture(scope="session")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as files."""
    found = tmp_path_factory.mktemp("site")
    write_files(found, site)
    return found
