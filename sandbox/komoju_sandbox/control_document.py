"""The document of the control calls. What it takes from the document of the API is put into it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from komoju_sandbox.contract import FILE_NAME
from komoju_sandbox.openapi import Document

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.json_types import JsonObject, JsonValue
    from komoju_sandbox.openapi import Operation

OWN = "#/components/"
FROM_API = FILE_NAME + OWN


class ControlDocument(Document):
    """The document of the control calls, complete: no reference leads out of it."""

    def __init__(self, tree: JsonObject, contract: Contract) -> None:
        self.tree = tree
        _complete(tree, contract)
        super().__init__(tree)
        self._by_place = {(operation.path, operation.method): operation for operation in self.operations}

    def operation(self, path: str, method: str) -> Operation:
        """Find what a path and a method mean. Raises `KeyError`."""
        return self._by_place[path, method]


@cache
def control_document(contract: Contract) -> ControlDocument:
    """Read the document once per contract."""
    text = Path(__file__).with_name("control-v1.json").read_text(encoding="utf-8")
    return ControlDocument(json.loads(text), contract)


def _complete(tree: JsonObject, contract: Contract) -> None:
    """Copy what is asked of the API's components, and what that asks for, and let all references stay inside."""
    waiting: list[JsonValue] = [tree]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += part
        elif isinstance(part, dict):
            for key, value in part.items():
                if isinstance(value, str) and value.startswith(FROM_API):
                    place = value.removeprefix(FROM_API)
                    part[key] = OWN + place
                    waiting += _take(tree, contract, place)
            waiting += part.values()


def _take(tree: JsonObject, contract: Contract, place: str) -> list[JsonValue]:
    """Copy a component of the API, unless it has been copied; gives the copy, whose references are still to be met."""
    section, name = place.split("/")
    own = tree["components"].setdefault(section, {})
    if name in own:
        return []
    text = json.dumps(contract.components[section][name])
    own[name] = json.loads(text.replace(f'"{OWN}', f'"{FROM_API}'))
    return [own[name]]
