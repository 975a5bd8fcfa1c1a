"""The Markdown of descriptions as HTML. Nothing in a text is taken for HTML."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_LEAD = re.compile(r"\*\*(?P<head>[^*]+?)(?P<stop>[.。]?)\*\*\s*")


class Passage(NamedTuple):
    """A paragraph with the strong words that it begins with as its heading."""

    heading: str
    text: str


def blocks(text: str) -> Markup:
    """Write a text as paragraphs and lists."""
    return _written(_reader().parse(text))


def line(text: str) -> Markup:
    """Write a text inside a line."""
    return _written(_reader().parseInline(" ".join(text.split())))


def passages(text: str) -> list[Passage]:
    """Take a text apart into its paragraphs; one without strong words at its beginning has no heading.

    Strong words that end in a full stop are nothing but the heading; others belong to the sentence as well.
    """
    found: list[Passage] = []
    for paragraph in filter(None, re.split(r"\n\s*\n", text.strip())):
        lead = _LEAD.match(paragraph)
        if lead is None:
            found.append(Passage("", paragraph))
        else:
            start = "" if lead["stop"] else paragraph[: lead.end()].replace("**", "")
            found.append(Passage(lead["head"], start + paragraph[lead.end() :]))
    return found


def plain(text: str) -> str:
    """Give the words of a text without its marks."""
    return " ".join(text.replace("`", "").replace("**", "").split())


def breakable(path: str) -> Markup:
    """Write a path so that a line may end after each slash."""
    return Markup("/<wbr>").join(path.split("/"))


def _written(tokens: Sequence[Token]) -> Markup:
    """Write what was read. Each piece is escaped here, so that no text can become a tag."""
    written = Markup()
    for token in tokens:
        if token.children is not None:
            written += _written(token.children)
        elif token.hidden:
            continue
        elif token.nesting > 0:
            attributes = Markup().join(Markup(' {}="{}"').format(*pair) for pair in token.attrs.items())
            written += Markup("<{}{}>").format(token.tag, attributes)
        elif token.nesting < 0:
            written += Markup("</{}>").format(token.tag)
        elif token.type == "code_inline":
            written += Markup("<code>{}</code>").format(token.content)
        else:
            written += escape(" " if token.type == "softbreak" else token.content)
    return written


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("zero").enable(["backticks", "emphasis", "link", "list", "newline"])
