"""Rules about the other tables of the document: times, tax, wire limits, choices, and rules in words."""

from collections.abc import Iterator
from typing import Any

from generator.diff.catalog import EXPLAINED, catalog
from generator.diff.ledger import Ledger
from generator.diff.lifecycle import statuses, transitions
from generator.diff.payment_types import payment_types
from generator.diff.reader import WORDS, Node, repr_of
from generator.diff.rule import BREAKING, RISKY, SAFE, Change, Changes, change, rule, shown
from generator.places import MISSING, is_object

TABLE_ADDED = rule("table-added", RISKY, "the table `{name}` is new", "Read it, and generate the code again.")
TABLE_REMOVED = rule(
    "table-removed", BREAKING, "the table `{name}` is gone", "Do without what it told; generated code loses it too."
)
TIME_SHORTENED = rule(
    "time-shortened",
    BREAKING,
    "`{key}` is {new} instead of {old}",
    "Finish within the shorter time, or with fewer uses.",
)
TIME_EXTENDED = rule("time-extended", SAFE, "`{key}` is {new} instead of {old}", "Nothing has to change.")
TAX_CHANGED = rule("tax-changed", BREAKING, "`{key}` of the tax is {new} instead of {old}", "Expect other totals.")
WIRE_TIGHTENED = rule(
    "wire-limit-tightened", BREAKING, "`{key}` of a body is at most {new} instead of {old}", "Send smaller bodies."
)
WIRE_LOOSENED = rule(
    "wire-limit-loosened", SAFE, "`{key}` of a body is at most {new} instead of {old}", "Nothing has to change."
)
WIRE_RULE_ADDED = rule(
    "wire-rule-added", RISKY, "there is a further rule for what is on the wire: {name}", "Read it and keep to it."
)
WIRE_RULE_REMOVED = rule(
    "wire-rule-removed", RISKY, "a rule for what is on the wire is gone: {name}", "Stop counting on it."
)
WIRE_RULE_CHANGED = rule(
    "wire-rule-changed", RISKY, "a rule for what is on the wire is {new} instead of {old}", "Read it and keep to it."
)
CHOICE_CHANGED = rule(
    "choice-changed", RISKY, "the choice is {new} instead of {old}", "Look at what rests on the choice."
)
RULE_ADDED = rule("lifecycle-rule-added", SAFE, "`{key}` is {new}", "Nothing has to change.")
RULE_CHANGED = rule(
    "lifecycle-rule-changed", BREAKING, "`{key}` is {new} instead of {old}", "Look at everything that rests on it."
)

TABLES = ("x-error-catalog", "x-lifecycle", "x-wire", "x-choices")
TIMES = frozenset({"hours", "lifetime_days", "uses"})
SEPARATE = frozenset({"statuses", "transitions", "types"})


def compare_tables(ledger: Ledger, old: Node, new: Node) -> None:
    """Compare the tables that stand at the root of the document."""
    checks = {"x-error-catalog": catalog, "x-lifecycle": _lifecycle, "x-wire": _wire, "x-choices": _choices}
    for name in TABLES:
        before, after = old.part(name), new.part(name)
        if old.has(name) and new.has(name):
            ledger.note(checks[name](before, after))
        elif old.has(name):
            ledger.note(iter([change(TABLE_REMOVED, before.place, None, name=name)]))
        elif new.has(name):
            ledger.note(iter([change(TABLE_ADDED, None, after.place, name=name)]))


def _lifecycle(old: Node, new: Node) -> Changes:
    yield from statuses(old.at("statuses"), new.at("statuses"))
    yield from transitions(old.at("transitions"), new.at("transitions"))
    yield from payment_types(old.at("types"), new.at("types"))
    before, after = dict(_leaves(old, "")), dict(_leaves(new, ""))
    nowhere = Node(old.root, "", MISSING)
    for key in sorted(before.keys() | after.keys()):
        sides = before.get(key, nowhere), after.get(key, nowhere)
        if repr_of(sides[0].value) != repr_of(sides[1].value):
            yield _leaf(key, *sides)


def _leaves(node: Node, above: str) -> Iterator[tuple[str, Node]]:
    """Give the single rules of a table under names such as `tokens.lifetime_days`."""
    for key in node.object.keys() - EXPLAINED - WORDS - (SEPARATE if not above else set()):
        below, name = node.at(key), f"{above}.{key}".strip(".")
        if is_object(below.value) and below.value:
            yield from _leaves(below, name)
        else:
            yield name, below


def _leaf(key: str, old: Node, new: Node) -> Change:
    words = {"key": key, "old": _said(old.value), "new": _said(new.value)}
    if key.rpartition(".")[2] in TIMES and isinstance(old.value, int) and isinstance(new.value, int):
        return change(TIME_SHORTENED if new.value < old.value else TIME_EXTENDED, old.place, new.place, **words)
    if key.startswith("tax."):
        return change(TAX_CHANGED, old.place, new.place, **words)
    return change(RULE_ADDED if old.value is MISSING else RULE_CHANGED, old.place, new.place, **words)


def _wire(old: Node, new: Node) -> Changes:
    for key in sorted((old.object.keys() | new.object.keys()) - {"rules", "source"} - WORDS):
        before, after = old.object.get(key), new.object.get(key)
        if before != after:
            ranks = [value if isinstance(value, int) else float("inf") for value in (before, after)]
            kind = WIRE_TIGHTENED if ranks[1] < ranks[0] else WIRE_LOOSENED
            yield change(kind, old.place, new.place, key=key, old=shown(before), new=shown(after))
    yield from _wire_rules(old.at("rules"), new.at("rules"))


def _wire_rules(old: Node, new: Node) -> Changes:
    for name in old.object.keys() | new.object.keys():
        before, after = old.at(name), new.at(name)
        if after.value is MISSING:
            yield change(WIRE_RULE_REMOVED, before.place, None, name=shown(before.value))
        elif before.value is MISSING:
            yield change(WIRE_RULE_ADDED, None, after.place, name=shown(after.value))
        elif before.value != after.value:
            words = {"old": shown(before.value), "new": shown(after.value)}
            yield change(WIRE_RULE_CHANGED, before.place, after.place, **words)


def _choices(old: Node, new: Node) -> Changes:
    before, after = old.at("choices"), new.at("choices")
    for name in before.object:
        choices = before.at(name).object.get("choice"), after.at(name).object.get("choice")
        if after.has(name) and choices[0] != choices[1]:
            places = before.at(name).place, after.at(name).place
            yield change(CHOICE_CHANGED, *places, old=shown(choices[0]), new=shown(choices[1]))


def _said(value: Any) -> str:
    return "nothing" if value is MISSING else shown(value)
