"""Rules about marks on a value: secrecy, rounding, numbers for tests, and deprecation."""

from typing import Any

from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, change, listed, rule, shown
from generator.places import array_of, object_of

SENSITIVE_ADDED = rule(
    "sensitive-added",
    SAFE,
    "the value is to be kept out of logs ({new})",
    "Generate the code again, and look for the value in logs that exist.",
)
SENSITIVE_REMOVED = rule(
    "sensitive-removed",
    RISKY,
    "the value is no longer kept out of logs ({old})",
    "Make sure that logs may show it, before the code is generated again.",
)
SENSITIVE_CHANGED = rule(
    "sensitive-changed",
    RISKY,
    "logs show the value by another rule, {new} instead of {old}",
    "Make sure that logs may show what this rule shows.",
)
ROUNDING_ADDED = rule(
    "rounding-added", SAFE, "a decimal text is rounded ({new})", "Nothing has to change; decimal texts may be sent."
)
ROUNDING_REMOVED = rule(
    "rounding-removed", BREAKING, "a decimal text is no longer rounded ({old})", "Round before the value is sent."
)
ROUNDING_CHANGED = rule(
    "rounding-changed",
    BREAKING,
    "a decimal text is rounded by {new} instead of {old}",
    "Round before the value is sent, or expect other amounts.",
)
NUMBER_ADDED = rule(
    "test-number-added",
    SAFE,
    "there are further numbers for tests: {names}",
    "Nothing has to change; use them in tests.",
)
NUMBER_REMOVED = rule(
    "test-number-removed", RISKY, "some numbers for tests are gone: {names}", "Take other numbers in your tests."
)
NUMBER_CHANGED = rule(
    "test-number-changed",
    RISKY,
    "some numbers for tests lead to another outcome: {names}",
    "Look at the tests that use them.",
)
DEPRECATED = rule("deprecated", SAFE, "it is deprecated", "Plan to do without it.")
REVIVED = rule("deprecation-removed", SAFE, "it is no longer deprecated", "Nothing has to change; it stays.")

SIMPLE = {
    "x-sensitive": (SENSITIVE_ADDED, SENSITIVE_REMOVED, SENSITIVE_CHANGED),
    "x-rounding": (ROUNDING_ADDED, ROUNDING_REMOVED, ROUNDING_CHANGED),
}


def marks(old: Node, new: Node) -> Changes:
    """Compare the marks of a schema."""
    for key, (added, removed, changed) in SIMPLE.items():
        before, after = old.object.get(key), new.object.get(key)
        if before != after:
            kind = added if before is None else removed if after is None else changed
            yield change(kind, old.place, new.place, old=shown(before), new=shown(after))
    yield from _test_numbers(old, new)
    yield from deprecation(old, new)


def deprecation(old: Node, new: Node) -> Changes:
    """Compare whether something is deprecated."""
    before, after = (bool(side.object.get("deprecated", False)) for side in (old, new))
    if before != after:
        yield change(DEPRECATED if after else REVIVED, old.place, new.place)


def _test_numbers(old: Node, new: Node) -> Changes:
    before, after = (_numbers(side) for side in (old, new))
    for kind, texts in (
        (NUMBER_REMOVED, before.keys() - after.keys()),
        (NUMBER_ADDED, after.keys() - before.keys()),
        (NUMBER_CHANGED, {text for text in before.keys() & after.keys() if before[text] != after[text]}),
    ):
        if texts:
            names = listed((before | after)[text]["value"] for text in texts)
            yield change(kind, old.place, new.place, names=names)


def _numbers(node: Node) -> dict[str, dict[str, Any]]:
    numbers = [object_of(number) for number in array_of(node.object.get("x-test-numbers"))]
    return {
        repr_of(number["value"]): {key: item for key, item in meaning(number).items() if key != "source"}
        for number in numbers
        if "value" in number
    }
