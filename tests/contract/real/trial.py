"""A run that is tried on a stand-in, whose account others use as well."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.contract.laws import Sent
from tests.contract.raw import basic
from tests.contract.real.line import Line, Pace
from tests.contract.real.run import main
from tests.contract.real.stand_in import Running
from tests.contract.target import START, Target
from tests.contract.watched import example
from tests.contract.wire import JSON

KEY = "komoju-mart"


@dataclass(frozen=True)
class Outcome:
    """How a run ended, and what it said."""

    code: int
    told: str


@contextmanager
def trusted(folder: Path) -> Iterator[trustme.CA]:
    """Make a CA that this process trusts until the end of the block, as a user has it trusted."""
    made, file = trustme.CA(), folder / "ca.pem"
    made.cert_pem.write_to_path(str(file))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SSL_CERT_FILE", str(file))
        yield made


def unhurried() -> Pace:
    """A pace without a clock, for servers of our own."""
    return Pace(1000, clock=lambda: 0.0, sleep=lambda _: None)


def run(base_url: str, folder: Path, now: Callable[[], datetime] = lambda: START, **options: Any) -> Outcome:
    """Run as the command does, but for the time."""
    keys = [options.pop("key", KEY), options.pop("publishable", None)]
    pace = options.pop("pace", None) or unhurried()
    with redirect_stdout(StringIO()) as out, redirect_stderr(out):
        code = main(Target(base_url, *keys, None), folder=folder, pace=pace, now=now, **options)
    return Outcome(code, out.getvalue())


def ask(server: Running, method: str, path: str, body: Any = None) -> Any:
    """Call as somebody else does who uses the same account."""
    content = b"" if body is None else json.dumps(body).encode()
    return (
        Line(server.base_url)
        .send(Sent(method, path, "", {"authorization": basic(KEY), "content-type": JSON}, content))
        .body
    )


def others_make(server: Running) -> dict[str, Any]:
    """Let others make payments and a customer. Gives them by their paths."""
    for scenario in ("konbini-lawson", "net-cash-short", "credit-card", "web-money"):
        ask(server, "POST", "/payments", example(f"payments-{scenario}"))
    ask(server, "POST", "/customers", example("customers-credit-card"))
    listed = [item for path in ("/payments", "/customers") for item in ask(server, "GET", path)["data"]]
    return {f"/{item['resource']}s/{item['id']}": item for item in listed}


def report(folder: Path) -> dict[str, Any]:
    """Read the report for programs of the only server that was compared."""
    (file,) = folder.glob("*/report.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
