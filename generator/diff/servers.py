"""Rules about where the service is found."""

from typing import Any

from generator.diff.reader import Node, meaning, repr_of
from generator.diff.rule import BREAKING, SAFE, Changes, change, rule, shown

ADDED = rule("server-added", SAFE, "{name} is a further server", "Nothing has to change.")
REMOVED = rule("server-removed", BREAKING, "{name} is no server any more", "Call a server that is left.")
FIRST_CHANGED = rule(
    "server-first-changed",
    BREAKING,
    "the first server, which clients call by default, is {new} instead of {old}",
    "Name the server that is meant, before the code is generated again.",
)
VARIABLES_CHANGED = rule(
    "server-variables-changed", BREAKING, "the variables of {name} are different", "Fill in the new variables."
)


def servers(old: Node, new: Node) -> Changes:
    """Compare the servers of two nodes that have some."""
    before, after = _servers(old), _servers(new)
    places = old.at("servers").place, new.at("servers").place
    for url in before.keys() - after.keys():
        yield change(REMOVED, *places, name=shown(url))
    for url in after.keys() - before.keys():
        yield change(ADDED, *places, name=shown(url))
    first = next(iter(before), None), next(iter(after), None)
    if first[0] != first[1] and first[0] in after:
        yield change(FIRST_CHANGED, *places, old=shown(first[0]), new=shown(first[1]))
    for url in before.keys() & after.keys():
        if repr_of(before[url]) != repr_of(after[url]):
            yield change(VARIABLES_CHANGED, *places, name=shown(url))


def _servers(node: Node) -> dict[str, Any]:
    """Give the variables of each server by its address."""
    found = [server.object for server in node.at("servers").items()]
    return {str(server.get("url")): meaning(server.get("variables")) for server in found}
