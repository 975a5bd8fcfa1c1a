"""The site in Chromium, opened as files: search, tabs, copying, the phone, the keyboard, and without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from generator.pipe import Contract
from generator.site.samples import LANGUAGES
from generator.site.snippets import Scenario, scenarios
from tests.browser import DESKTOP, nameless, unreadable

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    OpenPage = Callable[..., Page]
    Look = tuple[ViewportSize, Literal["light", "dark"]]

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 780}
LOOKS: dict[str, list[Look]] = {
    "ja": [(PHONE, "light"), (DESKTOP, "dark")],
    "en": [(PHONE, "dark"), (DESKTOP, "light")],
}
FOUND_FIRST = {
    "en": {
        "card_declined": "card_declined",
        "card decl": "card_declined",
        "CARD_DECLINED": "card_declined",
        "capturePayment": "Capture a payment",
        "refund": "Refund a payment",
        "konbini": "konbini",
        "4111111111111111": "4111111111111111",
        "payment.captured": "payment.captured",
        "external_order_num": "external_order_num",
        "pending": "pending",
        "errors": "Errors",
    },
    "ja": {
        "card_declined": "card_declined",
        "ｃａｒｄ＿ｄｅｃｌｉｎｅｄ": "card_declined",
        "エラー": "エラー",
        "ｴﾗｰ": "エラー",
        "えらー": "エラー",
    },
}


@pytest.fixture
def open_page(chromium: Browser, folder: Path) -> Iterator[OpenPage]:
    """Open a page of the site. It may say nothing on the console and ask for nothing but files."""
    opened: list[Page] = []
    wrong: list[str] = []

    def make(name: str, **options: Any) -> Page:
        page = chromium.new_context(**{"viewport": DESKTOP, "locale": "en-US", **options}).new_page()
        page.on("console", lambda said: wrong.append(said.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: None if sent.url.startswith("file://") else wrong.append(sent.url))
        page.goto((folder / name.partition("#")[0]).as_uri() + name[len(name.partition("#")[0]) :])
        opened.append(page)
        return page

    yield make
    for page in opened:
        page.context.close()
    assert wrong == []


@pytest.fixture(scope="module")
def call(contract: Contract) -> Scenario:
    """A scenario that the pages show."""
    return next(one for one in scenarios(contract.bundle.document) if one.name == "konbini-lawson")


def shown(page: Page, call: Scenario) -> tuple[Locator, list[str]]:
    """Find a scenario on the page of its operation, opened; and the languages in which it is seen."""
    sample = page.locator(f"[id='{call.operation}.{call.name}']")
    if sample.get_attribute("open") is None:
        sample.locator("summary").click()
    return sample, seen(sample)


def seen(sample: Locator) -> list[str]:
    return [name for name in LANGUAGES if sample.locator(f".panel-{name} pre").is_visible()]


def found(page: Page, asked: str) -> list[str]:
    """Search, and give the titles of what is found."""
    page.get_by_role("combobox").fill(asked)
    return page.locator("#found b").all_inner_texts()


@pytest.mark.parametrize("language", FOUND_FIRST)
def test_what_is_asked_for_is_found_first(open_page: OpenPage, language: str) -> None:
    """By words, beginnings of words and names, whatever the width and the case of the letters."""
    page = open_page(f"{language}/index.html")
    assert {asked: found(page, asked)[0] for asked in FOUND_FIRST[language]} == FOUND_FIRST[language]


def test_japanese_words_are_found(open_page: OpenPage) -> None:
    """Without blanks between words: 返金 finds first the operation that gives money back."""
    page = open_page("ja/index.html")
    hits = found(page, "返金")
    assert len(hits) > 5
    assert page.locator("#found a").first.get_attribute("href") == "payments.html#refundPayment"
    assert found(page, "縺ゅ") == []
    assert page.locator("#found").inner_text() == "見つかりませんでした。"


def test_every_kind_is_found(open_page: OpenPage) -> None:
    """Each by the title of one of its entries."""
    page = open_page("en/errors.html")
    index = page.evaluate("window.searchIndex")
    samples = {row[0]: row for row in reversed(index["rows"])}
    assert len(samples) == len(index["kinds"])
    for _, title, url, _, _ in samples.values():
        found(page, title)
        assert url in page.locator("#found a").evaluate_all("links => links.map(link => link.getAttribute('href'))")


def test_the_search_is_worked_by_keyboard(open_page: OpenPage) -> None:
    """A slash leads there, arrows choose, Enter goes, Escape closes."""
    page = open_page("en/index.html")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.type("declined")
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant") == "found-1"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    last = page.locator("[role=option]").last
    assert last.get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.locator("#found").is_visible()
    assert field.get_attribute("aria-expanded") == "false"
    field.fill("card_declined")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors.html#card_declined")
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert field.input_value() == "a/b"


def test_a_result_inside_a_closed_part_opens_it(open_page: OpenPage) -> None:
    page = open_page("en/payments.html#createPayment-fraud_details-customer_ip")
    page.locator("#createPayment-fraud_details-customer_ip").wait_for()
    assert page.locator("#createPayment-fraud_details-customer_ip").is_visible()


def test_the_language_of_the_examples_is_chosen_once(open_page: OpenPage, call: Scenario) -> None:
    """For all examples, by mouse and by arrows, and the next page keeps it."""
    page = open_page("en/payments.html")
    sample, languages = shown(page, call)
    assert languages == ["curl"]
    sample.get_by_role("tab", name="Python").click()
    assert seen(sample) == ["python"]
    page.keyboard.press("ArrowRight")
    assert seen(sample) == ["typescript"]
    assert sample.get_by_role("tab", selected=True).inner_text() == "TypeScript"
    page.keyboard.press("ArrowRight")
    assert sample.get_by_role("tab", selected=True).inner_text() == "curl"
    page.keyboard.press("ArrowLeft")
    page.goto(page.url.replace("payments.html", "index.html"))
    assert seen(page.locator("#first-call")) == ["typescript"]
    assert page.get_by_role("tab", selected=True).inner_text() == "TypeScript"


def test_an_example_and_a_number_are_copied_whole(open_page: OpenPage, call: Scenario) -> None:
    page = open_page("en/payments.html", permissions=["clipboard-read", "clipboard-write"])
    sample, _ = shown(page, call)
    for name, code in (("curl", call.curl), ("Python", call.python), ("TypeScript", call.typescript)):
        sample.get_by_role("tab", name=name).click()
        sample.get_by_role("button", name="Copy").click()
        sample.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == code
    page.goto(page.url.replace("payments.html", "test-numbers.html"))
    page.get_by_role("button", name="Copy 4111111111111111").click()
    page.locator(".done").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "4111111111111111"


def test_copying_works_where_the_browser_forbids_the_clipboard(open_page: OpenPage) -> None:
    """By the old way."""
    page = open_page("en/test-numbers.html")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    page.evaluate("() => { document.execCommand = (name) => (window.copied = [name, document.activeElement.value]); }")
    page.get_by_role("button", name="Copy 4111111111111111").click()
    page.locator(".done").wait_for()
    assert page.evaluate("window.copied") == ["copy", "4111111111111111"]


def test_the_language_of_the_site_is_switched_in_place(open_page: OpenPage) -> None:
    """To the same spot; the door of the site remembers it."""
    page = open_page("en/errors.html#card_declined")
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url("**/ja/errors.html#card_declined")
    page.goto(page.url.partition("/ja/")[0] + "/index.html")
    page.wait_for_url("**/ja/index.html")


def test_the_door_leads_to_the_language_of_the_browser(open_page: OpenPage) -> None:
    open_page("index.html").wait_for_url("**/en/index.html")
    open_page("index.html", locale="ja-JP").wait_for_url("**/ja/index.html")


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_fits_and_can_be_read(open_page: OpenPage, folder: Path, language: str) -> None:
    """No page is wider than the screen, every text stands out from its ground, and every control has a name."""
    page = open_page(f"{language}/index.html")
    for file in sorted((folder / language).glob("*.html")):
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.name = ''; part.open = true; })")
        for viewport, scheme in LOOKS[language]:
            assert unreadable(page, viewport, scheme) == [], file.name
            assert nameless(page) == [], file.name


def test_the_contents_of_a_phone_open_and_close(open_page: OpenPage) -> None:
    page = open_page("en/payments.html", viewport=PHONE)
    contents = page.get_by_role("navigation", name="Contents")
    assert not contents.is_visible()
    page.get_by_role("button", name="Contents").click()
    assert contents.is_visible()
    contents.get_by_role("link", name="Capture a payment").click()
    assert not contents.is_visible()
    page.get_by_role("button", name="Contents").click()
    page.keyboard.press("Escape")
    assert not contents.is_visible()


def test_the_site_is_read_without_a_script(open_page: OpenPage, call: Scenario) -> None:
    """Everything is there, and nothing that would do nothing."""
    page = open_page("en/payments.html", java_script_enabled=False, viewport=PHONE)
    assert shown(page, call)[1] == list(LANGUAGES)
    assert page.get_by_role("navigation", name="Contents").is_visible()
    assert [button for button in page.locator("button, input").all() if button.is_visible()] == []
    door = open_page("index.html", java_script_enabled=False)
    door.get_by_role("link", name="English").click()
    assert door.get_by_role("heading", level=1).is_visible()


def test_everything_is_reached_by_keyboard(open_page: OpenPage) -> None:
    """The first stop skips what stands above, and each stop is seen."""
    page = open_page("en/payments.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.locator(":focus").evaluate("part => getComputedStyle(part).outlineStyle") == "solid"
