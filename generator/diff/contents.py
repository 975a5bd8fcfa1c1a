"""Rules about bodies, content types and headers: what travels beside the values themselves."""

from typing import Any

from generator.diff.ledger import Ledger
from generator.diff.reader import Node, anything
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, rule, twin

BODY_ADDED = rule("request-body-added", SAFE, "a body may be sent", "Nothing has to change; send one where it helps.")
BODY_REMOVED = rule("request-body-removed", BREAKING, "there is no body any more", "Stop sending one.")
BODY_REQUIRED = rule("request-body-required-added", BREAKING, "a body has to be sent", "Send one in every call.")
BODY_OPTIONAL = rule(
    "request-body-required-removed", SAFE, "the body may be left out", "Nothing has to change; it may be left out."
)
CONTENT_ADDED = twin(
    "content-added",
    "the body may also be `{name}`",
    (SAFE, "Nothing has to change; it may be sent so."),
    (RISKY, "Ask for the content type that is meant, or read this one too."),
)
CONTENT_REMOVED = twin(
    "content-removed",
    "the body is no longer taken or given as `{name}`",
    (BREAKING, "Send one of the content types that are left."),
    (BREAKING, "Read one of the content types that are left."),
)
ENCODING_CHANGED = twin(
    "encoding-changed",
    "`{name}` is written in another way into `{content}`",
    (BREAKING, "Write it in the new way."),
    (BREAKING, "Read it in the new way."),
)
HEADER_ADDED = rule(
    "response-header-added", SAFE, "the header `{name}` comes now", "Nothing has to change; read it where it helps."
)
HEADER_REMOVED = rule("response-header-removed", BREAKING, "the header `{name}` no longer comes", "Stop reading it.")
HEADER_REQUIRED = rule(
    "response-header-required-added",
    SAFE,
    "the header `{name}` always comes now",
    "Nothing has to change; the check for its absence can go.",
)
HEADER_OPTIONAL = rule(
    "response-header-required-removed",
    BREAKING,
    "the header `{name}` may be missing now",
    "Be ready for a message without it.",
)


def bodies(ledger: Ledger, use: str, old: Node, new: Node, direction: Direction) -> None:
    """Compare the bodies of a request: of one that is sent, or of one that a webhook delivers."""
    if direction is Direction.REQUEST:
        ledger.note(_presence(old, new), use)
    if old.object and new.object:
        contents(ledger, use, old, new, direction)


def _presence(old: Node, new: Node) -> Changes:
    before, after = (bool(side.object.get("required", False)) for side in (old, new))
    if after and not before:
        yield change(BODY_REQUIRED, old.place if old.object else None, new.place)
    elif not new.object and old.object:
        yield change(BODY_REMOVED, old.place, None)
    elif not old.object and new.object:
        yield change(BODY_ADDED, None, new.place)
    elif before and not after:
        yield change(BODY_OPTIONAL, old.place, new.place)


def contents(ledger: Ledger, use: str, old: Node, new: Node, direction: Direction) -> None:
    """Compare the content types of a body, and its schema under each of them."""
    before, after = old.part("content"), new.part("content")
    ledger.note(_content_types(before, after, direction), use)
    for name in before.object:
        if after.has(name):
            sides = before.part(name), after.part(name)
            ledger.note(_encodings(name, *sides, direction), use)
            ledger.schema(use, schema_of(sides[0]), schema_of(sides[1]), direction)


def schema_of(node: Node) -> Node:
    """Give the schema of a content, a header or a parameter; without one, it is anything."""
    return node.at("schema") if node.has("schema") else anything(node.root)


def _content_types(old: Node, new: Node, direction: Direction) -> Changes:
    for name in old.object.keys() - new.object.keys():
        yield change(CONTENT_REMOVED[direction], old.at(name).place, None, name=name)
    for name in new.object.keys() - old.object.keys():
        yield change(CONTENT_ADDED[direction], None, new.at(name).place, name=name)


def _encodings(content: str, old: Node, new: Node, direction: Direction) -> Changes:
    before, after = old.at("encoding"), new.at("encoding")
    for name in before.object.keys() | after.object.keys():
        if _encoding(before.at(name)) != _encoding(after.at(name)):
            places = (side.at(name).place if side.has(name) else side.place for side in (before, after))
            yield change(ENCODING_CHANGED[direction], *places, name=name, content=content)


def _encoding(node: Node) -> dict[str, Any]:
    style = node.object.get("style", "form")
    return {"style": style, "explode": style == "form"} | {
        key: item for key, item in node.object.items() if key != "description"
    }


def headers(ledger: Ledger, use: str, old: dict[str, Node], new: dict[str, Node]) -> None:
    """Compare headers that the client reads, by their names in small letters."""
    ledger.note(_headers(old, new), use)
    for name, node in old.items():
        if name in new:
            label = f"the header {name} of {use.removeprefix('the ')}"
            ledger.schema(label, schema_of(node), schema_of(new[name]), Direction.RESPONSE)


def _headers(old: dict[str, Node], new: dict[str, Node]) -> Changes:
    for name in old.keys() - new.keys():
        yield change(HEADER_REMOVED, old[name].place, None, name=name)
    for name in new.keys() - old.keys():
        yield change(HEADER_ADDED, None, new[name].place, name=name)
    for name in old.keys() & new.keys():
        before, after = (bool(side[name].object.get("required", False)) for side in (old, new))
        if before != after:
            rule = HEADER_REQUIRED if after else HEADER_OPTIONAL
            yield change(rule, old[name].place, new[name].place, name=name)
