"""The control calls that tell of a world's traffic: what it rested on, what was asked, what it has met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.calls import ok
from komoju_sandbox.coverage import Coverage
from komoju_sandbox.trail import RULE

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.control import Control, Sent
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.world import World
    from komoju_sandbox.worlds import Worlds


def record_calls(worlds: Worlds) -> dict[str, dict[str, Control]]:
    """Map the calls."""
    coverage = Coverage(worlds.rules.contract)

    def fidelity(world: World, _: Request, __: Sent) -> Reply:
        met = {name for kind, name in world.traffic.met() if kind == RULE}
        return ok({"strict": worlds.rules.fidelity.strict, "data": worlds.rules.fidelity.rules(met)})

    def requests(world: World, _: Request, sent: Sent) -> Reply:
        return ok({"data": world.traffic.requests(**sent)})

    def covered(world: World, _: Request, __: Sent) -> Reply:
        return ok(coverage.report(world.traffic.met()))

    return {
        "/sandbox/fidelity": {"GET": fidelity},
        "/sandbox/requests": {"GET": requests},
        "/sandbox/coverage": {"GET": covered},
    }
