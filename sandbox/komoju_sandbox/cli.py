"""The command `komoju-sandbox`."""

from __future__ import annotations

import argparse
import json
import logging
import signal
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from komoju_sandbox.app import create_app
from komoju_sandbox.clock import parse_instant
from komoju_sandbox.contract import ContractError, load_contract
from komoju_sandbox.coverage import Coverage, table
from komoju_sandbox.server import STOP_SIGNALS, SandboxServer, is_loopback, listen, origin
from komoju_sandbox.settings import (
    DEFAULT_KEY,
    DEFAULT_PUBLISHABLE_KEY,
    KEY_VARIABLE,
    Settings,
    SettingsError,
    default_secret_key,
)
from komoju_sandbox.storage import StoreError
from komoju_sandbox.workers import Workers
from komoju_sandbox.worlds import Worlds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from socket import socket
    from types import FrameType

    from komoju_sandbox.trail import Fact

PROGRAM = "komoju-sandbox"
USAGE_ERROR = 2
DEFAULT_PORT = 8410
LAST_PORT = 65535
MOST_WORKERS = 64


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(USAGE_ERROR, f"{PROGRAM}: {message} (see {PROGRAM} --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until told to stop. Returns 0, or 2 after one line on stderr that says what is wrong."""
    for number in STOP_SIGNALS:
        signal.signal(number, _quit)
    options = _parser().parse_args(argv)
    try:
        bound = listen(options.host, options.port)
    except (OSError, UnicodeError) as error:
        return _give_up(
            f"cannot listen on {options.host} port {options.port} ({error}). "
            "Choose another port with --port, or 0 for a free one."
        )
    try:
        return _serve(options, bound)
    except (ContractError, SettingsError, StoreError) as error:
        return _give_up(str(error))


def _give_up(message: str) -> int:
    sys.stderr.write(f"{PROGRAM}: {message}\n")
    return USAGE_ERROR


def _serve(options: argparse.Namespace, bound: socket) -> int:
    # What cannot be read as HTTP is answered, and is no trouble of whoever runs the sandbox.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    with bound:
        settings = Settings(
            clock=options.clock,
            database=options.database,
            secret_key=options.secret_key,
            publishable_key=options.publishable_key,
            seed=options.seed,
            origin=origin(options.host, bound),
            open_controls=is_loopback(options.host),
            open_keys=options.open_keys,
            strict_fidelity=options.strict_fidelity,
        )
        status, met = _served(settings, bound, options.workers)
    _tell(options, met)
    return status


def _served(settings: Settings, bound: socket, workers: int) -> tuple[int, set[Fact]]:
    """Serve until told to stop. Returns the status of the program, and what the traffic of all worlds has met."""
    if workers > 1:
        status = _serve_together(settings, bound, workers)
        worlds = Worlds(load_contract(), replace(settings, resume=True))
        worlds.close()
        return status, worlds.met()
    app = create_app(settings)
    SandboxServer(app, partial(_announce, settings)).run(sockets=[bound])
    return 0, app.state.worlds.met()


def _tell(options: argparse.Namespace, met: set[Fact]) -> None:
    """Write down what was met, where that was asked for."""
    report = Coverage(load_contract()).report(met)
    if options.coverage:
        sys.stdout.write(table(report))
    if options.coverage_file is not None:
        options.coverage_file.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")


def _announce(settings: Settings) -> None:
    if not settings.open_controls:
        sys.stderr.write(
            f"{PROGRAM}: warning: other machines can reach {settings.origin}. Control calls need the secret key.\n"
        )
    sys.stdout.write(f"KOMOJU sandbox listening on {settings.origin}{load_contract().base_path}\n")
    sys.stdout.flush()


def _serve_together(settings: Settings, bound: socket, count: int) -> int:
    if settings.database is None:
        raise SettingsError("several workers need a database that they share. Name one with --database.")
    Worlds(load_contract(), settings).close()

    def serve(number: int, ready: Callable[[], None], alive: int) -> None:
        own = replace(settings, shared=True, resume=True, delivers=number == 0)
        SandboxServer(create_app(own), ready, alive).run(sockets=[bound])

    return Workers(count, serve).run(partial(_announce, settings))


def _quit(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="A stand-in for the KOMOJU sandbox, on this machine.",
        epilog="Stop it with Ctrl-C.",
    )
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="port, 0 for a free one (default 8410)")
    parser.add_argument("--host", default="127.0.0.1", help="address (default 127.0.0.1)")
    parser.add_argument(
        "--clock",
        type=_instant,
        metavar="ISO",
        help="when its time starts, such as 2017-01-04T07:52:34Z (default: now)",
    )
    parser.add_argument(
        "--database",
        metavar="FILE|URL",
        help="SQLite file, made when it is not there, or postgresql:// URL that keeps everything (default: memory)",
    )
    parser.add_argument(
        "--secret-key",
        default=default_secret_key(),
        metavar="KEY",
        help=f"secret key (default {DEFAULT_KEY}, or ${KEY_VARIABLE})",
    )
    parser.add_argument(
        "--publishable-key",
        default=DEFAULT_PUBLISHABLE_KEY,
        metavar="KEY",
        help=f"publishable key (default {DEFAULT_PUBLISHABLE_KEY})",
    )
    parser.add_argument(
        "--open-keys", action="store_true", help="let a secret key that nobody has used open a private world"
    )
    parser.add_argument(
        "--workers", type=_count, default=1, metavar="N", help="processes that serve together (default 1)"
    )
    parser.add_argument(
        "--strict-fidelity",
        action="store_true",
        help="refuse calls whose answer would rest on a choice of the sandbox's own",
    )
    parser.add_argument(
        "--coverage", action="store_true", help="at the end, print what the traffic has met of the API and what not"
    )
    parser.add_argument("--coverage-file", type=_writable, metavar="FILE", help="at the end, write that there as JSON")
    parser.add_argument("--seed", metavar="TEXT", help="makes ids and drawn numbers repeat (default: never)")
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 0 to {LAST_PORT}")
    return int(text)


def _writable(text: str) -> Path:
    path = Path(text)
    try:
        path.touch()
    except OSError as error:
        raise argparse.ArgumentTypeError(f"cannot write to {text!r} ({error.strerror})") from error
    return path


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_WORKERS):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORKERS}")
    return int(text)


def _instant(text: str) -> datetime:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time such as 2017-01-04T07:52:34Z") from error
