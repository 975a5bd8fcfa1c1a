"""A real Chromium, and what is asked of every page that it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.needs import find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
TOO_PALE = """() => {
    const parse = (text) => text.match(/[\\d.]+/g).map(Number);
    const channel = (value) => (value /= 255, value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const ground = (part) => {
        for (; part; part = part.parentElement) {
            const colour = parse(getComputedStyle(part).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const part = walker.currentNode.parentElement;
        const style = getComputedStyle(part);
        if (!walker.currentNode.data.trim() || !part.checkVisibility({visibilityProperty: true})) continue;
        const [a, b] = [light(parse(style.color)), light(ground(part))].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        if ((a + 0.05) / (b + 0.05) < (large ? 3 : 4.5)) found.push(walker.currentNode.data.trim().slice(0, 40));
    }
    return found;
}"""

NAMELESS = """() => [...document.querySelectorAll("button, a, input:not([type=hidden]), select")]
    .filter((part) => part.checkVisibility())
    .filter((part) => !(part.ariaLabel || (part.matches("input, select") ? part.labels[0] : part)?.textContent))
    .map((part) => part.outerHTML)"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start the machine's browser, and end it with these tests: it runs an event loop, which others would meet."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        browser.close()


def unreadable(page: Page, viewport: ViewportSize, scheme: Literal["light", "dark"]) -> list[str]:
    """List what cannot be read there: what is cut off by the edge, and texts that stand out too little."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    width = page.evaluate("document.documentElement.scrollWidth")
    wide = [] if width == viewport["width"] else [f"{width} pixels wide on a screen of {viewport['width']}"]
    pale: list[str] = page.evaluate(TOO_PALE)
    return [*wide, *pale]


def nameless(page: Page) -> list[str]:
    """List the controls without a name."""
    found: list[str] = page.evaluate(NAMELESS)
    return found
