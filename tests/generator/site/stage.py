"""Where the programs of the reference play, and what has to come of each: read from the document, not from them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from generator.site.snippets import Scenario, scenarios
from tests.languages.ground import unlike
from tests.values import document

ORIGIN = "http://127.0.0.1:8410"
"""Where `make sandbox` listens."""
START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
"""The moment of the documented examples."""
VALID_YEAR = 2038
"""The year in which the cards of the programs expire; those of the documentation have expired."""
SAME = (
    *("resource", "status", "amount", "tax", "total", "currency", "amount_refunded", "description", "metadata"),
    *("external_order_num", "type"),
)
"""Members that are not drawn."""
COUNTED = ("refunds", "refund_requests", "prepaid_cards")
ID = re.compile(r"[0-9a-z]{25}|tok_[0-9a-z]{89}")


@dataclass(frozen=True)
class Shown:
    """A scenario as the document shows it."""

    operation: str
    name: str
    status: str
    reply: dict[str, Any]
    body: dict[str, Any] | None

    @property
    def key(self) -> tuple[str, str]:
        """Name it."""
        return self.operation, self.name

    def __str__(self) -> str:
        return f"{self.operation}-{self.name}"


@cache
def shown() -> list[Shown]:
    """List every example of every reply that succeeds."""
    return [
        Shown(operation["operationId"], name, status, _value(example), _body(operation, name))
        for item in document()["paths"].values()
        for operation in item.values()
        for status, response in operation["responses"].items()
        if status.startswith("2")
        for name, example in response["content"]["application/json"]["examples"].items()
    ]


def _body(operation: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Give what is sent: a stored customer and a token are what the run has made, and cards are valid."""
    if "requestBody" not in operation:
        return None
    body = _value(operation["requestBody"]["content"]["application/json"]["examples"][name])
    details = body.get("payment_details")
    if isinstance(details, str):
        body = {**body, "payment_details": "$token.id"}
    elif details and "year" in details:
        body = {**body, "payment_details": {**details, "year": VALID_YEAR}}
    return {**body, "customer": "$customer.id"} if "customer" in body else body


def _value(example: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document()["components"]["examples"][example["$ref"].rpartition("/")[2]]["value"]
    return found


@cache
def programs() -> dict[tuple[str, str], Scenario]:
    """Give the programs of every scenario."""
    return {(scenario.operation, scenario.name): scenario for scenario in scenarios(document())}


class Stage:
    """A sandbox for one program after another, each in a world in which nothing has happened."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._sandbox = sandbox

    def set_for(self, program: str) -> str:
        """Forget everything, and lead a program here; nothing else in it changes."""
        self._sandbox.reset()
        assert ORIGIN in program
        parts = urlsplit(self._sandbox.base_url)
        return program.replace(ORIGIN, f"{parts.scheme}://{parts.netloc}")

    def wrong(self, wanted: Shown, printed: str, send: str) -> str | None:
        """Say what did not arrive, come or get printed as the document has it. `send` is `form` or `json`."""
        entry = self._sandbox.request("GET", "/sandbox/requests?limit=1").json()["data"][0]
        step = {"call": wanted.operation} | ({} if wanted.body is None else {"body": wanted.body})
        if (found := unlike(entry, step, send)) is not None:
            return f"arrived: {found}"
        if str(entry["status"]) != wanted.status:
            return f"answered {entry['status']} instead of {wanted.status}"
        return self._unlike_reply(wanted, printed)

    def _unlike_reply(self, wanted: Shown, printed: str) -> str | None:
        item = wanted.reply["data"][0] if wanted.reply["resource"] == "list" else wanted.reply
        number = ID.search(printed)
        if number is None:
            return f"no id is printed: {printed!r}"
        for name in ("type", "status", "total", "currency"):
            if str(item.get(name, "")) not in printed:
                return f"the {name} is not printed: {printed!r}"
        if item["resource"] != "payment":
            return None
        payment = self._sandbox.request("GET", f"/payments/{number[0]}").json()
        return None if essentials(payment) == essentials(item) else f"came out as {payment}"


def essentials(payment: dict[str, Any]) -> dict[str, Any]:
    """Give what of a payment is the same in every run."""
    members = {**payment["payment_details"], **payment}
    kept = {name: members[name] for name in SAME} | {name: len(members.get(name, [])) for name in COUNTED}
    return kept | {"short_amount": members.get("short_amount")}


def bash(program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a program in a shell that forgives nothing, with the `python3` of this run."""
    tools = folder / "bin"
    tools.mkdir(exist_ok=True)
    (tools / "python3").unlink(missing_ok=True)
    (tools / "python3").symlink_to(sys.executable)
    environment = {"PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    command = ["bash", "-euo", "pipefail", "-c", program]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


@contextmanager
def stage(start: datetime = START) -> Iterator[Stage]:
    """Run a sandbox at a moment; its time stands still."""
    with RunningSandbox(Settings(clock=start, frozen=True)) as sandbox:
        yield Stage(sandbox)
