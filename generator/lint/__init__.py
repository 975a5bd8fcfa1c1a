"""Step 3: the rules that the contract has to keep.

Each has an id, a reason, and a test that breaks it.
"""

from generator.bundle import Bundle
from generator.lint import (
    after,
    errors,
    examples,
    headers,
    keywords,
    lifecycle,
    links,
    operations,
    schemas,
    shapes,
    sources,
    translations,
    unions,
    unused,
    values,
    webhooks,
)
from generator.lint.facts import Facts
from generator.lint.rule import RULES, Rule
from generator.places import SpecError

__all__ = ["RULES", "Rule", "lint"]

MODULES = (
    shapes,
    keywords,
    schemas,
    sources,
    unions,
    values,
    operations,
    headers,
    links,
    errors,
    examples,
    after,
    lifecycle,
    webhooks,
    unused,
    translations,
)


def lint(bundle: Bundle) -> list[SpecError]:
    """Hold a bundle to every rule; the faults, sorted by place, each once.

    While values have wrong forms, only that is reported: the other rules rely on the forms.
    """
    facts = Facts(bundle)
    first = [rule for rule in RULES.values() if rule.check in shapes.FIRST]
    errors = {error for rule in first for error in rule.errors(facts)}
    if not errors:
        errors = {error for rule in RULES.values() for error in rule.errors(facts)}
    return sorted(errors)
