"""Rules about definitions that nobody refers to."""

from typing import Any

from generator.bundle import ROOT, Target
from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.overlay import SUFFIX
from generator.places import array_of, child, object_of


@rule(
    "unused",
    "A definition that nothing refers to is not in the document, though it looks as if it were.",
)
def unused(facts: Facts) -> Faults:
    """Ask for a reference to every definition of every file but the overlays, and to every security scheme."""
    bundle = facts.bundle
    for name, document in bundle.tree.documents.items():
        if name == ROOT or name.endswith(SUFFIX) or Target(name, "") in bundle.used:
            continue
        for key in object_of(document.value):
            if not key.startswith("x-") and Target(name, child("", key)) not in bundle.used:
                yield bundle.tree.place(name, child("", key)), f"nothing refers to `{key}`"
    schemes = object_of(object_of(facts.document.get("components")).get("securitySchemes"))
    for name in schemes.keys() - _required(facts):
        yield child("/components/securitySchemes", name), f"no operation takes `{name}`"


def _required(facts: Facts) -> set[Any]:
    owners = [facts.document, *(operation.value for operation in facts.operations)]
    return {
        name for owner in owners for requirement in array_of(owner.get("security")) for name in object_of(requirement)
    }
