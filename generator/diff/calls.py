"""Find the operations of two documents that are the same, and compare them part by part."""

import re
from dataclasses import dataclass

from generator.diff.contents import bodies
from generator.diff.ledger import Ledger
from generator.diff.operations import described
from generator.diff.parameters import parameters, parameters_of
from generator.diff.reader import Node
from generator.diff.replies import replies
from generator.diff.rule import BREAKING, SAFE, Changes, Direction, change, rule
from generator.diff.servers import servers

ADDED = rule("operation-added", SAFE, "`{name}` is new ({address})", "Nothing has to change; call it where it helps.")
REMOVED = rule("operation-removed", BREAKING, "`{name}` is gone ({address})", "Do without this call.")
MOVED = rule("operation-moved", BREAKING, "`{name}` is at {new} instead of {address}", "Call it at its new address.")

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_NAME = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """An operation, its path, and how people call it."""

    method: str
    path: str
    item: Node
    node: Node

    @property
    def address(self) -> str:
        """Give what stands on the wire."""
        return f"{self.method.upper()} {self.path}"

    @property
    def key(self) -> str:
        """Give the address without the names of its parameters, which are on no wire."""
        return f"{self.method} {_NAME.sub('{}', self.path)}"

    @property
    def name(self) -> str:
        """Give the id of the operation, or its address when it has none."""
        return str(self.node.object.get("operationId", self.address))


def calls(document: Node) -> dict[str, Call]:
    """Give all operations by their addresses."""
    found = (
        Call(method, path, item, item.at(method))
        for path, item in document.at("paths").members().items()
        for method in METHODS
        if item.has(method)
    )
    return {call.key: call for call in found}


def compare_calls(ledger: Ledger, old: Node, new: Node) -> None:
    """Compare all operations."""
    before, after = calls(old), calls(new)
    pairs = _pairs(before, after)
    ledger.note(_existence(before, after, pairs))
    for key, other in pairs.items():
        _compare(ledger, before[key], after[other])


def _pairs(before: dict[str, Call], after: dict[str, Call]) -> dict[str, str]:
    """Pair operations by address, and those left over by their ids."""
    moved = {call.name: key for key, call in after.items() if key not in before}
    found = {key: key if key in after else moved.get(call.name) for key, call in before.items()}
    return {key: other for key, other in found.items() if other is not None}


def _existence(before: dict[str, Call], after: dict[str, Call], pairs: dict[str, str]) -> Changes:
    for key, call in before.items():
        if key not in pairs:
            yield change(REMOVED, call.node.place, None, name=call.name, address=call.address)
        elif pairs[key] != key:
            other = after[pairs[key]]
            words = {"name": call.name, "address": call.address, "new": other.address}
            yield change(MOVED, call.node.place, other.node.place, **words)
    for key in after.keys() - set(pairs.values()):
        call = after[key]
        yield change(ADDED, None, call.node.place, name=call.name, address=call.address)


def _compare(ledger: Ledger, old: Call, new: Call) -> None:
    name = new.name
    ledger.note(described(old.node, new.node), name)
    names = dict(zip(_NAME.findall(old.path), _NAME.findall(new.path), strict=False))
    parameters(ledger, name, parameters_of(old.item, old.node), parameters_of(new.item, new.node), names)
    sides = old.node.part("requestBody"), new.node.part("requestBody")
    bodies(ledger, f"the body of {name}", *sides, Direction.REQUEST)
    replies(ledger, name, old.node, new.node)
    if any("servers" in side.object for side in (old.item, old.node, new.item, new.node)):
        ledger.note(servers(_host(old), _host(new)), name)


def _host(call: Call) -> Node:
    """Give the node whose servers an operation is served by."""
    return next(
        (side for side in (call.node, call.item) if side.has("servers")), Node(call.node.root, "", call.node.root)
    )
