"""Whatever stands in the files, the answer is a list of errors with places, never a traceback."""

import copy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.bundle import bundle
from generator.lint import lint
from generator.load import Document, Tree, load_tree
from generator.lower import lower
from generator.places import SpecError, keys_of, lookup

SMALL, _ = load_tree(Path(__file__).parent / "small")
SPOTS = [(name, spot) for name, document in SMALL.documents.items() for spot in document.places]
ODD: list[Any] = [None, 5, True, "x", [], {}, [None], {"x": None}, {"$ref": "#/x"}, {"$ref": 5}]


def with_value(name: str, pointer: str, value: Any) -> Tree:
    """Give the small contract with one value replaced."""
    document = SMALL.documents[name]
    changed = copy.deepcopy(document.value)
    if pointer:
        above = lookup(changed, pointer.rpartition("/")[0])
        key = keys_of(pointer)[-1]
        above[int(key) if isinstance(above, list) else key] = value
    else:
        changed = value
    documents = {**SMALL.documents, name: Document(name, changed, document.places)}
    return Tree(SMALL.label, documents, SMALL.register)


def faults(tree: Tree) -> list[SpecError]:
    """Run the steps after loading, up to the first that finds faults."""
    joined, errors = bundle(tree)
    return errors or lint(joined) or lower(joined)[1]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(SPOTS), st.sampled_from(ODD))
def test_odd_values_give_errors_with_places(spot: tuple[str, str], value: Any) -> None:
    """A value of the wrong form anywhere is an error with a file of the contract, or harmless."""
    for fault in faults(with_value(*spot, copy.deepcopy(value))):
        assert fault.place.file.removeprefix("small/") in SMALL.documents
        assert fault.place.line >= 1
        assert fault.message
