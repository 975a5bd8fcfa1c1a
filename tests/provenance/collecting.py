"""Who cites what: read from the marks of the tests that pytest collects, in one collection of the whole suite."""

from __future__ import annotations

import contextlib
import io
from collections import defaultdict
from dataclasses import dataclass, field

import pytest

from tests.provenance.ledger import ROOT


@dataclass(eq=False)
class Citations:
    """The tests that cite a fact or a choice, and what has to be said about the collection."""

    facts: dict[int | str, set[str]] = field(default_factory=lambda: defaultdict(set))
    choices: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    both: set[tuple[int | str, str]] = field(default_factory=set)
    """Each fact and choice that are cited by the same test."""

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        """Note the marks of a test, before anything leaves it out. All parameters of a test are one test."""
        test = item.nodeid.partition("[")[0]
        facts = [cite for mark in item.iter_markers("documented") for cite in mark.args]
        choices = [name for mark in item.iter_markers("choice") for name in mark.args]
        for cite in facts:
            self.facts[cite].add(test)
        for name in choices:
            self.choices[name].add(test)
        self.both |= {(cite, name) for cite in facts for name in choices}


class CollectionError(Exception):
    """The suite cannot be collected; the message is what pytest said."""


def collect() -> Citations:
    """Collect the suite of this repository. To be called in a process that runs no tests itself."""
    found, said = Citations(), io.StringIO()
    options = ["--collect-only", "-qq", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT)]
    with contextlib.redirect_stdout(said):
        status = pytest.main([*options, str(ROOT / "tests")], plugins=[found])
    if status != pytest.ExitCode.OK:
        raise CollectionError(said.getvalue())
    return found
