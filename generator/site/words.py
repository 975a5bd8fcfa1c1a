"""The words of the frame: headings, labels, and what is said around the texts of the document."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "ja")
"""The languages of the site; the first one is that of the document."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, by key."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Give a text with its values filled in. A key that is not there is a `KeyError`."""
        return self.texts[key].format(**values) if values else self.texts[key]

    def __contains__(self, key: str) -> bool:
        """Tell whether there is such a text."""
        return key in self.texts


def read_words(language: str) -> Words:
    """Read the words of a language."""
    return Words(language, json.loads((TEXTS / f"{language}.json").read_text(encoding="utf-8")))
