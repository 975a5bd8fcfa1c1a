"""All files of the site, from a contract, its scenarios and the report of provenance."""

from functools import partial
from pathlib import Path
from typing import Any

from generator.dist import dist_files
from generator.pipe import Contract
from generator.site import (
    choices,
    errors,
    later,
    lifecycle,
    numbers,
    operations,
    payment_types,
    search,
    start,
    webhooks,
)
from generator.site.drawing import draw
from generator.site.edition import Edition
from generator.site.homes import deliveries, homes
from generator.site.pages import GROUPS, Page, pages
from generator.site.provenance import Report, places
from generator.site.render import render
from generator.site.snippets import scenarios
from generator.site.words import LANGUAGES, read_words

ASSETS = Path(__file__).parent / "assets"
FIRST = LANGUAGES[0]


def build_site(contract: Contract, report: Report) -> dict[str, bytes]:
    """Give the files of the site by name. The same input gives the same bytes."""
    files = {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.iterdir())}
    downloads = dist_files(contract.bundle.document, contract.lowered)
    files |= {f"files/{name}": data for name, data in downloads.items()}
    for language in LANGUAGES:
        document = contract.translations.get(language, contract.bundle.document)
        edition = Edition(document, read_words(language))
        texts = _edition_files(edition, contract, report, downloads)
        files |= {f"{language}/{name}": text.encode() for name, text in texts.items()}
    files["index.html"] = render("root.html", languages=[read_words(language) for language in LANGUAGES]).encode()
    return files


def _edition_files(edition: Edition, contract: Contract, report: Report, downloads: dict[str, bytes]) -> dict[str, str]:
    listed = pages(edition)
    shown = _content(edition)
    for page in listed:
        edition.register.tell("page", page.title, page.file, "")
    found = places(contract.bundle)
    shown |= {
        "report": report,
        "counted": report.counted,
        "place_url": partial(found.url, edition.register),
        "downloads": {name: len(data) for name, data in downloads.items()},
    }
    return {page.file: _page(edition, page, listed, shown) for page in listed} | {search.FILE: search.index(edition)}


def _content(edition: Edition) -> dict[str, Any]:
    """Read what the pages show. What has the best place for a part comes first."""
    known = homes(edition)
    calls = scenarios(edition.document, edition.words("sample.aside"))
    types = payment_types.payment_types(edition, known)
    tested = numbers.numbers(edition)
    resources = operations.Resources(edition, known, calls)
    moves = lifecycle.transitions(edition)
    rows = lifecycle.statuses(edition)
    return {
        "types": types,
        "numbers": tested,
        "families": errors.families(edition, tested),
        "error_statuses": errors.statuses(edition),
        "error_object": resources.object("Error"),
        "tags": {
            f"{tag['name']}.html": (tag, resources.operations(tag["name"]), resources.objects(tag["name"]))
            for tag in edition.document["tags"]
        },
        "events": webhooks.events(edition),
        "event_headers": webhooks.headers(edition),
        "event_objects": [resources.object(name) for name in dict.fromkeys(deliveries(edition).values())],
        "delivery": webhooks.rules(edition),
        "verify": webhooks.VERIFY,
        "transitions": moves,
        "statuses": rows,
        "refusals": lifecycle.refusals(edition),
        "rules": lifecycle.rules(edition),
        "drawing": draw(
            {name: bool(said["final"]) for name, said in rows.items()},
            [(move.said["from"], move.said["to"], move.label) for move in moves],
        ),
        "choices": choices.choices(edition),
        "later": later.changes(edition),
        "start": start.start(edition, calls),
        "count": len(edition.operations()),
    }


def _page(edition: Edition, page: Page, listed: list[Page], shown: dict[str, Any]) -> str:
    others = {words.language: words for words in map(read_words, LANGUAGES)}
    groups = [(group, [one for one in listed if one.group == group]) for group in GROUPS]
    at = listed.index(page)
    return render(
        page.template,
        page=page,
        groups=groups,
        others=others,
        before=listed[at - 1] if at else None,
        after=listed[at + 1] if at + 1 < len(listed) else None,
        w=edition.words,
        language=edition.language,
        document=edition.document,
        **shown,
    )
