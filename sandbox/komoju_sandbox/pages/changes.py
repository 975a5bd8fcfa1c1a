"""Tells open pages when their world has changed, as server-sent events."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.responses import Response

    from komoju_sandbox.pages.source import DeskSource

LOOK_SECONDS = 0.2
"""How often a world is looked at while a page is open. It may be changed by another process."""
QUIET_LOOKS = 75
"""After so many looks without news the connection is shown to be alive."""


def changes(source: DeskSource, is_stopping: Callable[[], bool]) -> Response:
    """Send the mark of the world, at once and whenever it is another one, until the server stops."""
    return StreamingResponse(_marks(source, is_stopping), media_type="text/event-stream")


async def _marks(source: DeskSource, is_stopping: Callable[[], bool]) -> AsyncIterator[str]:
    told, quiet = "", 0
    yield "retry: 500\n\n"
    while not is_stopping():
        mark = source.mark()
        if mark != told:
            told, quiet = mark, 0
            yield f"data: {mark}\n\n"
        elif quiet == QUIET_LOOKS:
            quiet = 0
            yield ": still here\n\n"
        quiet += 1
        await asyncio.sleep(LOOK_SECONDS)
