"""The texts of the payer's pages are complete in every language, and amounts and times are written as each is read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from string import Formatter
from typing import Any

import pytest
from komoju_sandbox.pages.instructions import NUMBERS, STORES, WAITING
from komoju_sandbox.pages.words import LOCALES, Piece, fill, words

from tests.values import document

JAPAN = timezone(timedelta(hours=9))
SCHEMAS = document()["components"]["schemas"]
OWN_WORDS = {"language", "weekdays", "months", "time"}
"""Where languages may differ in what they ask for, or have names of their own."""


def leaves(texts: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """List all texts with their places."""
    if isinstance(texts, str):
        yield place, texts
    else:
        items = texts.items() if isinstance(texts, dict) else enumerate(texts)
        for key, value in items:
            yield from leaves(value, f"{place}/{key}")


def places(sentence: str) -> set[str]:
    """List what a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_there_are_texts_in_exactly_the_languages_of_the_document() -> None:
    assert set(LOCALES) == set(SCHEMAS["Locale"]["enum"])


@pytest.mark.parametrize("locale", LOCALES)
def test_no_language_lacks_a_text_or_has_one_too_many(locale: str) -> None:
    """Steps included: each language has as many for each way to pay."""
    assert [place for place, _ in leaves(words(locale).texts)] == [place for place, _ in leaves(words("ja").texts)]
    assert all(text.strip() for _, text in leaves(words(locale).texts))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_sentence_asks_for_the_same_facts_in_every_language(locale: str) -> None:
    """A number that one language tells is missing in none."""
    wanted = dict(leaves(words("ja").texts))
    for place, text in leaves(words(locale).texts):
        if place.split("/")[1] not in OWN_WORDS:
            assert places(text) == places(wanted[place]), place


@pytest.mark.parametrize("locale", LOCALES)
def test_each_language_knows_every_store_type_state_and_currency(locale: str) -> None:
    """As the document lists them."""
    texts, statuses = words(locale).texts, set(SCHEMAS["PaymentStatus"]["enum"])
    assert set(texts["stores"]) == set(STORES) == set(SCHEMAS["Store"]["enum"])
    assert set(texts["currencies"]) == set(SCHEMAS["Currency"]["enum"])
    assert set(texts["states"]) == statuses - {WAITING, "pending"}
    assert set(texts["titles"]) == set(NUMBERS)
    assert set(texts["ways"]) == {*STORES.values(), "pay_easy", "bank_transfer"}
    assert (len(texts["weekdays"]), len(texts["months"])) == (7, 12)


def test_instructions_are_for_the_types_whose_reply_leads_to_them() -> None:
    """And ask only for what that reply has; such a payment is never pending."""
    shown = {
        name: SCHEMAS[ref.split("/")[-1]] for name, ref in SCHEMAS["PaymentDetails"]["discriminator"]["mapping"].items()
    }
    assert set(NUMBERS) == {name for name, schema in shown.items() if "instructions_url" in schema["properties"]}
    for name, numbers in NUMBERS.items():
        assert set(numbers) <= set(shown[name]["required"])
    for move in document()["x-lifecycle"]["transitions"]:
        assert not (move["to"] == "pending" and set(move["types"]) & set(NUMBERS))


@pytest.mark.parametrize(
    ("locale", "amount", "currency", "written"),
    [
        ("ja", 1080, "JPY", "1,080円"),
        ("en", 1080, "JPY", "¥1,080"),
        ("ko", 1080, "JPY", "1,080엔"),
        ("ja", 1234567, "KRW", "1,234,567ウォン"),
        ("ko", 0, "KRW", "0원"),
        ("en", 1080, "USD", "US$10.80"),
        ("en", 5, "EUR", "€0.05"),
        ("ja", 100000, "TWD", "1,000.00台湾ドル"),
        ("en", 12345678901234567891, "USD", "US$123,456,789,012,345,678.91"),
        ("en", 7, "XTS", "7 XTS"),
    ],
)
def test_an_amount_is_written_whole(locale: str, amount: int, currency: str, written: str) -> None:
    """In the smallest unit as it comes, with the point where the currency has it, exact at any size."""
    assert words(locale).amount(amount, currency) == written


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("ja", "2017年1月7日(土) 23:59(日本時間)"),
        ("en", "Saturday, January 7, 2017, 23:59 (Japan time)"),
        ("ko", "2017년 1월 7일 (토) 23:59 (일본 시간)"),
    ],
)
def test_a_time_is_written_as_the_language_does(locale: str, written: str) -> None:
    """On the clock of Japan, whose day is another one than that of UTC."""
    assert words(locale).time(datetime(2017, 1, 7, 14, 59, 59, tzinfo=UTC).astimezone(JAPAN)) == written


def test_the_hours_before_nine_have_two_digits() -> None:
    assert "04:05" in words("en").time(datetime(2017, 1, 7, 4, 5, 6, tzinfo=JAPAN))


def test_a_sentence_tells_words_from_values() -> None:
    """So that the page can point at the values."""
    filled = fill("Pay {total} now.", {"total": "¥1"})
    assert filled == [Piece("Pay ", is_value=False), Piece("¥1", is_value=True), Piece(" now.", is_value=False)]


def test_a_sentence_about_a_number_that_is_not_there_is_left_out() -> None:
    """Such as the confirmation code of a chain that has none."""
    assert fill("Enter {code}.", {"code": None}) == []


def test_a_value_is_never_taken_for_a_sentence() -> None:
    """Brackets in it stay what they are."""
    assert fill("{name}", {"name": "{total} {0.__class__}"}) == [Piece("{total} {0.__class__}", is_value=True)]
