"""A sandbox over real HTTP, as it is at the moment of the documented calls, and somebody who calls it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.raw import Caller
from tests.contract.target import START

pytest.register_assert_rewrite("tests.contract.stories")


@pytest.fixture(scope="session")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests that reset it."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="contract")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: RunningSandbox) -> RunningSandbox:
    """Give the sandbox, empty and with its clock at the start."""
    running.reset()
    return running


@pytest.fixture
def caller(sandbox: RunningSandbox) -> Caller:
    """Call with the secret key, in bytes."""
    return Caller(sandbox.base_url, sandbox.secret_key)
