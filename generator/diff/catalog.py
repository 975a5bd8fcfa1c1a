"""Rules about the catalogue of errors: which codes there are, and what each of them promises."""

from collections.abc import Iterator
from typing import Any

from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Rule, change, rule, shown

CODE_ADDED = rule(
    "error-code-added",
    RISKY,
    "`{name}` is a further error",
    "Make sure that an unknown code stops nothing, and decide what this one means.",
)
CODE_REMOVED = rule(
    "error-code-removed",
    BREAKING,
    "the error `{name}` is gone",
    "Take it out of programs: generated code no longer has a class for it.",
)
STATUS_CHANGED = rule(
    "error-status-changed",
    BREAKING,
    "the error has the status {new} instead of {old}",
    "Read errors by their codes; where the status is read, read the new one.",
)
RETRY_CHANGED = rule(
    "error-retry-changed",
    BREAKING,
    "after the error a call is sent again: {new} instead of {old}",
    "Look at every place that sends a call again, for a payment can be made twice.",
)
OUTCOME_CHANGED = rule(
    "error-outcome-changed",
    BREAKING,
    "after the error the outcome is {new} instead of {old}",
    "Look at every place that counts on what was or was not done.",
)
FAMILY_CHANGED = rule(
    "error-family-changed",
    BREAKING,
    "the error belongs to the family {new} instead of {old}",
    "Look at every place that handles a whole family.",
)
PARAM_CHANGED = rule(
    "error-param-changed",
    RISKY,
    "what `param` says in the error is {new} instead of {old}",
    "Look at every place that reads `param`.",
)
MESSAGE_CHANGED = rule(
    "error-message-changed",
    RISKY,
    "the wording is {new} instead of {old}",
    "Read errors by their codes, never by their words.",
)
FIELD_CHANGED = rule(
    "error-field-changed",
    RISKY,
    "`{name}` of the error is {new} instead of {old}",
    "Compare both documents at this place.",
)
GROUP_ADDED = rule(
    "error-family-added", SAFE, "there is a further family of errors, `{name}`", "Nothing has to change."
)
GROUP_REMOVED = rule(
    "error-family-removed", BREAKING, "the family of errors `{name}` is gone", "Handle the family that took its place."
)
GROUP_RENAMED = rule(
    "error-family-renamed",
    BREAKING,
    "the family of errors is called {new} instead of {old}",
    "Handle it by its new name: generated classes are named after it.",
)
OUTSIDE_ADDED = rule(
    "outside-answer-added", RISKY, "a further answer stands outside the catalogue: {name}", "Be ready for this answer."
)
OUTSIDE_REMOVED = rule(
    "outside-answer-removed", RISKY, "an answer outside the catalogue is gone: {name}", "Stop waiting for this answer."
)

FIELDS = {
    "status": STATUS_CHANGED,
    "retry": RETRY_CHANGED,
    "outcome": OUTCOME_CHANGED,
    "family": FAMILY_CHANGED,
    "param": PARAM_CHANGED,
    "message": MESSAGE_CHANGED,
}
EXPLAINED = frozenset({"meaning", "advice", "shopper", "source"})


def catalog(old: Node, new: Node) -> Changes:
    """Compare two catalogues."""
    codes = old.at("codes"), new.at("codes")
    yield from _existence(*codes, CODE_REMOVED, CODE_ADDED)
    for before, after in _common(*codes):
        yield from _fields(before, after)
    families = old.at("families"), new.at("families")
    yield from _existence(*families, GROUP_REMOVED, GROUP_ADDED)
    for before, after in _common(*families):
        names = before.object.get("name"), after.object.get("name")
        if names[0] != names[1]:
            yield change(GROUP_RENAMED, before.place, after.place, old=shown(names[0]), new=shown(names[1]))
    yield from _outside(old, new)


def _existence(old: Node, new: Node, removed: Rule, added: Rule) -> Changes:
    for name in old.object.keys() - new.object.keys():
        yield change(removed, old.at(name).place, None, name=name)
    for name in new.object.keys() - old.object.keys():
        yield change(added, None, new.at(name).place, name=name)


def _common(old: Node, new: Node) -> Iterator[tuple[Node, Node]]:
    return ((old.at(name), new.at(name)) for name in old.object if new.has(name))


def _fields(old: Node, new: Node) -> Changes:
    for key in sorted((old.object.keys() | new.object.keys()) - EXPLAINED):
        before, after = old.object.get(key), new.object.get(key)
        if before != after:
            words: dict[str, Any] = {"name": key, "old": shown(before), "new": shown(after)}
            yield change(FIELDS.get(key, FIELD_CHANGED), old.place, new.place, **words)


def _outside(old: Node, new: Node) -> Changes:
    before, after = (
        {repr_of(answer): shown(answer) for answer in (_bare(item) for item in side.at("outside").items())}
        for side in (old, new)
    )
    for kind, names in ((OUTSIDE_REMOVED, before.keys() - after.keys()), (OUTSIDE_ADDED, after.keys() - before.keys())):
        for name in names:
            yield change(kind, old.at("outside").place, new.at("outside").place, name=(before | after)[name])


def _bare(answer: Node) -> Any:
    return {key: item for key, item in meaning(answer.object).items() if key not in EXPLAINED}
