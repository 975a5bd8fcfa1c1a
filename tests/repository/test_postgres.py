"""The PostgreSQL of the tests: private, empty for each test, and gone at the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import Cluster, running_cluster
from tests.values import ROOT

pytestmark = pytest.mark.postgres


def ask(url: str, question: str) -> object:
    """Ask a database one thing."""
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row and row[0]


@pytest.mark.parametrize("attempt", [1, 2])
def test_each_test_has_an_empty_database(postgres_url: str, attempt: int) -> None:
    assert ask(postgres_url, "SELECT count(*) FROM pg_tables WHERE tablename = 'left_behind'") == 0
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE left_behind ()")


def test_it_listens_on_no_port(postgres_url: str) -> None:
    """So it meets no other server, whatever runs on the machine."""
    assert ask(postgres_url, "SHOW listen_addresses") == ""


def test_a_durable_one_waits_for_the_disk_and_keeps_what_it_confirmed(durable_postgres: Cluster) -> None:
    """Also when it is stopped at once."""
    url = durable_postgres.new_database()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    durable_postgres.stop()
    durable_postgres.start()

    assert ask(url, "SELECT seven FROM kept") == 7
    assert ask(url, "SHOW fsync") == "on"


def test_it_is_gone_afterwards_even_when_a_test_fails() -> None:
    """Its files, and the server with every connection to it."""
    opened: list[psycopg.Connection] = []

    def fail() -> None:
        with running_cluster() as cluster:
            opened.append(psycopg.connect(cluster.new_database()))
            opened[0].execute("SELECT 1 / 0")

    with pytest.raises(psycopg.errors.DivisionByZero):
        fail()
    with opened[0] as connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    assert not Path(opened[0].info.host).exists()


RUN = """
import sys
from tests.postgres import running_cluster

with running_cluster() as cluster:
    print(cluster.new_database(), flush=True)
    sys.stdin.read()
"""


def test_it_is_gone_when_the_tests_are_killed() -> None:
    """With nobody left to stop it."""
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        opened = psycopg.connect(tests.stdout.readline().strip())
        tests.kill()
    with opened as connection, pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT pg_sleep(60)")


def test_what_the_server_says_of_a_failure_is_shown() -> None:
    with running_cluster() as cluster:
        cluster.new_database()
        cluster.stop()
        with pytest.raises(AssertionError, match="connection to server on socket"):
            cluster.new_database()
        cluster.start()
