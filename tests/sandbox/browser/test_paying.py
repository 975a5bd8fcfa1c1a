"""Pay on a phone in one tab, and see it arrive in the other, with and without JavaScript, in three languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import PHONE
from tests.sandbox.browser.conftest import DETAILS, Shop

if TYPE_CHECKING:
    from tests.sandbox.browser.conftest import OpenTab

pytestmark = pytest.mark.browser

BUTTONS = {"ja": "支払ったことにする", "en": "Pretend that it was paid", "ko": "결제한 것으로 처리"}
THANKS = {
    "ja": "お支払いが完了しました",
    "en": "Thank you, your payment has arrived",
    "ko": "결제가 완료되었습니다",
}


def url_of(payment: Any) -> str:
    url: str = payment["payment_details"]["instructions_url"]
    return url


def test_a_payment_made_on_the_phone_arrives_on_the_open_desk(shop: Shop, open_tab: OpenTab) -> None:
    """The desk is not loaded again: what was open there stays open."""
    desk = open_tab(shop.origin)
    desk.locator("html.connected").wait_for()
    desk.evaluate("window.stayed = true")
    payment = shop.create(external_order_num="A-1")

    row = desk.locator(f"#payment-{payment['id']}")
    row.locator("summary").click()
    row.get_by_text("payment.authorized").wait_for()

    phone = open_tab(url_of(payment), viewport=PHONE, has_touch=True, is_mobile=True)
    phone.get_by_role("button", name=BUTTONS["ja"]).tap()
    phone.get_by_role("heading", name=THANKS["ja"]).wait_for()

    row.get_by_text("payment.captured").wait_for()
    assert row.locator("summary .chip").inner_text() == "captured"
    assert row.get_attribute("open") is not None
    assert desk.evaluate("window.stayed") is True
    assert shop.show(payment["id"])["status"] == "captured"


def test_an_open_sheet_of_a_payment_follows_it_too(shop: Shop, open_tab: OpenTab) -> None:
    """Its JSON included."""
    payment = shop.create("pay_easy")
    sheet = open_tab(f"{shop.origin}/desk/payments/{payment['id']}")
    sheet.locator("html.connected").wait_for()
    shop.sandbox.pay(payment["id"])
    sheet.get_by_text('"status": "captured"').wait_for()


@pytest.mark.parametrize("locale", BUTTONS)
@pytest.mark.parametrize("payment_type", DETAILS)
def test_it_is_paid_without_javascript_in_every_language(
    shop: Shop, open_tab: OpenTab, payment_type: str, locale: str
) -> None:
    """By a form, on a page that fits the phone, from top to bottom."""
    payment = shop.create(
        payment_type, locale=locale, external_order_num="注文-1234567890-ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789"
    )
    phone = open_tab(url_of(payment), viewport=PHONE, java_script_enabled=False)
    assert phone.locator("html").get_attribute("lang") == locale
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    phone.get_by_role("button", name=BUTTONS[locale]).click()
    phone.get_by_role("heading", name=THANKS[locale]).wait_for()
    assert phone.get_by_role("button").count() == 0
    assert shop.show(payment["id"])["status"] == "captured"


def test_the_desk_works_without_javascript(shop: Shop, open_tab: OpenTab) -> None:
    """It can be read, paid on, and its clock moved; nothing shows that would need a script."""
    desk = open_tab(shop.origin, java_script_enabled=False)
    assert desk.locator("figure pre").first.is_visible()
    assert desk.get_by_role("button", name="Copy").count() == 0
    payment, late = shop.create("pay_easy"), shop.create("bank_transfer")
    desk.reload()
    row = desk.locator(f"#payment-{payment['id']}")
    row.locator("summary").click()
    row.get_by_text("payment.authorized").wait_for()
    desk.locator(f"#pay-{payment['id']}").click()
    assert desk.locator(f"#payment-{payment['id']} .chip").inner_text() == "captured"
    desk.get_by_role("button", name="To the next thing due").click()
    assert desk.locator(f"#payment-{late['id']} .chip").inner_text() == "expired"


def test_it_is_paid_by_keyboard_alone(shop: Shop, open_tab: OpenTab) -> None:
    """The button is the first thing that is reached, and shows that it is."""
    payment = shop.create()
    phone = open_tab(url_of(payment), viewport=PHONE)
    phone.keyboard.press("Tab")
    focused = phone.locator(":focus")
    assert focused.inner_text() == BUTTONS["ja"]
    assert focused.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name=THANKS["ja"]).wait_for()
    for language in ("English", "日本語", "한국어"):
        phone.keyboard.press("Tab")
        assert phone.locator(":focus").inner_text() == language


def test_the_language_can_be_changed_on_the_page(shop: Shop, open_tab: OpenTab) -> None:
    phone = open_tab(url_of(shop.create()), viewport=PHONE)
    phone.get_by_role("link", name="한국어").click()
    phone.get_by_role("heading", name="로손 결제 방법").wait_for()


def test_on_paper_there_is_nothing_to_press(shop: Shop, open_tab: OpenTab) -> None:
    """Numbers and steps are there."""
    page = open_tab(url_of(shop.create()))
    page.emulate_media(media="print")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("link").count() == 0
    assert page.get_by_text("お客様番号").first.is_visible()


def test_a_long_number_is_copied_without_gaps(shop: Shop, open_tab: OpenTab) -> None:
    """Although it is shown in groups."""
    payment = shop.create("pay_easy")
    page = open_tab(url_of(payment), viewport=PHONE)
    number = page.locator(".numbers dd").nth(1)
    copied = number.evaluate(
        "element => { getSelection().selectAllChildren(element); return getSelection().toString(); }"
    )
    assert copied == payment["payment_details"]["customer_id"]
    first, second = (number.locator("span").nth(place).bounding_box() for place in (0, 1))
    assert first is not None
    assert second is not None
    assert second["x"] > first["x"] + first["width"]
