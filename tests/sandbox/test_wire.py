"""Reading bodies: what was written comes out again."""

import json
from contextlib import suppress
from decimal import Decimal
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st
from komoju_sandbox.contract import load_contract
from komoju_sandbox.errors import ApiError
from komoju_sandbox.trail import Trail
from komoju_sandbox.wire import parse_body, parse_form

LIMITS = load_contract().limits
text = st.text(st.characters(exclude_categories=["Cs"]))
names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="[]"), min_size=1)
trees = st.dictionaries(names, text | st.dictionaries(names, text, min_size=1), max_size=5)


def write(tree: dict[str, Any], encode: Any) -> bytes:
    pairs = [
        (f"{name}[{member}]", item)
        for name, value in tree.items()
        if isinstance(value, dict)
        for member, item in value.items()
    ] + [(name, value) for name, value in tree.items() if isinstance(value, str)]
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in pairs).encode()


@given(tree=trees, encode=st.sampled_from([quote, quote_plus, lambda value: quote(value, safe="[]/?:@!$'()*,;")]))
def test_a_form_comes_out_as_it_was_written(tree: dict[str, Any], encode: Any) -> None:
    """Any text, with brackets written plainly or in percents, blanks as %20 or +."""
    assert parse_form(write(tree, encode), LIMITS) == tree


@given(tree=trees)
def test_json_comes_out_as_it_was_written(tree: dict[str, Any]) -> None:
    """With characters written plainly or as escapes."""
    for escape in (True, False):
        raw = json.dumps(tree, ensure_ascii=escape).encode()
        assert parse_body("application/json", raw, LIMITS, Trail()).tree == tree


@given(raw=st.binary(max_size=60) | st.text("ab[]=&%+61", max_size=20).map(str.encode))
def test_a_form_is_read_or_refused(raw: bytes) -> None:
    """Whatever the bytes: what is read can be written again, and what is refused is a bad request."""
    with suppress(ApiError):
        tree = parse_form(raw, LIMITS)
        assert parse_form(write(tree, quote), LIMITS) == tree


@pytest.mark.parametrize("raw", [b"", b"&", b"&&a=1&", b"a=1"])
def test_empty_pairs_are_nothing(raw: bytes) -> None:
    """As the URL standard reads them."""
    assert parse_form(raw, LIMITS) == ({"a": "1"} if b"a" in raw else {})


def test_a_name_without_a_value_is_empty_and_further_signs_belong_to_the_value() -> None:
    """Only the first equals sign parts them."""
    assert parse_form(b"a&b==1=", LIMITS) == {"a": "", "b": "=1="}


def test_limits_are_inclusive() -> None:
    """The last key and the last level are still read."""
    deep: Any = "x"
    for _ in range(LIMITS.depth):
        deep = {"a": deep}
    assert parse_body("application/json", json.dumps(deep).encode(), LIMITS, Trail()).tree == deep
    wide = {str(number): "" for number in range(LIMITS.keys)}
    assert parse_body("application/json", json.dumps(wide).encode(), LIMITS, Trail()).tree == wide
    assert parse_form(write(wide, quote), LIMITS) == wide


def test_brackets_and_quotes_inside_texts_do_not_nest() -> None:
    """The depth is that of the JSON, not of its texts."""
    tree = {"a": '[[[[[[[[["\\', "b": "{" * 100}
    assert parse_body("application/json", json.dumps(tree).encode(), LIMITS, Trail()).tree == tree


def test_numbers_keep_every_digit() -> None:
    """A number with a point is a decimal."""
    raw = b'{"a": 0.1234567890123456789012345678901234567890, "b": 123456789012345678901234567890}'
    tree = parse_body("application/json", raw, LIMITS, Trail()).tree
    assert tree == {"a": Decimal("0.1234567890123456789012345678901234567890"), "b": 123456789012345678901234567890}
