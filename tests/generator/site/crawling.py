"""Reads a page as a browser would: its anchors, where it leads, and what it has of what every page needs."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "wbr", "path", "circle", "rect"}
ADDRESSES = ("href", "src", "action", "data")


class Page(HTMLParser):
    """What stands in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named: list[str] = []
        """The ids that attributes refer to."""
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.lang = ""
        self.title = ""
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags[tag] += 1
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {attrs}")
        if "id" in given:
            self.ids.append(given["id"] or "")
        self.links += [given[name] or "" for name in ADDRESSES if name in given and tag != "path"]
        for name in ("aria-controls", "aria-labelledby", "for"):
            self.named += (given.get(name) or "").split()
        if tag == "html":
            self.lang = given.get("lang") or ""
        if tag == "img" and "alt" not in given:
            self.faults.append(f"an image without a text: {attrs}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["title"] and "svg" not in self.open:
            self.title += data
