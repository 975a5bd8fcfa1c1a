"""The address in `instructions_url` leads to the payer's page, and its button pays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from komoju_sandbox.pages.words import LOCALES, words

from tests.sandbox.pages.conftest import Browser, FakeDesk, example

PAY_EASY = "adgy38l7srnc1cintgbm2m9fo"


@pytest.mark.parametrize("locale", LOCALES)
def test_the_button_pays_and_leads_back(browser: Browser, desk: FakeDesk, locale: str) -> None:
    """In the language of the page."""
    desk.add(example("pay-easy"))
    answer = browser.press(f"/{locale}/instructions/{PAY_EASY}", words(locale).texts["pay"])
    assert desk.done == [("pay", PAY_EASY)]
    assert (answer.status, answer.page.languages[0]) == (200, locale)


def test_what_was_paid_meanwhile_is_not_paid_again(browser: Browser, desk: FakeDesk) -> None:
    """The page then shows what has become of it."""
    desk.add(example("pay-easy", status="expired"))
    answer = browser.post(f"/en/instructions/{PAY_EASY}/pay")
    assert (answer.status, answer.headers["location"]) == (303, f"/en/instructions/{PAY_EASY}")
    assert desk.done == []


@pytest.mark.parametrize(
    "path", ["/en/instructions/x", f"/fr/instructions/{PAY_EASY}", "/en/instructions/blflnmbl9pzmfyzrydswnoldc"]
)
def test_what_has_no_page_is_not_there(browser: Browser, desk: FakeDesk, path: str) -> None:
    """An unknown payment, an unknown language, a payment of another type; and nothing of it can be paid."""
    desk.add(example("pay-easy"), example("net-cash"))
    answer = browser.get(path)
    assert answer.status == 404
    assert words("en").texts["missing"]["title"] in answer.page.text
    assert browser.post(f"{path}/pay").status == 404
    assert desk.done == []


def test_a_payment_of_any_world_has_its_page(open_pages: Callable[..., Browser]) -> None:
    """The payer knows of no worlds."""
    main, other = FakeDesk(), FakeDesk(name="other")
    other.add(example("pay-easy"))
    browser = open_pages(main, other)
    assert browser.get(f"/ja/instructions/{PAY_EASY}").status == 200
    assert browser.post(f"/ja/instructions/{PAY_EASY}/pay").status == 303
    assert (main.done, other.done) == ([], [("pay", PAY_EASY)])
