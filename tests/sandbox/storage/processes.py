"""A sandbox in processes of its own, to be called, and to be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

KEY = "Basic a29tb2p1LW1hcnQ6"
KONBINI = {"type": "konbini", "store": "lawson"}


@dataclass
class Server:
    """A sandbox in processes of its own."""

    process: subprocess.Popen[str]
    netloc: str

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Call it once. Raises `OSError` or `HTTPException` when it is gone."""
        connection = HTTPConnection(self.netloc, timeout=60)
        try:
            headers = {"Authorization": KEY, "Content-Type": "application/json"}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()

    def create(self, details: Any, amount: int = 1000, **more: Any) -> tuple[int, Any]:
        sent = {"amount": amount, "currency": "JPY", "payment_details": details, **more}
        return self.ask("POST", "/api/v1/payments", sent)

    def at_once(self, calls: list[Callable[[], tuple[int, Any]]]) -> list[tuple[int, Any]]:
        """Make the calls, twenty at a time."""
        with ThreadPoolExecutor(20) as pool:
            return list(pool.map(lambda call: call(), calls))


@contextmanager
def serving(*options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "komoju_sandbox", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().split()[-1]
            yield Server(process, urlsplit(url).netloc)
        finally:
            process.terminate()
            process.wait(30)


def kill_all(process: subprocess.Popen[str]) -> None:
    """Kill the process and all that it started, at once."""
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
    for number in [process.pid, *map(int, children.stdout.split())]:
        os.kill(number, signal.SIGKILL)
