"""Rules about the life cycle: statuses, and the steps from one to another."""

from collections.abc import Iterator
from typing import Any

from generator.diff.reader import Node
from generator.diff.rule import BREAKING, RISKY, Changes, change, rule, shown

STATUS_ADDED = rule(
    "lifecycle-status-added",
    RISKY,
    "`{name}` is a further status",
    "Decide what this status means wherever one is read.",
)
STATUS_REMOVED = rule("lifecycle-status-removed", BREAKING, "the status `{name}` is gone", "Stop waiting for it.")
FINAL_CHANGED = rule(
    "lifecycle-final-changed",
    BREAKING,
    "whether the status is final is {new} instead of {old}",
    "Look at every place that stops or goes on following a payment there.",
)
TRANSITION_ADDED = rule(
    "transition-added", RISKY, "a payment can go {name}", "Make sure that this step, and its event, are expected."
)
TRANSITION_REMOVED = rule(
    "transition-removed", BREAKING, "a payment can no longer go {name}", "Stop counting on this step."
)
TRANSITION_CHANGED = rule(
    "transition-changed",
    BREAKING,
    "when a payment goes {name}, `{key}` is {new} instead of {old}",
    "Expect the new status or event of this step.",
)
Step = tuple[str, str, str, str, str]


def statuses(old: Node, new: Node) -> Changes:
    """Compare the statuses and which of them are final."""
    yield from _existence(old, new)
    for name in old.object.keys() & new.object.keys():
        before, after = old.at(name), new.at(name)
        if before.object.get("final") != after.object.get("final"):
            words = {"old": shown(before.object.get("final")), "new": shown(after.object.get("final"))}
            yield change(FINAL_CHANGED, before.place, after.place, **words)


def _existence(old: Node, new: Node) -> Changes:
    for name in old.object.keys() - new.object.keys():
        yield change(STATUS_REMOVED, old.at(name).place, None, name=name)
    for name in new.object.keys() - old.object.keys():
        yield change(STATUS_ADDED, None, new.at(name).place, name=name)


def transitions(old: Node, new: Node) -> Changes:
    """Compare the steps, each payment type by itself."""
    before, after = dict(_steps(old)), dict(_steps(new))
    for step in sorted(before.keys() - after.keys()):
        yield change(TRANSITION_REMOVED, before[step].place, None, name=_said(step))
    for step in sorted(after.keys() - before.keys()):
        yield change(TRANSITION_ADDED, None, after[step].place, name=_said(step))
    for step in sorted(before.keys() & after.keys()):
        for key in ("http", "event"):
            values = before[step].object.get(key), after[step].object.get(key)
            if values[0] != values[1]:
                words: dict[str, Any] = {
                    "name": _said(step),
                    "key": key,
                    "old": shown(values[0]),
                    "new": shown(values[1]),
                }
                yield change(TRANSITION_CHANGED, before[step].place, after[step].place, **words)


def _steps(node: Node) -> Iterator[tuple[Step, Node]]:
    for item in node.items():
        for kind in item.at("types").array or ["any type"]:
            start, by, end, when = (str(item.object.get(key, "")) for key in ("from", "by", "to", "when"))
            yield (start, by, end, str(kind), when), item


def _said(step: Step) -> str:
    start, by, end, kind, when = step
    return f"from `{start}` to `{end}` by `{by}` ({kind}{', when ' + when if when else ''})"
