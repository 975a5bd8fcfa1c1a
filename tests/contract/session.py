"""What one process of a schemathesis run knows: its server, the judge of it, and the gate before it.

The environment names the server (`target.py`), and `KOMOJU_EXCHANGES` the file that the gate writes to.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from tests.contract.gate import Gate
from tests.contract.judge import Judge
from tests.contract.target import Target

TARGET = Target.from_environment()
if TARGET is None:
    raise SystemExit("KOMOJU_BASE_URL and KOMOJU_SECRET_KEY have to name the server")
JUDGE = Judge(TARGET.secret_key, TARGET.publishable_key, TARGET.now)
STRANGERS = {TARGET.other_key: Judge(TARGET.other_key, None, TARGET.now)} if TARGET.other_key else {}
GATE = Gate(JUDGE, urlsplit(TARGET.base_url).path, Path(os.environ["KOMOJU_EXCHANGES"]), STRANGERS)
HTTPAdapter.send = GATE.around(HTTPAdapter.send)


class Caller(requests.Session):
    """Calls the server beside the tool, with one of the keys."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.auth = (key, "")

    def ask(self, method: str, path: str, body: object = None) -> requests.Response:
        """Call the server. The gate judges the answer."""
        return self.request(method, TARGET.base_url + path, json=body)


MERCHANT = Caller(TARGET.secret_key)
PROBED: set[str] = set()
"""The operations of this world that others have tried after the merchant."""
_cases = count(1)


def next_case() -> str:
    """Give an idempotency key that no call had yet."""
    return f"case {next(_cases)}"


def begin(now: Callable[[], datetime]) -> None:
    """Begin again with an empty world, whose time is `now`."""
    global _cases
    _cases = count(1)
    PROBED.clear()
    JUDGE.forget()
    JUDGE.now = now
