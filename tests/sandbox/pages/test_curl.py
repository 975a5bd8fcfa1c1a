"""Calls as lines for a shell do what they show, whatever stands in them."""

from __future__ import annotations

import json
import shlex
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.pages.curl import JSON, curl

URL = "http://127.0.0.1:8410/api/v1/payments"
TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)


def sent(line: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Read a line as a shell and curl do: the other words, and the fields that arrive."""
    words = shlex.split(line)
    assert words[0] == "curl"
    rest, fields = [], []
    while words:
        word = words.pop(0)
        if word == "-d":
            data = words.pop(0)
            assert not data.startswith("@")
            fields += parse_qsl(data, keep_blank_values=True, strict_parsing=True)
        elif word == "--data-urlencode":
            name, _, value = words.pop(0).partition("=")
            fields += parse_qsl(f"{name}={quote(value, safe='')}", keep_blank_values=True)
        elif word == "--data-raw":
            rest += [word, words.pop(0)]
        elif word != "\n":  # A line that goes on, which shlex does not know.
            rest.append(word)
    return rest, fields


def test_a_documented_call_reads_as_the_documentation_writes_it() -> None:
    body = {
        "amount": 1000,
        "metadata": {"foobar": "hoge"},
        "payment_details": {"type": "konbini", "email": "test@example.com"},
    }
    assert curl("POST", URL, "komoju-mart", body) == (
        f"curl -X POST {URL} \\\n"
        "  -u komoju-mart: \\\n"
        "  -d amount=1000 \\\n"
        "  -d 'metadata[foobar]=hoge' \\\n"
        "  -d 'payment_details[type]=konbini' \\\n"
        "  -d 'payment_details[email]=test@example.com'"
    )


def test_a_key_that_must_not_be_shown_comes_from_the_environment() -> None:
    assert curl("GET", URL, None) == f'curl {URL} \\\n  -u "$KOMOJU_SECRET_KEY:"'


@given(
    st.dictionaries(
        TEXTS.filter(lambda name: name and not set(name) & set("[]")),
        TEXTS
        | st.integers()
        | st.dictionaries(TEXTS.filter(lambda name: name and not set(name) & set("[]")), TEXTS, min_size=1),
        min_size=1,
    )
)
def test_a_form_arrives_as_it_was_meant(body: dict[str, Any]) -> None:
    """Quotes, ampersands, line breaks and names that curl would take for files included."""
    wanted: list[tuple[str, str]] = []
    for name, value in body.items():
        if isinstance(value, dict):
            wanted += [(f"{name}[{inner}]", member) for inner, member in value.items()]
        else:
            wanted.append((name, str(value)))
    rest, fields = sent(curl("POST", URL, "k", body))
    assert rest == ["curl", "-X", "POST", URL, "-u", "k:"]
    assert fields == wanted


@pytest.mark.parametrize("body", [{"description": None}, {"metadata": {}}, {"metadata": {"a": {"b": "c"}}}, {"a": []}])
def test_what_a_form_cannot_carry_goes_as_json(body: Any) -> None:
    rest, fields = sent(curl("PATCH", URL, "k", body))
    assert fields == []
    assert rest[6:] == ["-H", "Content-Type: application/json", "--data-raw", json.dumps(body)]


def test_what_is_asked_for_as_json_goes_as_json() -> None:
    """Such as a control call."""
    assert sent(curl("POST", URL, "k", {"a": "ü'"}, JSON))[0][-1] == '{"a": "ü\'"}'
