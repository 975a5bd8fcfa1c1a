"""Every page of the site: whole, reached, the same in both languages, and in need of nothing from outside."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from generator.pipe import Contract
from generator.site.build import build_site
from generator.site.provenance import Report
from generator.site.words import LANGUAGES
from tests.generator.site.conftest import Site
from tests.generator.site.crawling import Page

Pages = dict[str, Page]


@pytest.fixture(scope="module")
def pages(site: Site) -> Pages:
    return {name: Page(data.decode()) for name, data in site.items() if name.endswith(".html")}


def test_every_page_is_well_formed_and_says_what_it_is(pages: Pages) -> None:
    """Its elements nest, its images have texts, and it names its language, its title and one headline."""
    for name, page in pages.items():
        assert page.faults == [], name
        assert page.lang == (name.partition("/")[0] if "/" in name else LANGUAGES[0]), name
        assert len(page.title) > len("KOMOJU"), name
        assert page.tags["h1"] == 1, name
        assert page.tags["main"] == 1, name


def test_no_anchor_stands_twice_on_a_page(pages: Pages) -> None:
    for name, page in pages.items():
        assert [anchor for anchor, count in Counter(page.ids).items() if count > 1] == [], name
        assert set(page.named) <= set(page.ids), name


def test_every_link_leads_somewhere(pages: Pages, site: Site) -> None:
    """To a file of the site, and to an anchor of it; nothing is asked from any other place."""
    for name, page in pages.items():
        for link in page.links:
            path, anchor = urldefrag(link)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in site, f"{name} leads to {link}"
            if anchor:
                assert unquote(anchor) in pages[target].ids, f"{name} leads to {link}"


def test_every_page_is_reached_from_the_first(pages: Pages) -> None:
    seen, wanted = set[str](), ["index.html"]
    while wanted:
        name = wanted.pop()
        if name in pages and name not in seen:
            seen.add(name)
            wanted += [posixpath.normpath(posixpath.join(posixpath.dirname(name), link)) for link in pages[name].links]
    assert seen == set(pages)


def test_each_language_has_the_same_pages_and_anchors(pages: Pages) -> None:
    """So that the switch leads to the same spot."""
    shapes = [
        {name.partition("/")[2]: page.ids for name, page in pages.items() if name.startswith(f"{language}/")}
        for language in LANGUAGES
    ]
    assert shapes[0] == shapes[1]
    assert len(shapes[0]) > 10


def test_every_search_result_leads_somewhere(pages: Pages, site: Site) -> None:
    for language in LANGUAGES:
        rows = re.findall(r'^\[\d+, ".*?", "([^"]+)", ', site[f"{language}/search-index.js"].decode(), re.MULTILINE)
        assert len(rows) > 300
        for url in rows:
            path, anchor = urldefrag(url)
            assert anchor == "" or anchor in pages[f"{language}/{path}"].ids, url


def test_what_the_document_has_is_there(pages: Pages, contract: Contract) -> None:
    """Operations, errors, types, statuses, transitions, events, choices and changes, each with an anchor of its own."""
    document: dict[str, Any] = contract.bundle.document
    lifecycle = document["x-lifecycle"]
    wanted = {
        "errors.html": document["x-error-catalog"]["codes"],
        "payment-types.html": document["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"],
        "life-cycle.html": [
            *lifecycle["statuses"],
            *(f"transition-{n + 1}" for n in range(len(lifecycle["transitions"]))),
        ],
        "webhooks.html": document["webhooks"],
        "choices.html": document["x-choices"]["choices"],
        "later.html": document["x-later"]["changes"],
    }
    for path in document["paths"].values():
        for method in path.keys() & {"get", "post", "patch", "delete"}:
            tag = path[method]["tags"][0]
            wanted[f"{tag}.html"] = [*wanted.get(f"{tag}.html", ()), path[method]["operationId"]]
    for page, anchors in wanted.items():
        assert set(anchors) - set(pages[f"en/{page}"].ids) == set(), page


def test_the_same_contract_gives_the_same_bytes(contract: Contract, report: Report, site: Site) -> None:
    assert build_site(contract, report) == site


def test_nothing_is_asked_from_a_network(site: Site) -> None:
    """Neither by the stylesheet nor by the script."""
    for name in ("assets/site.css", "assets/site.js"):
        assert not re.search(rb"https?:|@import|//[a-z]|\burl\(|fetch\(|import\(", site[name]), name
