"""What becomes HTML: descriptions, code, and the statement of what may stand in a field."""

from __future__ import annotations

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pipe import Contract
from generator.site.edition import Edition
from generator.site.fields import Reader
from generator.site.highlight import RULES, coloured, coloured_json
from generator.site.prose import Passage, blocks, breakable, line, passages, plain
from generator.site.webhooks import VERIFY
from generator.site.words import read_words

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'too'"


def without_tags(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00")))
@pytest.mark.parametrize("language", RULES)
def test_coloured_code_has_the_same_characters(language: str, code: str) -> None:
    """So that what is copied is what was tried."""
    assert without_tags(coloured(code, language)) == code


@pytest.mark.parametrize(
    ("language", "code", "shown"),
    [
        ("curl", "curl -d a=1 # why", '<span class="c-name">curl</span> <span class="c-name">-d</span>'),
        ("curl", "echo a#b", "echo a#b"),
        ("python", 'with f("a"):', '<span class="c-word">with</span> f(<span class="c-text">&#34;a&#34;</span>)'),
        ("python", "# print(1)", '<span class="c-remark"># print(1)</span>'),
        ("typescript", "const a = 1; // x", '<span class="c-word">const</span> a = <span class="c-number">1</span>;'),
        ("typescript", '"http://x"', '<span class="c-text">&#34;http://x&#34;</span>'),
        ("json", '{"a": null}', '{<span class="c-name">&#34;a&#34;</span>: <span class="c-word">null</span>}'),
    ],
)
def test_code_is_coloured(language: str, code: str, shown: str) -> None:
    assert coloured(code, language).startswith(shown)


def test_json_is_written_with_its_own_letters() -> None:
    value = {"given_name": "太郎", "amount": 1000}
    assert json.loads(without_tags(coloured_json(value))) == value
    assert "太郎" in coloured_json(value)


def test_a_text_is_never_taken_for_html() -> None:
    for written in (line(HOSTILE), blocks(HOSTILE), coloured(HOSTILE, "json"), breakable(HOSTILE.replace("/", ""))):
        assert "<script" not in written
        assert without_tags(written).replace("\n", "") in (HOSTILE, HOSTILE.replace("/", ""))


def test_code_in_a_text_is_never_taken_for_html() -> None:
    assert line("`<b>&`") == "<code>&lt;b&gt;&amp;</code>"
    assert blocks("# <b>\n\n    <i>") == "<p># &lt;b&gt;</p><p>&lt;i&gt;</p>"


def test_the_marks_of_descriptions_are_written() -> None:
    assert line("a `b` **c** and\nsnake_case_name") == "a <code>b</code> <strong>c</strong> and snake_case_name"
    assert line("see [it](errors.html)") == 'see <a href="errors.html">it</a>'
    assert "<a" not in line("[x](javascript:alert(1))")
    assert blocks("a\n\n- b\n- c") == "<p>a</p><ul><li>b</li><li>c</li></ul>"
    assert plain("a `b`  **c**") == "a b c"
    assert breakable("a/b") == "a/<wbr>b"


def test_a_paragraph_that_begins_with_strong_words_has_them_as_its_heading() -> None:
    """With a full stop they are nothing else; without one they belong to the sentence too."""
    assert passages("x\n\n**Keys.** y\n\n**認証。** z\n\n**Money** is a number.") == [
        Passage("", "x"),
        Passage("Keys", "y"),
        Passage("認証", "z"),
        Passage("Money", "Money is a number."),
    ]


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ("PaymentCreate/properties/amount", "whole number, 0 or more"),
        ("PaymentCreate/properties/tax", "whole number, 0 or more or text or null"),
        ("PaymentCreate/properties/description", "text or null"),
        ("PaymentCreate/properties/capture", "true or false"),
        ("NetCashRequest/properties/prepaid_number", "text, 16 characters"),
        ("BitCashRequest/properties/prepaid_number", "text, 1 to 16 characters"),
        ("Payment/properties/created_at", "time"),
        ("Payment/properties/refunds", "list of: object"),
        ("KonbiniRequest/properties/email", "e-mail address"),
        ("Konbini/properties/instructions_url", "URL"),
        ("PaymentList/properties/per_page", "whole number, 1 to 100"),
    ],
)
def test_what_may_stand_in_a_field_is_said(contract: Contract, pointer: str, kind: str) -> None:
    edition = Edition(contract.bundle.document, read_words("en"))
    field = Reader(edition, "x.html", {}).field(edition.at(f"/components/schemas/{pointer}"), "x", "x", "", must=False)
    assert field.kind == kind


@pytest.mark.parametrize(
    ("name", "sent", "marks"),
    [
        (
            "KonbiniRequest",
            True,
            {"type": "required", "email": "", "store": "required", "phone": "", "expiry_days": ""},
        ),
        ("PingEvent", False, {"id": "", "type": "", "resource": "", "data": "", "created_at": ""}),
        ("Token", False, dict.fromkeys(("id", "resource", "created_at", "payment_details"), "")),
    ],
)
def test_what_is_sent_says_what_must_be_there(contract: Contract, name: str, sent: bool, marks: dict[str, str]) -> None:
    """What is received says instead what may be missing; here nothing may."""
    edition = Edition(contract.bundle.document, read_words("en"))
    fields = Reader(edition, "x.html", {}, sent=sent).fields(edition.at(f"/components/schemas/{name}"), "x", "")
    assert {field.name: field.mark for field in fields} == marks


def test_what_may_be_missing_in_a_reply_is_said(contract: Contract) -> None:
    edition = Edition(contract.bundle.document, read_words("en"))
    part = edition.at("/components/schemas/KonbiniRequest")
    fields = Reader(edition, "x.html", {}, sent=False).fields(part, "x", "")
    assert {field.name: field.mark for field in fields if field.mark} == dict.fromkeys(
        ("email", "phone", "expiry_days"), "absent"
    )


def test_the_program_that_checks_a_delivery_works() -> None:
    """With the signature that the document gives: HMAC-SHA256 of the body, in lower-case hexadecimal digits."""
    room: dict[str, object] = {}
    exec(VERIFY, room)
    check = room["comes_from_komoju"]
    assert callable(check)
    signature = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    said = b"The quick brown fox jumps over the lazy dog"
    assert check(said, signature, "key")
    assert not check(said + b".", signature, "key")
    assert not check(said, signature, "another key")
