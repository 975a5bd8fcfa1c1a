"""The reference holds all of the document, and its calls run against this very sandbox."""

from __future__ import annotations

import asyncio
import json
import shlex
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from komoju_sandbox.contract import load_contract
from komoju_sandbox.control_document import control_document
from komoju_sandbox.pages.fields import Schemas
from komoju_sandbox.pages.prose import Run, paragraphs, runs
from komoju_sandbox.pages.reference import render_reference

from tests.sandbox.pages.reading import Page
from tests.values import document

ORIGIN = "http://127.0.0.1:8410"
METHODS = {"get", "post", "patch", "put", "delete"}
DOCUMENT = document()
CONTROL = control_document(load_contract()).tree


@pytest.fixture(scope="module")
def page() -> Page:
    """Make the page once."""
    return Page(render_reference(load_contract(), ORIGIN, "komoju-mart"))


def operations(tree: Any) -> list[tuple[str, str, Any]]:
    return [
        (path, method, item[method]) for path, item in tree["paths"].items() for method in item if method in METHODS
    ]


def plain(text: str) -> str:
    """A description without its marks."""
    return " ".join(text.replace("`", "").replace("**", "").split())


@pytest.mark.parametrize("tree", [DOCUMENT, CONTROL], ids=["api", "control"])
def test_every_operation_is_there_with_its_errors(page: Page, tree: Any) -> None:
    """Under its id, in the sidebar too."""
    for path, method, said in operations(tree):
        assert page.ids.count(said["operationId"]) == 1
        assert page.links.count(f"#{said['operationId']}") == 2
        assert f"{method.upper()} {path} " in page.text
        assert plain(said["summary"]) in page.text
        assert plain(said.get("description", "")) in page.text
        for code in said["x-errors"]:
            assert f"#error-{code}" in page.links


def test_every_parameter_and_field_is_there_with_what_it_means(page: Page) -> None:
    """Of every call, of every payment type, of the payment and the event."""
    schemas = DOCUMENT["components"]["schemas"]
    named = [
        *DOCUMENT["components"]["parameters"].values(),
        *(
            {"name": name, **part}
            for name, schema in schemas.items()
            if name.endswith("Request")
            or name in {"Payment", "PaymentEvent", "PaymentCreate", "PaymentUpdate", "PaymentRefund", "TokenCreate"}
            for name, part in schema.get("properties", {}).items()
        ),
    ]
    assert len(named) > 100
    for part in named:
        assert part["name"] in page.text
        assert plain(Schemas(DOCUMENT).resolve(part)["description"]) in page.text


def test_every_error_is_there_with_what_to_do(page: Page) -> None:
    for code, entry in DOCUMENT["x-error-catalog"]["codes"].items():
        assert page.ids.count(f"error-{code}") == 1
        assert f"{code} {entry['status']} {plain(entry['meaning'])} {plain(entry['advice'])}" in page.text
    for entry in DOCUMENT["x-error-catalog"]["outside"]:
        assert plain(entry["when"]) in page.text


def test_the_life_cycle_is_there_whole(page: Page) -> None:
    """Statuses, moves, refusals, deadlines and limits."""
    lifecycle = DOCUMENT["x-lifecycle"]
    for status, about in lifecycle["statuses"].items():
        assert f"{status} {about['meaning']}" in page.text
    for move in lifecycle["transitions"]:
        start = "new" if move["from"] == "none" else move["from"]
        assert f"{start} {move['by']} {move['to']} {', '.join(move['types'])}" in page.text
    for operation, code in lifecycle["refusals"].items():
        assert f"{operation} with {code}" in page.text
    assert (
        "Expires after 3 days, at the end of the day in Japan, or after expiry_days. Total from 1 to 299,999 yen."
        in page.text
    )
    assert "Expires after 7 days, to the second." in page.text
    assert "Only in KRW." in page.text


def test_every_test_number_is_there_with_its_outcome(page: Page) -> None:
    count = 0
    for schema in DOCUMENT["components"]["schemas"].values():
        for field, part in schema.get("properties", {}).items():
            for entry in part.get("x-test-numbers", ()):
                assert f"{field} {entry['value']} {entry['outcome']}" in page.text
                count += 1
    assert count > 20


def test_every_choice_is_there_with_its_reason(page: Page) -> None:
    for name, choice in DOCUMENT["x-choices"]["choices"].items():
        assert page.ids.count(f"choice-{name}") == 1
        assert plain(choice["choice"]) in page.text
        assert plain(choice["reason"]) in page.text


def test_every_link_inside_leads_somewhere(page: Page) -> None:
    """And no place has two names."""
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert all(link.startswith(("#", "/")) and "//" not in link for link in page.links)


def calls(page: Page) -> list[list[str]]:
    """Read the calls as a shell does."""
    found = [unescape(part.split("</code>")[0]) for part in page.content.split('<pre tabindex="0"><code>curl ')[1:]]
    return [[word for word in shlex.split(line) if word != "\n"] for line in found]


def test_every_documented_request_is_a_call_against_this_sandbox(page: Page) -> None:
    """Addressed to it, with the documented key."""
    count = sum(
        len(reply.get("content", {}).get("application/json", {}).get("examples", {}))
        for _, _, said in operations(DOCUMENT)
        for status, reply in said["responses"].items()
        if status.startswith("2")
    )
    assert len(calls(page)) == count > 20
    for call in calls(page):
        (url,) = [word for word in call if word.startswith("http")]
        assert url.startswith(f"{ORIGIN}/api/v1/")
        assert "{" not in url
        assert call[call.index("-u") + 1] == "komoju-mart:"


@pytest.mark.parametrize("path", ["/payments", "/tokens"])
def test_the_calls_that_make_something_work(page: Page, merchant: Any, path: str) -> None:
    """Sent as they stand, each gives the kind of reply that stands below it."""
    base = f"{ORIGIN}/api/v1"
    made = 0
    for call in calls(page):
        if call[:3] != ["-X", "POST", base + path] or any(
            word.startswith(("customer=", "payment_details=tok_")) for word in call
        ):
            continue
        data = [word for option, word in pairwise(call) if option == "-d"]
        assert merchant.call("POST", path, "&".join(data).encode()).status in {200, 202}
        made += 1
    assert made >= 9


def test_without_a_key_the_calls_take_it_from_the_environment() -> None:
    page = Page(render_reference(load_contract(), ORIGIN, None))
    assert "komoju-mart" not in page.text
    assert '-u "$KOMOJU_SECRET_KEY:"' in page.text


def test_every_documented_reply_is_shown_in_its_order(page: Page) -> None:
    shown = unescape(page.content)
    replies = [
        example["value"] for name, example in DOCUMENT["components"]["examples"].items() if name.endswith("-response")
    ]
    for reply in replies:
        assert json.dumps(reply, ensure_ascii=False, indent=2) in shown


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 100, "default": 10}, "integer, 1 to 100; default 10"),
        ({"type": "integer", "minimum": 0}, "integer, 0 or more"),
        ({"type": "string", "minLength": 16, "maxLength": 16}, "text, 16 characters"),
        ({"type": "string", "maxLength": 12}, "text, up to 12 characters"),
        ({"type": ["string", "null"], "format": "date-time"}, "time / null"),
        ({"type": "boolean", "default": True}, "boolean; default true"),
        ({"enum": ["a", "b"]}, "a, b"),
        ({"const": "konbini"}, "konbini"),
        ({"type": "array", "items": {"type": "string"}}, "list of text"),
        (
            {"oneOf": [{"type": "integer", "minimum": 0}, {"const": "auto"}, {"type": "null"}]},
            "integer, 0 or more / auto / null",
        ),
        ({"$ref": "#/components/schemas/Locale", "default": "ja"}, "en, ja, ko; default ja"),
    ],
)
def test_what_may_stand_in_a_field_is_said_in_words(schema: Any, said: str) -> None:
    assert Schemas(DOCUMENT).kind(schema) == said


def test_descriptions_keep_their_marks_and_nothing_else() -> None:
    """Code and strong words; what looks like a tag stays a text."""
    assert runs("Use `a<b>` or **not**.") == [
        Run("Use ", "plain"),
        Run("a<b>", "code"),
        Run(" or ", "plain"),
        Run("not", "strong"),
        Run(".", "plain"),
    ]
    assert runs("") == []
    assert [run[0].text for run in paragraphs("one\ntwo\n\nthree")] == ["one two", "three"]


def test_the_reference_is_made_once(runner: asyncio.Runner) -> None:
    """It is the largest page, and the same for everybody."""
    assert render_reference(load_contract(), ORIGIN, "k") is render_reference(load_contract(), ORIGIN, "k")
