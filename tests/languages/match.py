"""One player through all scenarios: what it tells, and what has arrived."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping

from tests.languages.ground import Ground, ground
from tests.languages.players import Player
from tests.languages.scenarios import FOLDER, scenarios
from tests.languages.workshop import PATIENCE, ROOT

Results = Mapping[str, str | None]
"""By scenario: what failed, or null."""


def played(player: Player, command: list[str]) -> Results:
    """Let a player play everything in worlds of its own."""
    with ground() as sandbox:
        sandbox.open(player.name)
        told = _told(sandbox, player, command)
        return {name: failed or sandbox.unlike(player.name, name, player.send) for name, failed in told.items()}


def _told(sandbox: Ground, player: Player, command: list[str]) -> Results:
    """Give what the player tells. What it does not tell about has failed."""
    done = subprocess.run(
        [*command, *(str(FOLDER / f"{name}.json") for name in scenarios())],
        cwd=ROOT,
        env={**os.environ, "KOMOJU_SANDBOX": sandbox.origin, "KOMOJU_PLAYER": player.name},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    told = {said["scenario"]: said["failed"] for said in map(json.loads, done.stdout.splitlines())}
    silent = f"nothing was told; it ended with {done.returncode}: {done.stderr.strip()[-1000:]}"
    return {name: told.get(name, silent) for name in scenarios()}
