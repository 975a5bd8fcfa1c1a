"""One server for the tests of a file; each starts it anew with a reset."""

from collections.abc import Iterator

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import START, Shop


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    """One server for all tests here; each starts it anew with a reset."""
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1")) as running:
        yield running


@pytest.fixture
def sandbox(running: RunningSandbox) -> RunningSandbox:
    """A sandbox without anything in it."""
    running.reset()
    return running


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Answer 200 to everything, unless the test sets something else."""
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def shop(sandbox: RunningSandbox, receiver: Receiver) -> Shop:
    """Register the receiver for all events, and wait for the ping."""
    webhook = sandbox.add_webhook(receiver.url, SECRET)
    sandbox.settle()
    return Shop(sandbox, receiver, webhook)
