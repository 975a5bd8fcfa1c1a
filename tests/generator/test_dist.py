"""The built YAML says the same as the JSON, to every reader of YAML."""

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dist import dist_files
from generator.load import Document, parse
from generator.yaml_text import yaml_text

if TYPE_CHECKING:
    from tests.generator.conftest import SmallContract

TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text("ab :#-'\"\n\\|>&*!%@`{}[],?~0123456789.ェ", max_size=12),
    st.sampled_from(["no", "yes", "on", "null", "~", "true", "1", "01", "1e3", "12:30", "=", "<<"]),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**17), 10**17), st.decimals(-99, 99, places=3), TEXTS
).map(lambda value: float(value) if type(value).__name__ == "Decimal" else value)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4))


@settings(derandomize=True, deadline=None)
@given(VALUES)
def test_yaml_reads_back_as_the_value(value: Any) -> None:
    """A reader of YAML 1.1 (PyYAML) finds exactly the value that was written."""
    text = yaml_text(value)
    assert yaml.safe_load(text) == value
    assert text.endswith("\n")


@settings(derandomize=True, deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=4))
def test_own_reader_reads_it_back(value: Any) -> None:
    """The strict reader of the contract finds nothing unclear in what is written."""
    read = parse(yaml_text(value).encode(), "a.yaml", "a.yaml")
    assert isinstance(read, Document), read
    assert read.value == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": [{"b": 1, "c": []}, "x"], "d": {}}, "a:\n  - b: 1\n    c: []\n  - x\nd: {}\n"),
        ({"a": "two\nlines\n"}, "a: |\n  two\n  lines\n"),
        ({"a": "two\n\nlines"}, "a: |-\n  two\n\n  lines\n"),
        ({"200": "no", "$ref": "#/a"}, '"200": "no"\n$ref: "#/a"\n'),
        ({"a": "銀行 `code`: x"}, 'a: "銀行 `code`: x"\n'),
        ({"a": "A bank: yes"}, 'a: "A bank: yes"\n'),
        ({"a": "https://komoju.com/ja"}, "a: https://komoju.com/ja\n"),
        ({"a": "ends:"}, 'a: "ends:"\n'),
        ({"ends:": "a"}, '"ends:": a\n'),
        ({"a": "no #comment"}, 'a: "no #comment"\n'),
        ({"a": "two\n\n"}, 'a: "two\\n\\n"\n'),
        ({"a": " x", "b": "x "}, 'a: " x"\nb: "x "\n'),
        ({"a": 1.5, "b": None, "c": True}, "a: 1.5\nb: null\nc: true\n"),
    ],
)
def test_yaml_is_what_a_person_would_write(value: Any, text: str) -> None:
    """Two spaces, no folding, quotes only where they are needed."""
    assert yaml_text(value) == text
    assert yaml.safe_load(text) == value


def test_json_keeps_characters_and_order(small: "SmallContract") -> None:
    """Non-ASCII stays readable, keys keep their order, and the YAML says the same."""
    small.replace("openapi.yaml", "title: A small contract", "title: 小さな契約")
    contract = small.contract()
    files = dist_files(contract.bundle.document, contract.lowered)
    text = files["komoju-v1.json"].decode()
    assert '\n  "openapi": "3.1.0",\n  "info": {\n    "title": "小さな契約",\n' in text
    assert json.loads(text) == contract.bundle.document
    assert yaml.safe_load(files["komoju-v1.yaml"]) == contract.bundle.document
    assert list(yaml.safe_load(files["komoju-v1.yaml"])) == list(contract.bundle.document)
