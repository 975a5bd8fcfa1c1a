"""A page, read as a browser without JavaScript would: its tags, texts, links and forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

VOID = {"meta", "link", "input", "img", "br"}
MEANT_TO_BE_READ = {
    "title",
    "summary",
    "p",
    "dd",
    "dt",
    "li",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "a",
    "b",
    "span",
    "time",
}


@dataclass
class Form:
    """A form with its buttons."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def body(self) -> bytes:
        return urlencode(self.fields).encode()


class Page(HTMLParser):
    """Everything that can be asked of a page. Fails for tags that do not match."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.content = content
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.languages: list[str] = []
        self.classes: list[str] = []
        self._texts: list[str] = []
        self._open: list[str] = []
        self.feed(content)
        self.close()
        assert not self._open

    @property
    def text(self) -> str:
        """What is read, without breaks."""
        return " ".join("".join(self._texts).split())

    def form(self, label: str) -> Form:
        """Find the form with that button."""
        (found,) = [form for form in self.forms if form.label == label]
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.tags.append((tag, tuple(said)))
        self.ids += [said["id"]] if "id" in said else []
        self.languages += [said["lang"]] if "lang" in said else []
        self.classes += said.get("class", "").split()
        self.links += [said[name] for name in ("href", "src", "action") if name in said]
        if tag == "form":
            self.forms.append(Form(said["method"], said["action"]))
        if tag == "input" and "name" in said:
            self.forms[-1].fields[said["name"]] = said["value"]
        if tag not in VOID:
            self._open.append(tag)
            self._texts.append(" " if tag in {"li", "p", "dt", "dd", "td", "th", "div", "span", "br"} else "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._texts.append(" " if tag in {"li", "p", "dt", "dd", "td", "th", "div"} else "")

    def handle_data(self, data: str) -> None:
        self._texts.append(data)
        if self._open[-2:] == ["form", "button"]:
            self.forms[-1].label += data
