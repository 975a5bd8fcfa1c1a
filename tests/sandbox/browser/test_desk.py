"""The desk in a browser: live, steady under the hand, deaf to foreign pages, readable by everybody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import DESKTOP, PHONE, nameless, unreadable
from tests.sandbox.browser.conftest import DETAILS, Shop
from tests.sandbox.receiver import Receiver

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.sandbox.browser.conftest import OpenTab

pytestmark = pytest.mark.browser

HOSTILE = '</pre></title><img src=x onerror="window.broken=1;alert(1)"><script>window.broken=1</script>\'"&amp;'


def fill(shop: Shop) -> list[Any]:
    """Put payments of every state on the desk."""
    made = [shop.create(payment_type, locale="en") for payment_type in DETAILS]
    shop.sandbox.pay(made[0]["id"])
    shop.call("POST", f"/payments/{made[1]['id']}/cancel")
    shop.create(payment_details={"type": "web_money", "prepaid_number": "1111111111111111"}, amount=5000)
    return made


def test_texts_of_strangers_run_nowhere(shop: Shop, open_tab: OpenTab) -> None:
    """On no page, and not when the desk takes them in live."""
    desk = open_tab(shop.origin)
    desk.locator("html.connected").wait_for()
    payment = shop.create(external_order_num=HOSTILE, description=HOSTILE, metadata={HOSTILE: HOSTILE})
    desk.get_by_text(HOSTILE).first.wait_for()
    sheet = open_tab(f"{shop.origin}/desk/payments/{payment['id']}")
    payer = open_tab(payment["payment_details"]["instructions_url"])
    assert HOSTILE in payer.locator(".slip-sums").inner_text()
    for page in (desk, sheet, payer):
        assert page.evaluate("window.broken") is None
        assert page.locator("img[src=x]").count() == 0


def test_a_change_takes_nothing_from_under_the_hand(shop: Shop, open_tab: OpenTab) -> None:
    """Focus and place stay where they are."""
    for _ in range(30):
        payment = shop.create()
    desk = open_tab(shop.origin)
    desk.locator("html.connected").wait_for()
    desk.locator("#clock-run").focus()
    desk.evaluate("scrollTo(0, 700)")
    shop.sandbox.pay(payment["id"])
    desk.locator(f"#payment-{payment['id']} .chip-good").wait_for()
    assert desk.evaluate("scrollY") == 700
    assert desk.locator(":focus").get_attribute("id") == "clock-run"


def test_a_form_that_is_being_filled_in_stays_as_it_is(shop: Shop, open_tab: OpenTab) -> None:
    """Whatever arrives meanwhile; then it adds the fault, which the next call meets."""
    desk = open_tab(shop.origin)
    desk.locator("html.connected").wait_for()
    desk.get_by_label("Call", exact=True).select_option("createPayment")
    desk.get_by_label("meets").select_option("exceeds_limit")
    desk.get_by_label("times").fill("2")
    payment = shop.create()
    desk.locator(f"#payment-{payment['id']}").wait_for()
    desk.get_by_role("button", name="Add").click()
    desk.get_by_text("2 more").wait_for()
    card = {"type": "credit_card", "number": "4111111111111111", "month": 1, "year": 2038}
    refused = shop.create(payment_details={**card, "given_name": "Taro", "family_name": "Yamada"})
    assert refused["error"]["code"] == "exceeds_limit"
    desk.get_by_text("1 more").wait_for()


def test_buttons_act_without_loading_the_page_again(shop: Shop, open_tab: OpenTab) -> None:
    """And what they do is shown at once."""
    payment = shop.create()
    desk = open_tab(shop.origin)
    desk.evaluate("window.stayed = true")
    desk.locator(f"#pay-{payment['id']}").click()
    desk.locator(f"#payment-{payment['id']} .chip-good").wait_for()
    desk.get_by_role("button", name="+ 1 day").click()
    desk.get_by_text("2017-01-05 07:52:34").first.wait_for()
    assert desk.evaluate("window.stayed") is True


def test_what_a_button_could_not_do_is_said(shop: Shop, chromium: Browser) -> None:
    """Here a payment that was paid in another place, before the desk knew."""
    payment = shop.create()
    context = chromium.new_context(java_script_enabled=False)
    desk = context.new_page()
    desk.goto(shop.origin)
    shop.sandbox.pay(payment["id"])
    desk.locator(f"#pay-{payment['id']}").click()
    desk.get_by_role("heading", name="That did not work").wait_for()
    desk.get_by_role("link", name="Back to the desk").click()
    desk.get_by_role("heading", name="Payments").wait_for()
    context.close()


def test_a_delivery_is_watched_and_sent_again(shop: Shop, open_tab: OpenTab) -> None:
    """The ping of a new webhook, twice."""
    desk = open_tab(shop.origin)
    desk.locator("html.connected").wait_for()
    with Receiver() as receiver:
        shop.sandbox.add_webhook(receiver.url, "whsec")
        desk.get_by_text("1 attempt").wait_for()
        desk.get_by_role("button", name="Resend").click()
        desk.get_by_text("2 attempts").wait_for()
        assert receiver.types == ["ping", "ping"]


def test_a_call_is_copied_whole(shop: Shop, open_tab: OpenTab) -> None:
    desk = open_tab(shop.origin, permissions=["clipboard-read", "clipboard-write"])
    figure = desk.locator("figure").first
    figure.get_by_role("button", name="Copy").click()
    figure.locator(".copied").wait_for()
    assert desk.evaluate("navigator.clipboard.readText()") == figure.locator("pre").inner_text()


def test_the_clock_ticks_only_when_it_runs(shop: Shop, open_tab: OpenTab) -> None:
    desk = open_tab(shop.origin)
    assert desk.locator("[data-runs=no]").inner_text() == "16:52:34"
    desk.get_by_role("button", name="Run on").click()
    clock = desk.locator("[data-runs=yes]")
    clock.wait_for()
    before = clock.inner_text()
    desk.wait_for_function("before => document.querySelector('[data-runs=yes]').textContent > before", arg=before)


def test_everything_on_the_desk_is_reached_by_keyboard(shop: Shop, open_tab: OpenTab) -> None:
    """Opened and pressed as well; the first stop skips what stands above."""
    payment = shop.create()
    desk = open_tab(shop.origin)
    desk.keyboard.press("Tab")
    assert desk.locator(":focus").inner_text() == "Skip to the content"
    stops: list[str] = []
    while len(stops) < 60 and (not stops or stops[-1] != "pay"):
        desk.keyboard.press("Tab")
        focused = desk.locator(":focus")
        assert focused.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
        stops.append(focused.evaluate("element => element.tagName === 'SUMMARY' ? 'row' : element.id.split('-')[0]"))
        if stops[-1] == "row":
            desk.keyboard.press("Enter")
            desk.get_by_text("payment.authorized").wait_for()
    assert "row" in stops
    desk.keyboard.press("Enter")
    desk.locator(f"#payment-{payment['id']} .chip-good").wait_for()


def test_every_page_fits_and_can_be_read_and_every_control_has_a_name(shop: Shop, open_tab: OpenTab) -> None:
    """On a phone and a desk, by day and by night; a name is for those who cannot see where a control stands."""
    made = fill(shop)
    paths = ["/", "/docs", f"/desk/payments/{made[0]['id']}"]
    paths += [f"/en/instructions/{payment['id']}" for payment in made]
    for path in paths:
        page = open_tab(shop.origin + path)
        for viewport, scheme in product((PHONE, DESKTOP), ("light", "dark")):
            assert unreadable(page, viewport, scheme) == [], path
        assert nameless(page) == [], path


def test_the_reference_finds_words(shop: Shop, open_tab: OpenTab) -> None:
    """And is whole again when the field is empty."""
    page = open_tab(f"{shop.origin}/docs")
    page.get_by_label("Find in the reference").fill("culture_password")
    assert page.locator("#type-culture_voucher").is_visible()
    assert not page.locator("#capturePayment").is_visible()
    assert not page.locator(".contents a[href='#capturePayment']").is_visible()
    page.get_by_label("Find in the reference").fill("")
    assert page.locator("#capturePayment").is_visible()


def test_the_reference_is_read_without_javascript(shop: Shop, open_tab: OpenTab) -> None:
    """Whole, without a field that would do nothing."""
    page = open_tab(f"{shop.origin}/docs", java_script_enabled=False)
    assert not page.locator("#search").is_visible()
    page.locator(".contents").get_by_role("link", name="Errors").click()
    assert page.locator("#error-card_declined").is_visible()


@pytest.fixture
def foreign() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve a page of a stranger; what it holds can be set."""
    page = {"content": ""}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(page["content"].encode())

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/", page
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("place", ["/en/instructions/{id}/pay", "/desk/payments/{id}/pay"])
def test_a_foreign_page_presses_nothing(
    shop: Shop, chromium: Browser, foreign: tuple[str, dict[str, str]], place: str
) -> None:
    """Not even by a form that a browser sends without asking."""
    payment = shop.create()
    address, page = foreign
    page["content"] = (
        f"<form method=post action={shop.origin}{place.format(id=payment['id'])}></form>"
        "<script>document.forms[0].submit()</script>"
    )
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(address)
    tab.get_by_text("pressed by another web site").wait_for()
    context.close()
    assert shop.show(payment["id"])["status"] == "authorized"


def test_a_foreign_page_frames_nothing(shop: Shop, chromium: Browser, foreign: tuple[str, dict[str, str]]) -> None:
    """So nobody can be led to press a button that they do not see."""
    address, page = foreign
    page["content"] = f"<iframe src={shop.origin}></iframe>"
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(address)
    tab.wait_for_load_state("networkidle")
    assert tab.frames[1].get_by_text("Payments").count() == 0
    context.close()
