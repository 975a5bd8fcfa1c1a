"""The payer's page tells what to do with the numbers of this very payment, in the language of its address."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

import pytest
from komoju_sandbox.pages.instructions import NUMBERS, STORES, has_instructions, render_instructions, render_missing
from komoju_sandbox.pages.words import LOCALES, words

from tests.sandbox.pages.conftest import example
from tests.sandbox.pages.reading import Page

JAPAN = timezone(timedelta(hours=9))
TYPES = {"konbini": "konbini-lawson", "pay_easy": "pay-easy", "bank_transfer": "bank-transfer"}
WAYS = {
    "circle-k": ("カルワザステーション", "オンライン決済番号"),
    "daily-yamazaki": ("レジのお客様側の画面", "オンライン決済番号"),
    "family-mart": ("Famiポート", "お客様番号"),
    "lawson": ("Loppi", "お客様番号"),
    "ministop": ("Loppi", "お客様番号"),
    "seven-eleven": ("インターネット支払い", "払込票番号"),
    "sunkus": ("カルワザステーション", "オンライン決済番号"),
}
"""By what each chain is known: its machine or its words at the till, and what its number is called there."""


def show(payment: Any, locale: str = "ja") -> Page:
    return Page(render_instructions(payment, locale, JAPAN))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("payment_type", TYPES)
def test_the_page_holds_every_number_the_amount_the_deadline_and_the_order(payment_type: str, locale: str) -> None:
    """What the reply of the API has, the payer can read; long numbers are copied without gaps."""
    payment = example(TYPES[payment_type])
    page, known = show(payment, locale), words(locale)
    for name in NUMBERS[payment_type]:
        value = payment["payment_details"][name]
        assert value is None or value in page.content.replace("</span><span>", ""), name
    deadline = {"konbini": (7, "2017"), "pay_easy": (14, "2017"), "bank_transfer": (11, "2017")}[payment_type]
    assert known.amount(1080, "JPY") in page.text
    assert known.amount(80, "JPY") in page.text
    assert "23:59" in page.text
    assert str(deadline[0]) in page.text
    assert deadline[1] in page.text
    assert known.texts["labels"]["order"] + " 123" in page.text
    assert page.languages[0] == locale
    assert len([tag for tag, _ in page.tags if tag == "h1"]) == 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("store", STORES)
def test_each_chain_has_steps_of_its_own(store: str, locale: str) -> None:
    """Named as the payer sees it, with the number in the step that asks for it."""
    payment = example("konbini-lawson", details={"store": store, "receipt": "987654"})
    page, known = show(payment, locale), words(locale)
    assert known.texts["stores"][store] in page.text
    assert page.text.count("987654") == 2
    # In the shop everything is in Japanese, whatever the language of the page.
    assert WAYS[store][1] in page.text


def test_chains_do_not_share_steps_unless_they_share_the_machine() -> None:
    """Lawson's are not those of FamilyMart or of 7-Eleven."""
    for store, (machine, _) in WAYS.items():
        text = show(example("konbini-lawson", details={"store": store})).text
        assert [name for name in {way for way, _ in WAYS.values()} if name in text] == [machine]


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_confirmation_code_is_told_where_there_is_one(store: str, locale: str) -> None:
    """As a number of its own and as a step; without one nobody is asked to enter it."""
    with_code = show(example("konbini-lawson", details={"store": store, "confirmation_code": "77001"}), locale)
    without = show(example("konbini-lawson", details={"store": store}), locale)
    assert with_code.text.count("77001") == 2
    assert words(locale).texts["ways"][STORES[store]]["confirmation_code"] not in without.text
    assert "None" not in without.text


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("status", ["captured", "expired", "cancelled", "refunded"])
@pytest.mark.parametrize("payment_type", TYPES)
def test_what_is_over_cannot_be_paid_any_more(payment_type: str, status: str, locale: str) -> None:
    """The page says what has become of the payment, and shows neither numbers nor the button."""
    captured_at = None if status in {"expired", "cancelled"} else "2017-01-05T02:03:04Z"
    changes = {"status": status, "captured_at": captured_at, "amount_refunded": 1080 if status == "refunded" else 0}
    payment = example(TYPES[payment_type], **changes)
    page, state = show(payment, locale), words(locale).texts["states"][status]
    assert state["title"] in page.text
    assert state["seal"] in page.text
    assert page.forms == []
    for name in NUMBERS[payment_type]:
        value = payment["payment_details"][name]
        assert value is None or value not in page.content
    if status == "captured":
        assert "11:03" in page.text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_button_is_a_form_and_says_that_it_is_for_tests(locale: str) -> None:
    """It works without scripts, and the page says that no money moves."""
    payment = example("pay-easy")
    page, texts = show(payment, locale), words(locale).texts
    form = page.form(texts["pay"])
    assert (form.method, form.action) == ("post", f"/{locale}/instructions/{payment['id']}/pay")
    assert texts["pay_note"] in page.text
    assert texts["sandbox"] in page.text
    assert "script" not in {tag for tag, _ in page.tags}


def test_every_language_is_one_step_away() -> None:
    """By its own name, marked as what it is."""
    page = show(example("pay-easy"), "ko")
    for locale in LOCALES:
        assert f"/{locale}/instructions/adgy38l7srnc1cintgbm2m9fo" in page.links
        assert words(locale).texts["language"] in page.text
    assert set(page.languages) >= set(LOCALES)


def test_japanese_names_are_marked_as_japanese_on_every_page() -> None:
    """So that a screen reader speaks them, and the right glyphs are chosen."""
    page = show(example("bank-transfer"), "en")
    assert page.languages.count("ja") > 1
    assert '<dd class="words" lang="ja"><span>三井住友銀行</span>' in page.content


def test_the_name_to_send_money_under_is_told_apart() -> None:
    """Without it the money finds no payment."""
    page = show(example("bank-transfer"))
    assert page.classes.count("wanted") == 1
    assert '<div class="wanted"><dt>振込依頼人名</dt>' in page.content


def test_a_payment_without_an_order_number_says_nothing_about_one() -> None:
    page = show(example("pay-easy", external_order_num=None), "en")
    assert words("en").texts["labels"]["order"] not in page.text
    assert "None" not in page.text


def test_a_fee_is_part_of_the_sum() -> None:
    """Where there is one."""
    with_fee = show(example("pay-easy", payment_method_fee=190, total=1270), "en")
    assert "¥1,000 + ¥80 tax + ¥190 fee" in with_fee.text
    assert "fee" not in show(example("konbini-lawson"), "en").text.lower()


def test_only_three_types_have_instructions() -> None:
    """The others are paid at once."""
    for name in ("credit-card", "net-cash", "web-money", "nanaco", "bit-cash", "culture-voucher"):
        assert not has_instructions(example(name))
    assert all(has_instructions(example(name)) for name in TYPES.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_for_what_is_not_there_is_friendly_in_every_language(locale: str) -> None:
    texts = words(locale).texts["missing"]
    page = Page(render_missing(locale))
    assert texts["title"] in page.text
    assert texts["text"] in page.text
    assert page.languages == [locale]


@pytest.mark.parametrize("locale", ["fr", "JA", "../ja", "", "en.json"])
def test_an_unknown_language_is_answered_in_english(locale: str) -> None:
    """And leads to no file."""
    assert Page(render_missing(locale)).languages == ["en"]
