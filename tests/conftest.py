"""What all rooms share: how hypothesis runs, and what the machine brings."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.contract.effort import load_profile
from tests.needs import Needs
from tests.postgres import Cluster, running_cluster

pytest_plugins = ["pytester"]
load_profile()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Start one worker more than there are cores: many tests wait for a browser or a process. More than four waste."""
    return min(4, 1 + (os.cpu_count() or 1))


def pytest_configure(config: pytest.Config) -> None:
    """Leave out what cannot run on this machine, and say so."""
    config.pluginmanager.register(Needs())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """Run one PostgreSQL for all tests of a run. It is quick, because it does not wait for the disk."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: Cluster) -> str:
    """Give an empty PostgreSQL database of this test's own."""
    return postgres.new_database()


@pytest.fixture
def durable_postgres() -> Iterator[Cluster]:
    """Run a PostgreSQL that loses nothing when it is stopped at once, for tests that do so."""
    with running_cluster(durable=True) as cluster:
        yield cluster
