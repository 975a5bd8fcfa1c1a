"""One server for the tests of a file; each starts it anew with a reset."""

from collections.abc import Iterator

import pytest
from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.postgres import Cluster
from tests.sandbox.receiver import SECRET, Receiver
from tests.sandbox.webhooks.shop import START, Shop


@pytest.fixture(scope="module", params=["memory", pytest.param("postgres", marks=pytest.mark.postgres)])
def running(request: pytest.FixtureRequest) -> Iterator[RunningSandbox]:
    """One server for all tests of a file, in memory and on PostgreSQL; each starts it anew with a reset."""
    place: str | None = None
    if request.param == "postgres":
        cluster: Cluster = request.getfixturevalue("postgres")
        place = cluster.new_database()
    with RunningSandbox(Settings(clock=START, frozen=True, seed="1", database=place)) as running:
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
