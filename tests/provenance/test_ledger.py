"""The ledger accounts for every line once, and what it names is there."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from tests.provenance import ledger
from tests.provenance.counting import accounts, miscounted
from tests.provenance.ledger import HERE, Fact, Section, Text

FACTS = list(ledger.facts().values())
SMALL = "A fact\n\nA table\nof two lines\n"
SMALL_TEXT = Text("a small text", 5, sha256(SMALL.encode()).hexdigest())


def fact(name: str) -> Fact:
    return Fact(name, "", (), None, (), ())


def section(*facts: str, **plain: list[str]) -> tuple[Section, ...]:
    lines = {reason: tuple(map(ledger.lines_of, names)) for reason, names in plain.items()}
    return (Section("", tuple(map(fact, facts)), lines),)


def test_every_line_is_accounted_for_exactly_once() -> None:
    """As a fact, or as a line without one."""
    found = accounts(ledger.sections())
    assert sorted(found) == list(range(1, ledger.text().lines + 1))
    assert {line: said for line, said in found.items() if len(said) != 1} == {}


def test_sections_and_their_lines_are_in_order() -> None:
    """Each section ends where the next one begins."""
    spans = []
    for told in ledger.sections():
        lines = [line for fact in told.facts for line in fact.lines]
        lines += [line for ranges in told.plain.values() for span in ranges for line in span]
        assert [fact.lines[0] for fact in told.facts] == sorted(fact.lines[0] for fact in told.facts)
        spans.append((min(lines), max(lines)))
    assert [first for first, _ in spans] == [1, *(last + 1 for _, last in spans[:-1])]


def test_lines_without_a_fact_have_one_of_four_reasons() -> None:
    assert {reason for told in ledger.sections() for reason in told.plain} == {
        "blank",
        "heading",
        "navigation",
        "prose",
    }


def test_names_are_unique_and_letters_are_for_lines_with_several_facts() -> None:
    names = [fact.name for told in ledger.sections() for fact in told.facts]
    assert len(names) == len(set(names)) == len(FACTS)
    of_line = Counter(fact.lines[0] for fact in FACTS)
    for name in names:
        lettered = name[-1].isalpha()
        assert lettered is (of_line[ledger.lines_of(name)[0]] > 1), name
    for first in {ledger.lines_of(name)[0] for name in names if name[-1].isalpha()}:
        letters = [name[-1] for name in names if name[-1].isalpha() and ledger.lines_of(name)[0] == first]
        assert letters == [chr(ord("a") + place) for place in range(len(letters))]


@pytest.mark.parametrize("told", FACTS, ids=lambda fact: fact.name)
def test_a_fact_is_told_in_a_sentence_and_says_where_it_stands(told: Fact) -> None:
    """Every place is there; a fact without a place says why."""
    assert told.says.endswith(".")
    assert len(told.says) < 140
    assert bool(told.places) != bool(told.nowhere)
    for place, found in ledger.places(told):
        assert found not in (None, "", [], {}), place


def test_a_row_of_a_list_is_the_one_that_the_fact_is_about() -> None:
    """Test numbers and stores are told by their value, so a row that is put in before them is noticed."""
    rows = [
        (told, found["value"] if isinstance(found, dict) else found)
        for told in FACTS
        for place, found in ledger.places(told)
        if "/x-test-numbers/" in place or "/enum/" in place
    ]
    assert len(rows) == 11 + 9 + 7
    assert [told.name for told, value in rows if value not in told.says] == []


def test_what_a_fact_is_tied_to_is_there(source: Any) -> None:
    """Choices by their names, and other facts by theirs."""
    choices = set(source("choices.yaml")["choices"])
    assert {(told.name, name) for told in FACTS for name in told.choices if name not in choices} == set()
    assert {name for told in FACTS for name in told.against} <= set(ledger.facts())
    assert [told.name for told in FACTS if told.name in told.against] == []


def test_only_one_fact_stands_nowhere() -> None:
    """A new one has to be thought about."""
    assert [told.name for told in FACTS if told.nowhere] == ["24"]


def test_whatever_the_contract_calls_documented_is_a_place_of_a_fact() -> None:
    """Itself, or what stands around it or inside it."""
    named = {place for told in FACTS for place in told.places}
    around = {place[:end] for place in named for end in range(len(place)) if place[end] == "/"} | named
    called = {place for path in contract_files() for place in parts_called_documented(path)}
    astray = {place for place in called - around if not any(place.startswith(f"{inside}/") for inside in named)}
    assert len(called) > 250
    assert astray == set()


def contract_files() -> list[str]:
    """The hand-written files of the contract."""
    spec = ledger.ROOT / "spec"
    return [path.relative_to(spec).as_posix() for path in sorted(spec.rglob("*.yaml")) if "dist" not in path.parts]


def parts_called_documented(file: str) -> Iterator[str]:
    """Give the place of whatever names the documentation as its source."""
    return documented_below(ledger.read(ledger.ROOT / "spec" / file), f"{file}#")


def documented_below(value: Any, place: str) -> Iterator[str]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        if key in {"source", "x-source"} and str(part).startswith("documented: "):
            yield place
        yield from documented_below(part, f"{place}/{str(key).replace('~', '~0').replace('/', '~1')}")


def test_a_cite_means_one_fact() -> None:
    """By its line where the line has one, by its name where it has several."""
    assert ledger.meant_by(23) is ledger.facts()["23"]
    assert ledger.meant_by("5a") is ledger.facts()["5a"]
    assert ledger.meant_by(140) is ledger.facts()["135-142"]
    assert ledger.meant_by(5) is None
    assert ledger.meant_by(2) is None
    assert ledger.meant_by("5z") is None
    assert ledger.meant_by(10**6) is None


@pytest.mark.parametrize("name", ["", "0", "5aa", "a5", "1-", "-1", "1.5", "1 "])
def test_a_name_without_lines_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="names no lines"):
        ledger.lines_of(name)


@pytest.mark.parametrize(
    "place", ["errors.yaml#/codes/nothing", "lifecycle.yaml#/transitions/99", "errors.yaml#/codes/a/b"]
)
def test_a_place_that_is_not_there_is_named(place: str) -> None:
    with pytest.raises(KeyError, match="is not there"):
        list(ledger.places(Fact("1", "", (place,), None, (), ())))


def test_the_counted_text_is_known_by_its_sum_its_length_and_its_blank_lines() -> None:
    counted = section("1", "3-4", blank=["2", "5"])
    assert miscounted(SMALL.encode(), counted, SMALL_TEXT) == []
    shifted = miscounted(b"\n" + SMALL.encode(), counted, SMALL_TEXT)
    assert shifted[0].startswith("this is not the text that was counted")
    assert shifted[1:] == ["6 lines instead of 5", "line 2 is not blank", "line 5 is not blank", "line 6 is blank"]
    assert miscounted(SMALL.encode(), section("1", heading=["2"], blank=["3", "5"]), SMALL_TEXT) == [
        "line 2 is blank",
        "line 3 is not blank",
    ]


def test_the_text_itself_is_not_here() -> None:
    """Only its length and its sum."""
    assert ledger.text().lines == 957
    assert len(ledger.text().sha256) == 64
    assert {path.suffix for path in HERE.rglob("*") if path.is_file()} <= {".py", ".yaml", ".pyc"}
