"""The document in Japanese says what the document says: all of it, with its names and numbers, in one vocabulary."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.pipe import Contract, read_contract

Json = dict[str, Any]
Words = dict[str, tuple[str, str]]

SPOKEN = {
    *("title", "summary", "description", "meaning", "advice", "shopper", "when"),
    *("question", "choice", "reason", "beside", "topic", "then", "now"),
}
DATA = {"value", "default", "x-after"}
NAMES = {"properties", "schemas", "paths", "webhooks", "choices", "responses", "parameters", "headers", "links"}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# English words outside of code, and what the Japanese text has in their place.
TERMS = {
    r"(?i)\brefund(?!_)": "返金",
    r"(?i)idempotency key": "冪等キー",
    r"(?i)secret key": "シークレットキー",
    r"(?i)publishable key": "公開可能キー",
    r"(?i)bank transfer": "銀行振込",
    r"PayEasy": "ペイジー",
    r"(?i)\btokens?\b": "トークン",
    r"(?i)\bkonbini\b": "コンビニ",
    r"(?i)\bmerchant": "加盟店",
    r"(?i)\bdeadline": "支払期限",
    r"(?i)\bmetadata\b": "メタデータ|metadata",
    r"(?i)\bcustomer\b": "顧客|購入者|customer",
    r"(?i)\bissuer": "発行会社",
    r"(?i)\bprocessor": "決済処理会社",
}


def leaves(value: Any, pointer: str = "", key: str = "", *, spoken: bool = True) -> Iterator[tuple[str, bool, Any]]:
    """Give every leaf by its pointer, and whether it is said to people."""
    if isinstance(value, dict):
        for name, item in value.items():
            data = name in DATA and key not in NAMES
            yield from leaves(item, f"{pointer}/{name}", name, spoken=spoken and not data)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, f"{pointer}/{index}", key, spoken=spoken)
    else:
        said = key in SPOKEN or pointer.startswith("/x-wire/rules/")
        yield pointer, spoken and said and isinstance(value, str), value


@pytest.fixture(scope="module")
def both() -> tuple[Json, Json]:
    """Give the document in English and in Japanese."""
    contract = read_contract(Path(__file__).parents[2] / "spec")
    assert isinstance(contract, Contract)
    return contract.bundle.document, contract.translations["ja"]


@pytest.fixture(scope="module")
def words(both: tuple[Json, Json]) -> Words:
    """Give every text in both languages, by its pointer."""
    english, japanese = (list(leaves(document)) for document in both)
    return {one[0]: (one[2], other[2]) for one, other in zip(english, japanese, strict=True) if one[1]}


def test_every_text_is_translated_and_nothing_else(both: tuple[Json, Json], words: Words) -> None:
    """A reader of Japanese meets no English sentence, and a program no other document."""
    english, japanese = ({pointer: value for pointer, _, value in leaves(document)} for document in both)
    assert english.keys() == japanese.keys()
    assert {pointer for pointer in english if english[pointer] != japanese[pointer]} == words.keys()
    assert len(words) > 1000
    assert [pointer for pointer, (_, said) in words.items() if not JAPANESE.search(said)] == []


def test_the_numbers_are_the_same(words: Words) -> None:
    """A limit, a status or a card number is the same in both languages."""
    lost = {
        pointer: missing
        for pointer, (english, japanese) in words.items()
        if (missing := set(re.findall(r"\d+", english)) - set(re.findall(r"\d+", japanese)))
    }
    assert lost == {}


def test_one_thing_has_one_name(words: Words) -> None:
    """The glossary at the head of the overlay is kept to."""
    strayed = [
        (pointer, term)
        for pointer, (english, japanese) in words.items()
        for term, translation in TERMS.items()
        if re.search(term, re.sub("`[^`]*`", "", english)) and not re.search(translation, japanese)
    ]
    assert strayed == []


def test_sentences_are_polite_and_end_as_japanese_does(words: Words) -> None:
    """What ends with a full stop in English ends with one in Japanese, and headings end with none."""
    for pointer, (english, japanese) in words.items():
        assert japanese.rstrip().endswith(("。", "。`")) == english.rstrip().endswith((".", "?")), pointer
        assert not re.search("(である|だ)。", japanese), pointer
        assert not re.search("[A-Za-z0-9][ぁ-んァ-ヶ一-龠]|[ぁ-んァ-ヶ一-龠][A-Za-z0-9]", japanese), pointer


def test_a_shopper_is_told_in_japanese_what_the_code_allows(both: tuple[Json, Json]) -> None:
    """Nobody is told that nothing was charged where that is not known, and nobody is accused of a fraud."""
    for code, row in both[1]["x-error-catalog"]["codes"].items():
        told = both[0]["x-error-catalog"]["codes"][code]["shopper"]
        assert ("請求されていません" in row["shopper"] or "請求は行われませんでした" in row["shopper"]) == (
            "charged" in told
        ), code
        assert ("前に当店まで" in row["shopper"]) == ("before you pay again" in told), code
        assert "不正" not in row["shopper"], code
