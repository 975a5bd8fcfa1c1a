"""Fixtures for tests of programs that use KOMOJU. pytest finds them by itself.

`komoju_sandbox` is a sandbox on a free port, `komoju_sandbox_app` one without a port. One of each runs for a whole
session, from its first use on, and each test has a private world in it: its own key, payments, clock, faults and
webhooks. `KOMOJU_SANDBOX_URL` in the environment names a sandbox with open keys that is used in place of the first.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from importlib.util import find_spec
from secrets import token_hex
from typing import TYPE_CHECKING, NoReturn, TypeVar

import pytest

from komoju_sandbox.command import NEEDED

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from komoju_sandbox.controls import PrivateSandbox
    from komoju_sandbox.in_process import InProcess, InProcessSandbox
    from komoju_sandbox.line import HttpLine
    from komoju_sandbox.settings import Settings

World = TypeVar("World", bound="PrivateSandbox")
URL_VARIABLE = "KOMOJU_SANDBOX_URL"
CLOCK = "komoju_sandbox_clock"
SEED = "komoju_sandbox_seed"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what pytest's configuration can say."""
    parser.addini(CLOCK, "the time at which the sandbox stands still when a test begins, such as 2017-01-04T07:52:34Z")
    parser.addini(SEED, f"makes ids and numbers in the sandbox repeat; the one of {URL_VARIABLE} has its own")


@pytest.fixture(scope="session")
def komoju_sandbox_server(pytestconfig: pytest.Config) -> Generator[HttpLine]:
    """Give the way to the sandbox of this session, for fixtures whose world lives longer than a test."""
    from komoju_sandbox.line import HttpLine

    if url := os.environ.get(URL_VARIABLE):
        yield HttpLine(_base_url(url))
        return
    settings = _settings(pytestconfig)
    from komoju_sandbox.testing import RunningSandbox

    with RunningSandbox(settings) as running:
        yield HttpLine(running.base_url)


@pytest.fixture
def komoju_sandbox(pytestconfig: pytest.Config, komoju_sandbox_server: HttpLine) -> Generator[PrivateSandbox]:
    """Give a sandbox on a free port that holds nothing yet."""
    from komoju_sandbox.controls import PrivateSandbox

    with _opened(PrivateSandbox(komoju_sandbox_server, _new_key(), _clock(pytestconfig))) as world:
        yield world


@pytest.fixture(scope="session")
def komoju_sandbox_process(pytestconfig: pytest.Config) -> Generator[InProcess]:
    """Give the sandbox of this session that has no port."""
    settings = _settings(pytestconfig)
    from komoju_sandbox.in_process import InProcess

    with InProcess(settings) as running:
        yield running


@pytest.fixture
def komoju_sandbox_app(pytestconfig: pytest.Config, komoju_sandbox_process: InProcess) -> Generator[InProcessSandbox]:
    """Give a sandbox without a port that holds nothing yet; `app` and `wsgi` are the applications."""
    from komoju_sandbox.in_process import InProcessSandbox

    with _opened(InProcessSandbox(komoju_sandbox_process, _new_key(), _clock(pytestconfig))) as world:
        yield world


@contextmanager
def _opened(world: World) -> Generator[World]:
    try:
        world.now()
    except (OSError, RuntimeError) as error:
        _refuse(
            f"{world.base_url} is no sandbox that lets every key in ({error}). Start one: komoju-sandbox --open-keys"
        )
    try:
        world.begin()
    except RuntimeError as error:
        _refuse(f"{CLOCK}: {error}")
    try:
        yield world
    finally:
        world.remove()


def _settings(config: pytest.Config) -> Settings:
    missing = sorted(name for name in NEEDED if find_spec(name) is None)
    if missing:
        _refuse(f"the sandbox needs {', '.join(missing)}. Install what it needs: pip install 'komoju[sandbox]'")
    from komoju_sandbox.settings import Settings

    return Settings(open_keys=True, seed=config.getini(SEED) or None)


def _clock(config: pytest.Config) -> datetime | None:
    from komoju_sandbox.clock import parse_instant

    text = config.getini(CLOCK)
    try:
        return parse_instant(text) if text else None
    except ValueError:
        _refuse(f"{CLOCK}: {text!r} is not a time such as 2017-01-04T07:52:34Z")


def _base_url(url: str) -> str:
    from komoju_sandbox.contract import load_contract

    base_path = load_contract().base_path
    return url.rstrip("/").removesuffix(base_path) + base_path


def _new_key() -> str:
    return f"sk_test_{token_hex(12)}"


def _refuse(reason: str) -> NoReturn:
    pytest.fail(reason, pytrace=False)
