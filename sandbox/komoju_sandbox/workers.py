"""Several processes that serve one socket and share one database; one of them sends the webhooks."""

from __future__ import annotations

import os
import signal
import traceback
from typing import TYPE_CHECKING, NoReturn

from komoju_sandbox.server import STOP_SIGNALS
from komoju_sandbox.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Serve = Callable[[int, Callable[[], None], int], None]


class Workers:
    """Starts the processes, starts those again that die, and ends them all."""

    def __init__(self, count: int, serve: Serve) -> None:
        """`serve` gets the number of the worker, what to call when it is ready, and a file that ends with the parent.

        Raises `SettingsError` where processes cannot be forked.
        """
        if not hasattr(os, "fork"):
            raise SettingsError("several workers need a system that can fork processes, as Linux and macOS can")
        self._count = count
        self._serve = serve
        self._numbers: dict[int, int] = {}
        self._stopping = False
        self._alive, self._kept_open = os.pipe()

    def run(self, on_ready: Callable[[], None]) -> int:
        """Serve until told to stop, and call `on_ready` when all do. Returns 0, or 1 when they cannot start."""
        for name in STOP_SIGNALS:
            signal.signal(name, self._stop)
        ready, tell = os.pipe()
        for number in range(self._count):
            self._start(number, tell)
        os.close(tell)
        if len(self._read(ready)) == self._count:
            on_ready()
        elif not self._stopping:
            self._stop()
            self._wait()
            return 1
        self._wait()
        return 0

    def _read(self, ready: int) -> bytes:
        """Read a byte from each worker. Fewer come when one ends before it is ready, and so do all the others then."""
        told = b""
        while len(told) < self._count and not self._stopping and (byte := os.read(ready, 1)):
            told += byte
        os.close(ready)
        return told

    def _start(self, number: int, tell: int | None) -> None:
        # A signal between the fork and the next line would otherwise stop the siblings of the new process.
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        process = os.fork()
        if process == 0:
            self._work(number, tell)
        self._numbers[process] = number
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def _work(self, number: int, tell: int | None) -> NoReturn:
        """Serve in this process, which was just made; whatever happens, it ends here."""
        status = 1
        try:
            for stop in STOP_SIGNALS:
                signal.signal(stop, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
            os.close(self._kept_open)

            def ready() -> None:
                if tell is not None:
                    os.write(tell, b"1")
                    os.close(tell)

            self._serve(number, ready, self._alive)
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)

    def _wait(self) -> None:
        """Wait until all have ended; one that was not told to starts again."""
        while self._numbers:
            process, _ = os.wait()
            number = self._numbers.pop(process, None)
            if number is not None and not self._stopping:
                self._start(number, None)

    def _stop(self, _: int = 0, __: FrameType | None = None) -> None:
        self._stopping = True
        for process in self._numbers:
            os.kill(process, signal.SIGTERM)
