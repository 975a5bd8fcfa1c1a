"""A sandbox for tests: a real server on a free port, in a thread of this process."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from komoju_sandbox.app import create_app
from komoju_sandbox.controls import Controls
from komoju_sandbox.line import HttpLine
from komoju_sandbox.server import SandboxServer, listen, origin
from komoju_sandbox.settings import Settings

if TYPE_CHECKING:
    from types import TracebackType

HOST = "127.0.0.1"
START_SECONDS = 30


class RunningSandbox(Controls):
    """Serves from `with` to its end. `Settings(clock=..., frozen=True, seed=...)` repeats exactly."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        super().__init__(self._settings.secret_key, self._settings.publishable_key)

    def __enter__(self) -> Self:
        ready = threading.Event()
        bound = listen(HOST, 0)
        app = create_app(replace(self._settings, origin=origin(HOST, bound)))
        self._line = HttpLine(origin(HOST, bound) + app.state.worlds.rules.contract.base_path)
        self._server = SandboxServer(app, ready.set)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [bound]}, daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise RuntimeError("the sandbox did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self.close()
