"""Rules about the payment types of the life cycle: how long, how much, and in which currency."""

from typing import Any

from generator.diff.reader import Node
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, change, rule, shown
from generator.places import is_object

DEADLINE_SHORTENED = rule(
    "deadline-shortened", BREAKING, "a payer has less time: {new} instead of {old}", "Tell payers the new deadline."
)
DEADLINE_EXTENDED = rule(
    "deadline-extended", RISKY, "a payer has more time: {new} instead of {old}", "Keep goods reserved for longer."
)
EXPIRY_ADDED = rule("expiry-days-added", SAFE, "the merchant may set the days of expiry", "Nothing has to change.")
EXPIRY_REMOVED = rule(
    "expiry-days-removed", BREAKING, "the merchant can no longer set the days of expiry", "Stop sending them."
)
TOTAL_TIGHTENED = rule(
    "type-limit-tightened",
    BREAKING,
    "the `{key}` of the total is {new} instead of {old}",
    "Offer the payment type only within its new limits.",
)
TOTAL_LOOSENED = rule(
    "type-limit-loosened", SAFE, "the `{key}` of the total is {new} instead of {old}", "Nothing has to change."
)
CURRENCY_ADDED = rule("type-currency-added", SAFE, "it can be paid in {name}", "Nothing has to change.")
CURRENCY_REMOVED = rule(
    "type-currency-removed",
    BREAKING,
    "it can no longer be paid in {name}",
    "Offer the payment type in other currencies.",
)
TYPE_ADDED = rule(
    "lifecycle-type-added", SAFE, "there are rules for the payment type `{name}`", "Nothing has to change."
)
TYPE_REMOVED = rule(
    "lifecycle-type-removed", BREAKING, "there are no rules for the payment type `{name}`", "Stop offering it."
)


def payment_types(old: Node, new: Node) -> Changes:
    """Compare the rules of each payment type."""
    for name in old.object.keys() - new.object.keys():
        yield change(TYPE_REMOVED, old.at(name).place, None, name=name)
    for name in new.object.keys() - old.object.keys():
        yield change(TYPE_ADDED, None, new.at(name).place, name=name)
    for name in old.object.keys() & new.object.keys():
        yield from _payment_type(old.at(name), new.at(name))


def _payment_type(old: Node, new: Node) -> Changes:
    places = old.place, new.place
    deadlines = old.object.get("deadline"), new.object.get("deadline")
    if deadlines[0] != deadlines[1]:
        kind = DEADLINE_SHORTENED if _length(deadlines[1]) < _length(deadlines[0]) else DEADLINE_EXTENDED
        yield change(kind, *places, old=shown(deadlines[0]), new=shown(deadlines[1]))
    before, after = (bool(side.object.get("expiry_days", False)) for side in (old, new))
    if before != after:
        yield change(EXPIRY_ADDED if after else EXPIRY_REMOVED, *places)
    yield from _totals(old, new)
    yield from _currencies(old, new)


def _length(deadline: Any) -> tuple[float, bool]:
    """Order deadlines; none at all is the longest, and the end of a day is later than a moment in it."""
    if not is_object(deadline):
        return float("inf"), True
    return deadline.get("days", 0), deadline.get("until") == "end_of_day"


def _totals(old: Node, new: Node) -> Changes:
    before, after = (side.at("total").object for side in (old, new))
    for key, sign in (("minimum", 1), ("maximum", -1)):
        if before.get(key) != after.get(key):
            ranks = [sign * side[key] if key in side else float("-inf") for side in (before, after)]
            kind = TOTAL_TIGHTENED if ranks[1] > ranks[0] else TOTAL_LOOSENED
            yield change(kind, old.place, new.place, key=key, old=shown(before.get(key)), new=shown(after.get(key)))


def _currencies(old: Node, new: Node) -> Changes:
    before, after = (side.object.get("currencies", "any") for side in (old, new))
    for kind, side, other in ((CURRENCY_REMOVED, before, after), (CURRENCY_ADDED, after, before)):
        if other != "any":
            gone = ["other currencies"] if side == "any" else [code for code in side if code not in other]
            for code in gone:
                yield change(kind, old.place, new.place, name=code)
