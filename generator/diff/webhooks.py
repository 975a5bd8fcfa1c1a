"""Rules about webhooks. What they deliver is read by the client, so it is compared as a reply is."""

from generator.diff.contents import bodies, headers
from generator.diff.ledger import Ledger
from generator.diff.operations import described
from generator.diff.parameters import parameters_of
from generator.diff.reader import Node
from generator.diff.replies import answers
from generator.diff.rule import BREAKING, RISKY, Changes, Direction, change, rule

ADDED = rule(
    "webhook-added",
    RISKY,
    "there are further events, `{name}`",
    "Make sure that an event of an unknown type is answered with a success.",
)
REMOVED = rule("webhook-removed", BREAKING, "`{name}` is no longer delivered", "Find out in another way what it told.")
EVENTS_REMOVED = rule(
    "events-union-removed",
    BREAKING,
    "the union of all events is gone",
    "Read each event by its own schema; generated code no longer tells them apart.",
)
EVENTS_ADDED = rule(
    "events-union-added",
    RISKY,
    "there is a union of all events",
    "Generate the code again to read events by their types.",
)


def compare_webhooks(ledger: Ledger, old: Node, new: Node) -> None:
    """Compare all webhooks, and the union of what they deliver."""
    before, after = old.at("webhooks"), new.at("webhooks")
    ledger.note(_existence(before, after))
    for name in before.object:
        if not after.has(name):
            continue
        for method in before.part(name).object:
            items = before.part(name), after.part(name)
            if items[1].has(method) and method not in {"parameters", "summary", "description"}:
                _compare(ledger, f"the webhook {name}", items, method)
    events = old.at("x-events"), new.at("x-events")
    if all(side.object for side in events):
        ledger.schema("the events", *events, Direction.RESPONSE)


def _existence(old: Node, new: Node) -> Changes:
    for name in old.object.keys() - new.object.keys():
        yield change(REMOVED, old.at(name).place, None, name=name)
    for name in new.object.keys() - old.object.keys():
        yield change(ADDED, None, new.at(name).place, name=name)
    events = tuple(Node(side.root, "", side.root).at("x-events") for side in (old, new))
    if bool(events[0].object) != bool(events[1].object):
        there = bool(events[1].object)
        yield change(
            EVENTS_ADDED if there else EVENTS_REMOVED,
            None if there else events[0].place,
            events[1].place if there else None,
        )


def _compare(ledger: Ledger, use: str, items: tuple[Node, Node], method: str) -> None:
    old, new = (item.at(method) for item in items)
    ledger.note(described(old, new), use)
    bodies(ledger, use, old.part("requestBody"), new.part("requestBody"), Direction.RESPONSE)
    sides = (parameters_of(item, node) for item, node in zip(items, (old, new), strict=True))
    headers(ledger, use, *({name: node for (_, name), node in side.items()} for side in sides))
    answers(ledger, use, old, new)
