"""Rules about replies: their statuses, headers and links."""

from generator.diff.contents import contents, headers
from generator.diff.ledger import Ledger
from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, Rule, change, rule

SUCCESS_ADDED = rule(
    "response-success-added",
    RISKY,
    "{name} is a further success",
    "Make sure that this status counts as a success, and find out what it means.",
)
SUCCESS_REMOVED = rule(
    "response-success-removed",
    BREAKING,
    "{name} is no success of this call any more",
    "Stop waiting for this status.",
)
ERROR_ADDED = rule(
    "response-error-added",
    SAFE,
    "{name} is a further failure",
    "Nothing has to change; errors are read by their codes.",
)
ERROR_REMOVED = rule(
    "response-error-removed", SAFE, "{name} is no failure of this call any more", "Nothing has to change."
)
ANSWER_ADDED = rule("webhook-answer-added", SAFE, "{name} may be answered to the webhook", "Nothing has to change.")
ANSWER_REMOVED = rule(
    "webhook-answer-removed",
    BREAKING,
    "{name} is no answer to the webhook any more",
    "Answer with a status that is left.",
)
LINK_ADDED = rule("link-added", SAFE, "the link `{name}` leads on from here", "Nothing has to change.")
LINK_REMOVED = rule("link-removed", RISKY, "the link `{name}` is gone", "Do not count on the next call being possible.")
LINK_CHANGED = rule(
    "link-changed", RISKY, "the link `{name}` leads elsewhere", "Look at code that was generated from the link."
)


def replies(ledger: Ledger, call: str, old: Node, new: Node) -> None:
    """Compare the replies of an operation that the client reads."""
    before, after = old.at("responses"), new.at("responses")
    ledger.note(_statuses(before, after), call)
    for status in sorted(_named(before) & _named(after)):
        sides = before.part(status), after.part(status)
        use = f"the reply of {call} ({status})"
        contents(ledger, use, *sides, Direction.RESPONSE)
        headers(ledger, use, *(_headers(side) for side in sides))
        ledger.note(_links(*(side.part("links") for side in sides)), use)


def answers(ledger: Ledger, call: str, old: Node, new: Node) -> None:
    """Compare what a receiver may answer to a webhook, which it sends."""
    before, after = old.at("responses"), new.at("responses")
    names = _named(before), _named(after)
    for kind, statuses in ((ANSWER_REMOVED, names[0] - names[1]), (ANSWER_ADDED, names[1] - names[0])):
        ledger.note(_each(kind, statuses, before, after), call)
    for status in sorted(names[0] & names[1]):
        use = f"the answer to {call} ({status})"
        contents(ledger, use, before.part(status), after.part(status), Direction.REQUEST)


def _named(responses: Node) -> set[str]:
    return {status for status in responses.object if not status.startswith("x-")}


def _statuses(old: Node, new: Node) -> Changes:
    gone, come = _named(old) - _named(new), _named(new) - _named(old)
    yield from _each(SUCCESS_REMOVED, {status for status in gone if status.startswith("2")}, old, new)
    yield from _each(ERROR_REMOVED, {status for status in gone if not status.startswith("2")}, old, new)
    yield from _each(SUCCESS_ADDED, {status for status in come if status.startswith("2")}, old, new)
    yield from _each(ERROR_ADDED, {status for status in come if not status.startswith("2")}, old, new)


def _each(rule: Rule, statuses: set[str], old: Node, new: Node) -> Changes:
    for status in statuses:
        places = (side.at(status).place if side.has(status) else None for side in (old, new))
        yield change(rule, *places, name=f"HTTP {status}")


def _headers(reply: Node) -> dict[str, Node]:
    return {name.lower(): node for name, node in reply.part("headers").members().items()}


def _links(old: Node, new: Node) -> Changes:
    before, after = old.members(), new.members()
    for name in before.keys() - after.keys():
        yield change(LINK_REMOVED, old.at(name).place, None, name=name)
    for name in after.keys() - before.keys():
        yield change(LINK_ADDED, None, new.at(name).place, name=name)
    for name in before.keys() & after.keys():
        if repr_of(meaning(before[name].value)) != repr_of(meaning(after[name].value)):
            yield change(LINK_CHANGED, before[name].place, after[name].place, name=name)
