"""Takes the pictures of the README: `python -m tests.sandbox.browser.screenshots`.

Needs Chromium and a font with Japanese and Korean letters (Debian: fonts-noto-cjk).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox
from playwright.sync_api import Page, sync_playwright

from tests.browser import FLAGS, PHONE
from tests.needs import find_chromium
from tests.sandbox.browser.conftest import DETAILS, START, Shop
from tests.sandbox.receiver import Post, Receiver
from tests.values import ROOT

FOLDER = ROOT / "sandbox" / "screenshots"
LARGEST = 250_000
"""Bytes that a picture may have."""
SHOWN_AS = "localhost:8410"
CARD = {"type": "credit_card", "month": 1, "year": 2038, "given_name": "Taro", "family_name": "Yamada"}


@dataclass(frozen=True)
class Picture:
    """What is taken of a page."""

    name: str
    path: str
    viewport: dict[str, int]
    scale: float
    open: list[str] = field(default_factory=list)
    """What is opened before."""
    whole: bool = False
    """Whether the part below the screen is shown as well."""


def a_day_at_the_shop(shop: Shop) -> str:
    """Fill a desk with what a shop's day brings; gives the id of the last payment."""
    sandbox = shop.sandbox
    orders: list[tuple[Any, int, str]] = [
        ({"type": "konbini", "store": "family-mart"}, 2480, "A-1001"),
        ({**CARD, "number": "4111111111111111"}, 12800, "A-1002"),
        ({"type": "web_money", "prepaid_number": "1111111111111111"}, 3000, "A-1003"),
        (DETAILS["pay_easy"], 54000, "A-1004"),
        ({**CARD, "number": "4123111111111059"}, 9900, "A-1005"),
        (DETAILS["bank_transfer"], 98000, "A-1006"),
        ({**CARD, "number": "5555555555554444"}, 800, "A-1007"),
        ({"type": "konbini", "store": "lawson"}, 1000, "A-1008"),
    ]
    made: dict[str, Any] = {}
    for number, (details, amount, order) in enumerate(orders):
        made[order] = shop.create(payment_details=details, amount=amount, external_order_num=order)
        sandbox.advance(**({"days": 4} if number == 2 else {"minutes": 11, "seconds": 17}))
    sandbox.pay(made["A-1004"]["id"])
    shop.call("POST", f"/payments/{made['A-1007']['id']}/refund", {})
    sandbox.settle()
    return str(made["A-1008"]["id"])


def take(page: Page, picture: Picture) -> int:
    """Take one picture; gives its size."""
    page.goto(f"http://{SHOWN_AS}{picture.path}")
    for part in picture.open:
        page.locator(part).first.click()
    page.mouse.move(0, 0)
    page.evaluate("document.fonts.ready")
    return len(page.screenshot(path=FOLDER / f"{picture.name}.png", full_page=picture.whole))


def answer(post: Post) -> int:
    """Be a shop that has forgotten about expired payments."""
    return 500 if post.type == "payment.expired" else 200


def main() -> int:
    """Take all pictures. Returns 1 when one is too large."""
    FOLDER.mkdir(exist_ok=True)
    settings = Settings(clock=START, frozen=True, seed="1")
    with Receiver(answer) as receiver, RunningSandbox(settings) as sandbox, sync_playwright() as driver:
        sandbox.add_webhook(receiver.url, "whsec")
        payment_id = a_day_at_the_shop(Shop(sandbox))
        pictures = [
            Picture("instructions", f"/ja/instructions/{payment_id}", PHONE, 1.5, whole=True),
            Picture("desk", "/", {"width": 1280, "height": 1000}, 1, [f"#payment-{payment_id} summary"]),
            Picture("reference", "/docs#createPayment", {"width": 1280, "height": 900}, 1),
        ]
        address = urlsplit(sandbox.base_url).netloc
        flags = [*FLAGS, f"--host-resolver-rules=MAP {SHOWN_AS} {address}"]
        browser = driver.chromium.launch(executable_path=find_chromium(), args=flags)
        sizes: dict[Path, int] = {}
        for picture in pictures:
            context = browser.new_context(viewport=picture.viewport, device_scale_factor=picture.scale)
            sizes[FOLDER / f"{picture.name}.png"] = take(context.new_page(), picture)
            context.close()
        browser.close()
    for path, size in sizes.items():
        sys.stdout.write(f"{path.relative_to(ROOT)}: {size:,} bytes\n")
    return int(max(sizes.values()) > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
