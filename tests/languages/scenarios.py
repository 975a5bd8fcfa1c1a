"""The scenarios: what every client does, in whatever language, and what has to come of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FOLDER = HERE / "scenarios"
SCHEMA = HERE / "scenario.schema.json"

Step = dict[str, Any]


@cache
def scenarios() -> dict[str, list[Step]]:
    """Read the steps of all scenarios, by name."""
    return {path.stem: steps_of(path) for path in sorted(FOLDER.glob("*.json"))}


def steps_of(path: Path) -> list[Step]:
    """Read the steps of one scenario."""
    steps: list[Step] = json.loads(path.read_text(encoding="utf-8"))["steps"]
    return steps


def filled(value: Any, saved: dict[str, Any]) -> Any:
    """Put values of earlier replies in the place of `$name.path`. Raises `LookupError` when there are none."""
    if isinstance(value, dict):
        return {name: filled(inner, saved) for name, inner in value.items()}
    if isinstance(value, str) and value.startswith("$"):
        return at(saved, value[1:])
    return value


def at(tree: Any, path: str) -> Any:
    """Follow a path such as `data.0.id`. Raises `LookupError` when it leads nowhere."""
    for part in path.split("."):
        if part == "length" and isinstance(tree, list):
            return len(tree)
        tree = tree[int(part)] if isinstance(tree, list) else tree[part]
    return tree


def wrong(expected: dict[str, Any], status: int, reply: Any, types: dict[str, str]) -> Iterator[str]:
    """Say what is not as expected in a reply: its status, its JSON, and as which schemas its unions were read."""
    if status != expected["status"]:
        yield f"status {status} instead of {expected['status']}: {json.dumps(reply, ensure_ascii=False)}"
        return
    fields = {f"error.{name}": value for name, value in expected.get("error", {}).items()}
    for path, value in (fields | expected.get("fields", {})).items():
        found = _found(reply, path)
        if found != value or type(found) is not type(value):
            yield f"{path} is {found!r} instead of {value!r}"
    for path in expected.get("present", ()):
        if _found(reply, path) in (None, _NOWHERE):
            yield f"{path} is not there"
    for path, name in expected.get("types", {}).items():
        if types.get(path) != name:
            yield f"{path or 'the reply'} was read as {types.get(path)} instead of {name}"


_NOWHERE = "(nothing)"


def _found(tree: Any, path: str) -> Any:
    try:
        return at(tree, path)
    except (LookupError, TypeError, ValueError):
        return _NOWHERE
