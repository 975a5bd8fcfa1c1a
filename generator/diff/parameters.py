"""Rules about the parameters of a call."""

from typing import Any

from generator.diff.contents import contents, schema_of
from generator.diff.ledger import Ledger
from generator.diff.marks import deprecation
from generator.diff.reader import Node
from generator.diff.rule import BREAKING, RISKY, SAFE, Changes, Direction, change, rule, shown

ADDED = rule(
    "parameter-added", SAFE, "the parameter `{name}` may be sent", "Nothing has to change; send it where it helps."
)
REQUIRED = rule("parameter-required-added", BREAKING, "the parameter `{name}` has to be sent", "Send it in every call.")
OPTIONAL = rule(
    "parameter-required-removed",
    SAFE,
    "the parameter `{name}` may be left out",
    "Nothing has to change; it may be left out.",
)
REMOVED = rule("parameter-removed", BREAKING, "there is no parameter `{name}` any more", "Stop sending it.")
MOVED = rule(
    "parameter-moved",
    BREAKING,
    "the parameter `{name}` is sent in the {new} instead of the {old}",
    "Send it at its new place.",
)
RENAMED = rule(
    "path-parameter-renamed",
    RISKY,
    "the parameter `{old}` of the path is called `{new}`",
    "Generate the code again: the name of an argument changes, the address does not.",
)
STYLE_CHANGED = rule(
    "parameter-style-changed",
    BREAKING,
    "the parameter `{name}` is written in another way",
    "Write it in the new way.",
)
ROLE_ADDED = rule(
    "parameter-role-added",
    SAFE,
    "`{name}` plays the part {new} in a client",
    "Nothing has to change; generate the code again to gain it.",
)
ROLE_CHANGED = rule(
    "parameter-role-changed",
    BREAKING,
    "the part that `{name}` plays in a client is {new} instead of {old}",
    "Generate the code again, and look at every call that uses it.",
)

Key = tuple[str, str]
STYLES = {"query": "form", "cookie": "form"}


def parameters_of(path: Node, operation: Node) -> dict[Key, Node]:
    """Give the parameters of an operation, those of its path included, by place and name."""
    found: dict[Key, Node] = {}
    for owner in (path, operation):
        for item in owner.at("parameters").items():
            node = item.resolved()
            name = str(node.object.get("name"))
            within = str(node.object.get("in"))
            found[within, name.lower() if within == "header" else name] = node
    return found


def parameters(ledger: Ledger, call: str, old: dict[Key, Node], new: dict[Key, Node], names: dict[str, str]) -> None:
    """Compare the parameters of one call. `names` gives the new names of those in the path."""
    moved = {other[1].lower(): other for other in new if other not in old}
    found = {key: _same(key, new, names, moved) for key in old}
    pairs = {key: other for key, other in found.items() if other is not None}
    ledger.note(_existence(old, new, pairs), call)
    for key, other in pairs.items():
        before, after = old[key], new[other]
        ledger.note(_parameter(before, after), call)
        use = f"the parameter {after.object.get('name')} of {call}"
        if before.has("content") and after.has("content"):
            contents(ledger, use, before, after, Direction.REQUEST)
        else:
            ledger.schema(use, schema_of(before), schema_of(after), Direction.REQUEST)


def _same(key: Key, new: dict[Key, Node], names: dict[str, str], moved: dict[str, Key]) -> Key | None:
    if key[0] == "path":
        key = ("path", names.get(key[1], key[1]))
    return key if key in new else moved.get(key[1].lower())


def _existence(old: dict[Key, Node], new: dict[Key, Node], pairs: dict[Key, Key]) -> Changes:
    for key in old.keys() - pairs.keys():
        yield change(REMOVED, old[key].place, None, name=key[1])
    for key in new.keys() - set(pairs.values()):
        node = new[key]
        yield change(REQUIRED if node.object.get("required") else ADDED, None, node.place, name=node.object.get("name"))
    for key, other in pairs.items():
        places = old[key].place, new[other].place
        if key[0] != other[0]:
            yield change(MOVED, *places, name=other[1], old=key[0], new=other[0])
        elif key != other:
            yield change(RENAMED, *places, old=key[1], new=other[1])


def _parameter(old: Node, new: Node) -> Changes:
    places, name = (old.place, new.place), new.object.get("name")
    before, after = (bool(side.object.get("required", False)) for side in (old, new))
    if before != after:
        yield change(REQUIRED if after else OPTIONAL, *places, name=name)
    if old.object.get("in") == new.object.get("in") and _style(old) != _style(new):
        yield change(STYLE_CHANGED, *places, name=name)
    roles = old.object.get("x-role"), new.object.get("x-role")
    if roles[0] != roles[1]:
        yield change(
            ROLE_CHANGED if roles[0] else ROLE_ADDED, *places, name=name, old=shown(roles[0]), new=shown(roles[1])
        )
    yield from deprecation(old, new)


def _style(node: Node) -> dict[str, Any]:
    """Say how the value is written, defaults of OpenAPI included."""
    style = node.object.get("style", STYLES.get(str(node.object.get("in")), "simple"))
    return {
        "style": style,
        "explode": node.object.get("explode", style == "form"),
        "allowReserved": node.object.get("allowReserved", False),
        "content": sorted(node.at("content").object),
    }
