"""Steps 1 to 4 in a row: from the files of the contract to its documents, or to its faults."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bundle import Bundle, bundle
from generator.lint import lint
from generator.load import load_tree
from generator.lower import lower
from generator.overlay import overlays, translated
from generator.places import SpecError


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract without faults: the OpenAPI 3.1 bundle, the 3.0 document made from it, and the bundle by language."""

    bundle: Bundle
    lowered: dict[str, Any]
    translations: dict[str, dict[str, Any]]


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
    if errors:
        return sorted(errors)
    found = {language: translated(joined.document, overlay) for language, overlay in overlays(tree).items()}
    return Contract(joined, lowered, found)
