"""The clients to compare with, in an environment of their own below build/bench."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.fresh import ENVIRONMENT, FOLDER, ROOT
from tests.benchmarks.imports import Program
from tests.benchmarks.installing import AGAIN, NoPeerError, Tell, digest, install_python, last_line, run

LOCK = Path(__file__).with_name("requirements.lock")
DIST = ROOT / "spec" / "dist"
VENV, CLIENTS = FOLDER / "venv", FOLDER / "clients"
PYTHON = str(VENV / "bin" / "python")


class Peer(NamedTuple):
    """A client: the name of its rows, the program that imports it, and the function of `peer_decode` that decodes."""

    name: str
    program: Program
    decoder: str


def prepare(tell: Tell) -> tuple[list[Peer], list[str]]:
    """Make what can be made; return it, and a line for each peer that cannot."""
    made: list[Peer] = []
    skipped: list[str] = []
    try:
        install_python(LOCK, VENV, tell)
    except NoPeerError as error:
        return made, [f"all other clients: {error}"]
    for make in (_stripe, _stock, _openapi_generator):
        try:
            made.append(_imported(make(tell)))
        except NoPeerError as error:
            skipped.append(str(error))
    return made, skipped


def decoded(peer: Peer, content: bytes, rounds: int, calls: int) -> tuple[float, float]:
    """Let a peer decode a page in its own interpreter; return its CPU seconds and their ratio to `json.loads` there."""
    command = [PYTHON, "-m", "tests.benchmarks.peer_decode", peer.decoder, str(rounds), str(calls)]
    environment = {**ENVIRONMENT, "PYTHONPATH": peer.program.path}
    done = subprocess.run(command, cwd=ROOT, env=environment, input=content, capture_output=True, check=False)
    if done.returncode:
        raise NoPeerError(f"{peer.name}: it does not decode the page: {last_line(done.stderr)}")
    seconds, ratio = json.loads(done.stdout)
    return seconds, ratio


def _imported(peer: Peer) -> Peer:
    """Return the peer, if its code can be imported at all."""
    environment = {**ENVIRONMENT, "PYTHONPATH": peer.program.path}
    run([PYTHON, "-c", peer.program.code], f"{peer.name}: what was made cannot be imported. Leave it out", environment)
    return peer


def _stripe(tell: Tell) -> Peer:
    return Peer("stripe", Program("import stripe", PYTHON), "stripe")


def _stock(tell: Tell) -> Peer:
    """Let openapi-python-client write a client with its own templates."""
    name, document = "stock_client", DIST / "komoju-v1.json"
    config = FOLDER / "openapi-python-client.yml"
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--path", str(document), "--meta", "none"]
    command += ["--output-path", str(CLIENTS / name), "--overwrite", "--config", str(config)]
    if _stale(name, document):
        tell("Generating a client with openapi-python-client, as it comes ...")
        CLIENTS.mkdir(parents=True, exist_ok=True)
        config.write_text(f"post_hooks: []\npackage_name_override: {name}\n", encoding="utf-8")
        run(command, f"openapi-python-client, as it comes: it does not take the document. {AGAIN}")
        _stamp(name, document)
    code = f"from {name} import AuthenticatedClient; from {name}.api.payments import create_payment"
    return Peer("openapi-python-client, as it comes", Program(code, PYTHON, str(CLIENTS)), "stock")


def _openapi_generator(tell: Tell) -> Peer:
    """Let openapi-generator write a client of the 3.0 document; what it makes of the 3.1 one does not parse."""
    name, document = "openapi_generator_client", DIST / "komoju-v1-3.0.json"
    if shutil.which("java") is None:
        raise NoPeerError(f"openapi-generator: it needs Java 11 or newer (Debian: default-jre-headless). {AGAIN}")
    command = [str(VENV / "bin" / "openapi-generator-cli"), "generate", "-g", "python", "-i", str(document)]
    command += ["-o", str(FOLDER / "openapi-generator"), "--package-name", name]
    if _stale(name, document):
        tell("Generating a client with openapi-generator ...")
        run(command, f"openapi-generator: it does not take the document. {AGAIN}")
        CLIENTS.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(CLIENTS / name, ignore_errors=True)
        shutil.move(FOLDER / "openapi-generator" / name, CLIENTS / name)
        _stamp(name, document)
    return Peer("openapi-generator", Program(f"import {name}", PYTHON, str(CLIENTS)), "openapi_generator")


def _stale(name: str, document: Path) -> bool:
    stamp = CLIENTS / f"{name}.made-of"
    return not stamp.exists() or stamp.read_text(encoding="utf-8") != digest(document, LOCK)


def _stamp(name: str, document: Path) -> None:
    (CLIENTS / f"{name}.made-of").write_text(digest(document, LOCK), encoding="utf-8")
