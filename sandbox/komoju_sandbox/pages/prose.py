"""The little markup that descriptions of the document have: paragraphs, `code` and **strong** words."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKED = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


class Run(NamedTuple):
    """A part of a text: plain words, `code` or `strong` ones."""

    text: str
    kind: str


def runs(text: str) -> list[Run]:
    """Take a text apart at its marks."""
    found: list[Run] = []
    end = 0
    for match in _MARKED.finditer(text):
        found.append(Run(text[end : match.start()], "plain"))
        found.append(Run(match[1], "code") if match[1] else Run(match[2], "strong"))
        end = match.end()
    return [run for run in (*found, Run(text[end:], "plain")) if run.text]


def paragraphs(text: str) -> list[list[Run]]:
    """Take a text apart at its empty lines."""
    return [runs(" ".join(part.split())) for part in text.split("\n\n") if part.strip()]
