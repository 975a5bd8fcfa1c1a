"""The control calls about webhooks: where events go, what is done to them on the way, and what has become of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request

    from komoju_sandbox.control import Control, Sent
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.world import World


def webhook_calls() -> dict[str, dict[str, Control]]:
    """Give the calls by path and method."""
    return {**_endpoint_calls(), **_delivery_calls()}


def _endpoint_calls() -> dict[str, dict[str, Control]]:
    def webhooks(world: World, _: Request, __: Sent) -> Reply:
        return world.carry_out(world.notices.list)

    def add(world: World, _: Request, sent: Sent) -> Reply:
        return world.carry_out(world.notices.add, body=sent)

    def remove(world: World, request: Request, _: Sent) -> Reply:
        return world.remove_webhook(request.path_params["webhook_id"])

    def mischief(world: World, request: Request, _: Sent) -> Reply:
        return world.carry_out(world.notices.mischief, request.path_params)

    def make_mischief(world: World, request: Request, sent: Sent) -> Reply:
        return world.carry_out(world.notices.make_mischief, request.path_params, sent)

    def end_mischief(world: World, request: Request, _: Sent) -> Reply:
        return world.carry_out(world.notices.make_mischief, request.path_params)

    return {
        "/sandbox/webhooks": {"GET": webhooks, "POST": add},
        "/sandbox/webhooks/{webhook_id}": {"DELETE": remove},
        "/sandbox/webhooks/{webhook_id}/mischief": {"GET": mischief, "PUT": make_mischief, "DELETE": end_mischief},
    }


def _delivery_calls() -> dict[str, dict[str, Control]]:
    def deliveries(world: World, _: Request, sent: Sent) -> Reply:
        return world.carry_out(world.notices.deliveries, query=sent)

    def delivery(world: World, request: Request, _: Sent) -> Reply:
        return world.carry_out(world.notices.delivery, request.path_params)

    async def settle(world: World, _: Request, __: Sent) -> Reply:
        return await world.settle()

    def resend(world: World, request: Request, _: Sent) -> Reply:
        return world.carry_out(world.notices.resend, request.path_params)

    def resend_since(world: World, _: Request, sent: Sent) -> Reply:
        return world.carry_out(world.notices.resend_since, body=sent)

    return {
        "/sandbox/deliveries": {"GET": deliveries},
        "/sandbox/deliveries/settle": {"POST": settle},
        "/sandbox/deliveries/resend": {"POST": resend_since},
        "/sandbox/deliveries/{delivery_id}": {"GET": delivery},
        "/sandbox/deliveries/{delivery_id}/resend": {"POST": resend},
    }
