"""Steps 1 to 4 in a row: from the files of the contract to its documents, or to its faults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bundle import Bundle, bundle
from generator.lint import lint
from generator.load import load_tree
from generator.lower import lower
from generator.places import SpecError


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract without faults: the OpenAPI 3.1 bundle and the 3.0 document made from it."""

    bundle: Bundle
    lowered: dict[str, Any]


def read_contract(folder: Path) -> Contract | list[SpecError]:
    """Load, bundle, lint and lower; or the faults of the first step that finds any, by place."""
    tree, errors = load_tree(folder)
    if errors:
        return sorted(errors)
    joined, errors = bundle(tree)
    if errors:
        return sorted(errors)
    errors = lint(joined)
    if errors:
        return sorted(errors)
    lowered, errors = lower(joined)
    return sorted(errors) if errors else Contract(joined, lowered)
