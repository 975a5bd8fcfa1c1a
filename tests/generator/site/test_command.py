"""`python -m generator docs`: what it writes, what it says, and when it fails."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from generator.__main__ import main
from generator.site.provenance import Report
from tests.generator.site.conftest import Site
from tests.values import ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "spec").symlink_to(ROOT / "spec")
    return tmp_path


def write(project: Path, told: Any) -> None:
    (project / "report.json").write_text(json.dumps(told), encoding="utf-8")


def run(project: Path) -> int:
    return main(["docs", "--provenance", "report.json", "--out", "made/site"], project)


def test_the_site_is_written_in_place_of_the_old_one(project: Path, report: Report) -> None:
    write(project, report.told)
    old = project / "made" / "site" / "old.html"
    old.parent.mkdir(parents=True)
    old.write_text("old", encoding="utf-8")
    assert run(project) == 0
    assert (project / "made" / "site" / "index.html").is_file()
    assert (project / "made" / "site" / "ja" / "errors.html").is_file()
    assert not old.exists()
    assert [path.name for path in (project / "made").iterdir()] == ["site"]


def test_every_gap_fails_the_build(project: Path, report: Report, capsys: pytest.CaptureFixture[str]) -> None:
    """A fact without a test or without a place, a choice without a test. Facts are named on the page too."""
    told = copy.deepcopy(report.told) | {"gaps": {"choices without a test": ["luhn"]}}
    without_test, without_place = told["sections"][0]["facts"][:2]
    without_test["tests"] = without_place["places"] = []
    write(project, told)
    assert run(project) == 1
    printed = capsys.readouterr()
    no_test, no_place, choice = printed.out.splitlines()
    assert no_test.startswith("no test: line 1 (Introduction): ")
    assert no_place.startswith("no place: line 3 (Introduction): ")
    assert choice == "choices without a test: luhn"
    assert "gaps in the provenance: 3" in printed.err
    page = (project / "made" / "site" / "en" / "provenance.html").read_text(encoding="utf-8")
    assert 'id="gaps"' in page
    assert "line 1 (Introduction)" in page
    assert "line 3 (Introduction)" in page


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sections": []}'])
def test_a_report_that_is_none_is_refused(project: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (project / "report.json").write_text(text, encoding="utf-8")
    assert run(project) == 1
    assert "nothing was written: " in capsys.readouterr().err
    assert not (project / "made").exists()


def test_a_report_that_is_missing_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 1
    assert "report.json" in capsys.readouterr().err


def test_faults_of_the_contract_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "spec").mkdir()
    assert main(["docs"], tmp_path) == 1
    assert "openapi.yaml" in capsys.readouterr().out


def test_every_place_of_a_fact_leads_to_where_it_is_shown(site: Site, report: Report) -> None:
    """Each place in `spec/` that the documentation's facts name is shown by a page, at the nearest anchor."""
    page = site["en/provenance.html"].decode()
    named = {place for section in report.sections for fact in section["facts"] for place in fact["places"]}
    bare = {place for place in named if f"<code>{place.replace('/', '/<wbr>')}</code></a>" not in page}
    assert bare == set()
    assert len(named) > 150


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("paths/payments.yaml#/collection/post", "payments.html#createPayment"),
        ("schemas/payment.yaml#/Payment/properties/tax", "payments.html#Payment-tax"),
        ("payment_details/konbini.yaml#/KonbiniRequest/properties/store", "payment-types.html#konbini-request-store"),
        ("payment_details/konbini.yaml#/Store/enum/0", "payment-types.html#konbini-request-store"),
        ("lifecycle.yaml#/transitions/3", "life-cycle.html#transition-4"),
        ("openapi.yaml#/servers/0/url", "index.html#servers"),
        ("examples/payments/konbini-lawson.yaml#/request", "payments.html#createPayment.konbini-lawson"),
    ],
)
def test_a_place_leads_to_its_part(site: Site, place: str, url: str) -> None:
    page = site["en/provenance.html"].decode()
    assert f'<a href="{url}"><code>{place.replace("/", "/<wbr>")}</code></a>' in page
