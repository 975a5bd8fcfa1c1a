"""Where clients play: one sandbox with a world for each scenario of each of them, and what has arrived there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from komoju_sandbox.settings import PUBLISHABLE, Settings
from komoju_sandbox.testing import RunningSandbox

from tests.languages.scenarios import Step, scenarios

START = datetime(2017, 1, 4, 7, 52, 34, tzinfo=UTC)
"""The moment of the documented examples."""
FORM = "application/x-www-form-urlencoded"
MEDIA_TYPES = {"form": FORM, "json": "application/json"}
FRESH = "fresh"
MASK = "***"


class Ground:
    """A sandbox in which every player finds its worlds, each of which nothing has happened in."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._sandbox = sandbox
        sandbox.snapshot(FRESH)

    @property
    def origin(self) -> str:
        """Where the sandbox is, such as `http://127.0.0.1:8410`."""
        parts = urlsplit(self._sandbox.base_url)
        return f"{parts.scheme}://{parts.netloc}"

    def open(self, player: str) -> None:
        """Make a fresh world of each scenario for a player. No other key is known, so wrong ones are refused."""
        for name in scenarios():
            self._sandbox.control("POST", f"snapshots/{FRESH}/branch", {"secret_key": secret_key(player, name)})

    def unlike(self, player: str, scenario: str, send: str | None) -> str | None:
        """Say what did not arrive as the scenario tells it. `send` is how the player sends every body, if it does."""
        answer = self._sandbox.request("GET", "/sandbox/requests?limit=100", key=secret_key(player, scenario))
        entries = list(reversed(answer.json()["data"]))
        steps = [step for step in scenarios()[scenario] if "call" in step and step.get("key") != "wrong"]
        if len(entries) != len(steps):
            return f"{len(entries)} calls arrived instead of {len(steps)}"
        for number, (entry, step) in enumerate(zip(entries, steps, strict=True), 1):
            found = unlike(entry, step, send)
            if found:
                return f"call {number} arrived as {found}"
        return None


@contextmanager
def ground() -> Iterator[Ground]:
    """Run a sandbox to play in. Its time stands still."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="languages")) as sandbox:
        yield Ground(sandbox)


def secret_key(player: str, scenario: str) -> str:
    """Give the key of the world."""
    return f"{player}-{scenario}"


def keys(player: str, scenario: str) -> dict[str, str]:
    """Give the keys that the steps of a scenario name."""
    secret = secret_key(player, scenario)
    return {"secret": secret, "publishable": secret + PUBLISHABLE.decode(), "wrong": "nobody"}


def unlike(entry: dict[str, Any], step: Step, send: str | None) -> str | None:
    """Say what an entry of the journal shows instead of a step; null when it shows that step."""
    if entry["operation"] != step["call"]:
        return f"{entry['operation']} instead of {step['call']}"
    if "body" not in step:
        return None
    media_type = MEDIA_TYPES[send or step["send"]]
    if str(entry["content_type"]).partition(";")[0] != media_type:
        return f"{entry['content_type']} instead of {media_type}"
    is_form = media_type == FORM
    sent = _tree(entry["body"]) if is_form else json.loads(entry["body"])
    said = _texts(step["body"]) if is_form else step["body"]
    return None if _same(sent, said) else entry["body"]


def _same(sent: Any, said: Any) -> bool:
    """Compare what arrived with what a scenario says, as far as the journal shows it."""
    if isinstance(said, dict):
        return isinstance(sent, dict) and sent.keys() == said.keys() and all(_same(sent[n], said[n]) for n in said)
    if isinstance(sent, str) and (MASK in sent or str(said).startswith("$")):
        return True
    return bool(sent == said) and type(sent) is type(said)


def _tree(form: str) -> dict[str, Any]:
    """Read a form. A name that comes twice becomes a list, which no scenario has."""
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(form, keep_blank_values=True, strict_parsing=True):
        outer, bracket, inner = name.partition("[")
        home, key = (tree.setdefault(outer, {}), inner.removesuffix("]")) if bracket else (tree, name)
        home[key] = [home[key], value] if key in home else value
    return tree


def _texts(value: Any) -> Any:
    """Write a body as the texts that a form carries."""
    if isinstance(value, dict):
        return {name: _texts(inner) for name, inner in value.items()}
    return value if isinstance(value, str) else json.dumps(value)
