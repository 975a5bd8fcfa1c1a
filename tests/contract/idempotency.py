"""Calls under a key of the merchant's: the same call is answered as before, another one is refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.contract.contract import Operation, is_valid, lifecycle
from tests.contract.faults import Refusal
from tests.contract.laws import Answer, Sent

ROLE = "idempotency-key"
REUSED: Refusal = ("unprocessable_entity", None)


@dataclass(frozen=True)
class Call:
    """A call under a key: by whom and under which name, and what it asked for."""

    name: tuple[str, str]
    request: tuple[Any, ...]


@dataclass
class Keys:
    """Every key that was used, with the call and its answer."""

    kept: dict[tuple[str, str], tuple[datetime, Call, Answer]] = field(default_factory=dict)

    def find(self, call: Call, now: datetime) -> tuple[Call, Answer] | None:
        """Give the call that used the key and its answer, to the end of the key's last second."""
        found = self.kept.get(call.name)
        hours = timedelta(hours=lifecycle()["idempotency"]["hours"])
        return None if found is None or now > found[0] + hours else found[1:]

    def keep(self, call: Call, now: datetime, answer: Answer) -> None:
        """Remember a call that was carried out."""
        self.kept[call.name] = (now, call, answer)


def key_of(operation: Operation, sent: Sent) -> str | None:
    """Give the key of a call, null when it has none or the operation does not look at it."""
    said = operation.header(ROLE)
    return sent.headers.get(said["name"].lower()) if said else None


def faults_of(operation: Operation, key: str | None) -> set[Refusal]:
    """Refuse a key of the wrong form by the name of its header."""
    said = operation.header(ROLE)
    wrong = said is not None and key is not None and not is_valid(said["schema"], key)
    return {("invalid_parameter", said["name"])} if said and wrong else set()


def call_of(operation: Operation, owner: str, key: str, values: dict[str, str], body: dict[str, Any]) -> Call:
    """Write a call down. What was left out counts like its default, and the content type does not count."""
    members = operation.body["properties"] if operation.body else {}
    defaults = {name: said["default"] for name, said in members.items() if "default" in said}
    return Call((owner, key), (operation.id, values, {**defaults, **body}))
