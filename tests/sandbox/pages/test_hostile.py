"""Texts of strangers stay texts: no page has other tags or attributes because of what they hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from komoju_sandbox.pages.instructions import render_instructions

from tests.sandbox.pages.conftest import Browser, example
from tests.sandbox.pages.reading import Page
from tests.sandbox.pages.samples import DELIVERY, FAULT, REQUEST, WEBHOOK, full_desk

JAPAN = timezone(timedelta(hours=9))
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></main></pre></textarea><form action=//evil>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% for x in y %}",
    "&lt;b&gt;&#60;b&#62;",
    "{receipt} {0} %s ${x}",
    "\u202e\u0000\ud7ff\x1b[31m",
    "<!--",
    "]]>",
]
BENIGN = "text"


def pages(browser_of: Callable[..., Browser], text: str) -> list[Page]:
    """Make all pages from data that hold that text wherever a stranger can put one."""
    payment = example(
        "konbini-lawson",
        external_order_num=text,
        description=text,
        metadata={text: text},
        # Digits alone are shown in another way, so these begin with a letter.
        details={"email": text, "receipt": f"a{text}", "confirmation_code": f"a{text}"},
    )
    bank = example(
        "bank-transfer", external_order_num=text, details={"order_id": f"a{text}", "account_name": f"a{text}"}
    )
    desk = full_desk(
        payment=payment,
        request={
            **REQUEST,
            "method": text,
            "path": f"/api/v1/{text}",
            "code": text,
            "body": text,
            "content_type": text,
            "choices": [text],
        },
        delivery={**DELIVERY, "type": text, "attempts": [{**DELIVERY["attempts"][1], "error": text}]},
        webhook={**WEBHOOK, "url": text, "events": [text]},
        fault={**FAULT, "do": text, "operation": text},
    )
    desk.kinds = [text]
    browser = browser_of(desk)
    shown = [browser.page("/"), browser.page(f"/desk/payments/{payment['id']}")]
    return [*shown, *(Page(render_instructions(one, "en", JAPAN)) for one in (payment, bank))]


def skeleton(page: Page) -> Any:
    """What a page is made of, apart from its texts."""
    return page.tags


def harmless(page: Page, text: str) -> None:
    """Fail where a text became more than a text."""
    assert text == BENIGN or "alert" not in "".join(name for _, names in page.tags for name in names)
    for link in page.links:
        assert link.startswith(("/", "#")), link
        assert not link.startswith("//"), link


@pytest.mark.parametrize("text", ATTACKS)
def test_no_attack_adds_a_tag_or_an_attribute(open_pages: Callable[..., Browser], text: str) -> None:
    for plain, hostile in zip(pages(open_pages, BENIGN), pages(open_pages, text), strict=True):
        assert skeleton(plain) == skeleton(hostile)
        harmless(hostile, text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'`={}/%\\"), min_size=1, max_size=20)
)
def test_no_text_at_all_does(open_pages: Callable[..., Browser], text: str) -> None:
    for plain, hostile in zip(pages(open_pages, BENIGN), pages(open_pages, text), strict=True):
        assert skeleton(plain) == skeleton(hostile)
        harmless(hostile, text)


def test_a_hostile_text_can_still_be_read(open_pages: Callable[..., Browser]) -> None:
    """It is escaped, not dropped."""
    for page in pages(open_pages, ATTACKS[0]):
        assert ATTACKS[0] in page.text


@pytest.mark.parametrize(
    "path",
    [
        "/%3Cscript%3E/instructions/x",
        "/ja/instructions/%3Cscript%3E",
        "/desk/payments/%3Cscript%3E",
        "/?world=%3Cscript%3E",
    ],
)
def test_a_hostile_address_is_not_repeated(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status == 404
    assert "script" not in answer.page.text
    assert "script" not in {tag for tag, _ in answer.page.tags}
