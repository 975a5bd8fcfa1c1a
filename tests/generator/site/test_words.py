"""The words of the frame are whole in both languages."""

from __future__ import annotations

import string

import pytest

from generator.pipe import Contract
from generator.site import build
from generator.site.provenance import Report
from generator.site.words import LANGUAGES, Words, read_words
from tests.provenance.collecting import Citations
from tests.provenance.report import Report as Counted

LIMITS = ("length.", "value.")
"""Words for limits that a schema may have. The document need not have them all."""


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_each_language_has_the_same_words_with_the_same_holes() -> None:
    first, *others = (read_words(language).texts for language in LANGUAGES)
    for other in others:
        assert list(other) == list(first)
        assert {key: holes(other[key]) for key in first} == {key: holes(first[key]) for key in first}


def test_every_japanese_text_is_japanese() -> None:
    """Or the same as the English one, because it is a name or a sign."""
    english, japanese = read_words("en").texts, read_words("ja").texts
    for key, text in japanese.items():
        assert text == english[key] or any(ord(letter) > 0x2FFF for letter in text), key


def test_every_word_is_used(contract: Contract, report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that no page shows is in nobody's way, until somebody translates it."""
    used: set[str] = set()

    class Watched(dict[str, str]):
        def __getitem__(self, key: str) -> str:
            used.add(key)
            return super().__getitem__(key)

    monkeypatch.setattr(build, "read_words", lambda language: Words(language, Watched(read_words(language).texts)))
    build.build_site(contract, report)
    build.build_site(contract, Report(Counted(Citations(), {}).as_json()))
    unused = set(read_words("en").texts) - used
    assert {key for key in unused if not key.startswith(LIMITS)} == set()
