"""Reading YAML: plain values, the place of each, and no guess where readers of YAML differ."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.load import Document, load_tree, parse
from generator.places import Place, SpecError

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract


def read(text: str) -> Document:
    """Read a text that has to be sound."""
    document = parse(text.encode(), "a.yaml", "spec/a.yaml")
    assert isinstance(document, Document), document
    return document


def refuse(text: str | bytes) -> SpecError:
    """Read a text that has to be refused."""
    data = text.encode() if isinstance(text, str) else text
    error = parse(data, "a.yaml", "spec/a.yaml")
    assert isinstance(error, SpecError), error
    return error


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("1.50", 1.5),
        ("1.0.0", "1.0.0"),
        ("2017-01-04", "2017-01-04"),
        ("2017-01-04T07:52:34Z", "2017-01-04T07:52:34Z"),
        ("'no'", "no"),
        ('"01"', "01"),
        ("4wwkq1vpwgzl1cgkz3excvfmy", "4wwkq1vpwgzl1cgkz3excvfmy"),
        ("三井住友銀行", "三井住友銀行"),
        ("[a, 1, {b: c}]", ["a", 1, {"b": "c"}]),
        ("|\n    two\n    lines\n", "two\nlines\n"),
    ],
)
def test_values_are_json_and_dates_stay_text(text: str, value: Any) -> None:
    """Only the words of JSON are booleans and null; nothing becomes a date."""
    found = read(f"key: {text}").value["key"]
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "NO",
        "yes",
        "on",
        "Off",
        "True",
        "FALSE",
        "NULL",
        "~",
        "01",
        "007",
        "0x1F",
        "0o17",
        "0b1",
        "1_000",
        "+1",
        "1e3",
        "1.5e3",
        "1.",
        ".5",
        ".inf",
        ".NaN",
        "12:30",
        "12:30:45",
        "99999999999999999999",
    ],
)
def test_unclear_scalars_are_refused_as_values_and_keys(text: str) -> None:
    """What YAML 1.1 and 1.2 read differently is neither a boolean nor a text, but an error."""
    for source in (f"a: 1\nkey: {text}\n", f"a: 1\n{text}: key\n", f"a:\n- {text}\n"):
        error = refuse(source)
        assert (error.rule, error.place.file, error.place.line) == (
            "unclear-scalar",
            "spec/a.yaml",
            2,
        )


def test_keys_are_the_text_that_stands_there() -> None:
    """A status is a text even without quotes."""
    assert read("200: ok\ntrue: yes it is\n").value == {"200": "ok", "true": "yes it is"}


def test_places_are_those_of_keys_and_items() -> None:
    """Every value has its line and column, by JSON pointer."""
    places = read("a:\n  b/c: 1\n  list:\n    - x\n    - {y: z}\n").places
    assert places["/a/b~1c"] == Place("spec/a.yaml", 2, 3)
    assert places["/a/list/0"] == Place("spec/a.yaml", 4, 7)
    assert places["/a/list/1/y"] == Place("spec/a.yaml", 5, 8)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3),
        ("a: 1\nb: {c: d, e f}\n", "empty-member", 2),
        ("a: 1\nb: {c: d, e f: }\n", "empty-member", 2),
        ("a:\n\tb: 1\n", "tab", 2),
        ("a: 1\nb: x\ty\n", "tab", 2),
        ("a: 1\nb: [1, 2\n", "yaml-syntax", 3),
        ("a: 1\n b: 2\n", "yaml-syntax", 2),
        ("a: b: c\n", "yaml-syntax", 1),
        ("a: 'open\n", "yaml-syntax", 2),
        ("", "yaml-syntax", 1),
        ("a: 1\n---\nb: 2\n", "yaml-syntax", 2),
        ("a: 1\n? [x]\n: 2\n", "yaml-syntax", 2),
        ("a: &x 1\nb: *x\n", "anchor", 1),
        ("a: 1\nb: &x [*x]\n", "anchor", 2),
        ("a: 1\n<<: {b: 2}\n", "anchor", 2),
        ("a: 1\nb: !!python/object:os.system {}\n", "tag", 2),
        ("a: 1\nb: !!str 1\n", "tag", 2),
        ("a: 1\nb: " + "[" * 100 + "]" * 100, "depth", 2),
        (b"a: 1\nb: \xff\n", "encoding", 2),
        (b"a: 1\nb: \x82\xa0\n", "encoding", 2),
        (b"a: 1\nb: x\x00y\n", "encoding", 2),
        ('a: 1\nb: "\\ud800"\n', "encoding", 2),
    ],
)
def test_broken_files_get_an_error_with_a_line(text: str | bytes, rule: str, line: int) -> None:
    """A file that cannot be read names its line and what is wrong, without a traceback."""
    error = refuse(text)
    assert (error.rule, error.place.file, error.place.line) == (rule, "spec/a.yaml", line)
    assert str(error).startswith(f"spec/a.yaml:{line}: {rule}: ")


def test_duplicate_key_names_the_first_line() -> None:
    """Both places of a key that stands twice are named."""
    assert "first on line 1" in refuse("a: 1\nb: 2\na: 3\n").message


def test_tree_reads_all_files_but_the_built_ones(small: "SmallContract") -> None:
    """`dist/` and leftovers in hidden folders are no part of the contract."""
    small.write("dist/komoju-v1.yaml", "a: [")
    small.write(".generator-x/openapi.yaml", "a: [")
    tree, errors = load_tree(small.spec)
    assert errors == []
    assert "paths/payments.yaml" in tree.documents
    assert not [name for name in tree.documents if name.startswith(("dist/", "."))]


def test_tree_reports_every_broken_file(small: "SmallContract") -> None:
    """One broken file does not hide the next one."""
    small.write("links.yaml", "a: [")
    small.write("schemas/new.yaml", b"\xff")
    _, errors = load_tree(small.spec)
    assert [error.place.file for error in errors] == ["spec/links.yaml", "spec/schemas/new.yaml"]


def test_missing_folder_is_a_missing_root_file(tmp_path: Path) -> None:
    """No contract at all is an empty tree; the next step says what is missing."""
    tree, errors = load_tree(tmp_path / "spec")
    assert (tree.documents, errors) == ({}, [])
