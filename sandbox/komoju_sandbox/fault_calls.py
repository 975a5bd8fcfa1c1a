"""The control calls for faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.control import Control, Sent
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.world import World


def fault_calls() -> dict[str, dict[str, Control]]:
    """Give the handlers by path and method."""

    def add(world: World, _: Request, sent: Sent) -> Reply:
        return world.carry_out(world.faults.add, body=sent)

    def faults(world: World, _: Request, __: Sent) -> Reply:
        return world.carry_out(world.faults.list)

    def clear(world: World, _: Request, __: Sent) -> Reply:
        return world.carry_out(world.faults.clear)

    def remove(world: World, request: Request, _: Sent) -> Reply:
        return world.carry_out(world.faults.remove, request.path_params)

    return {
        "/sandbox/faults": {"GET": faults, "POST": add, "DELETE": clear},
        "/sandbox/faults/{fault_id}": {"DELETE": remove},
    }
