"""One contract for all storages: worlds by name, transactions, and copies of a world as it was."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from komoju_sandbox.storage import MAIN, Database, Storage, StoreError, open_storage
from komoju_sandbox.store import Store

NOW = datetime(2017, 1, 4, tzinfo=UTC)


@pytest.fixture
def storage(place: str | None) -> Iterator[Storage]:
    """Open an empty storage."""
    opened = open_storage(place)
    yield opened
    opened.close()


def begin(storage: Storage, world: str) -> Database:
    database = storage.open(world)
    put(database, "INSERT INTO world (version, ahead, drawn, drawn_events, payments) VALUES (1, 0, 0, 0, 0)")
    return database


def put(database: Database, statement: str, values: Any = ()) -> None:
    with database.transaction():
        database.execute(statement, values)


def token(database: Database, name: str) -> Any:
    with database.transaction():
        return Store(database, lambda: None).token(name)


def make_token(database: Database, name: str) -> None:
    with database.transaction():
        Store(database, lambda: None).put_token(name, NOW, {"type": name})


def numbers(database: Database) -> list[int]:
    with database.transaction():
        return [row[0] for row in database.execute("SELECT number FROM events ORDER BY number")]


def test_a_transaction_commits_or_undoes_all_of_it(storage: Storage) -> None:
    """Whatever is raised in it, and the next one works."""
    database = begin(storage, MAIN)
    make_token(database, "kept")

    def fail() -> None:
        with database.transaction():
            Store(database, lambda: None).put_token("lost", NOW, {})
            Store(database, lambda: None).spend_token("kept")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert token(database, "kept") == {"type": "kept"}
    assert token(database, "lost") is None


def test_worlds_do_not_meet(storage: Storage) -> None:
    """Each name is a world of its own, and opening it again gives the same one."""
    for name in (MAIN, "a1"):
        make_token(begin(storage, name), name)
    assert token(storage.open("a1"), "a1") == {"type": "a1"}
    assert token(storage.open(MAIN), "a1") is None
    assert sorted(storage.worlds()) == ["a1", MAIN]
    storage.remove("a1")
    assert storage.worlds() == [MAIN]
    assert token(begin(storage, "a1"), "a1") is None


def test_a_copy_brings_back_what_was(storage: Storage) -> None:
    """As often as wanted; rows are numbered on from there."""
    database = begin(storage, MAIN)
    make_token(database, "before")
    put(database, "INSERT INTO events (id, created, type, body, sources) VALUES ('e1', 1, 't', 'b', '')")
    storage.save(MAIN, "copy")
    for _ in range(2):
        make_token(database, "after")
        put(database, "INSERT INTO events (id, created, type, body, sources) VALUES ('e2', 1, 't', 'b', '')")
        with database.transaction():
            Store(database, lambda: None).spend_token("before")
        storage.restore(MAIN, "copy", MAIN)
        assert token(database, "before") == {"type": "before"}
        assert token(database, "after") is None
        assert numbers(database) == [1]
    put(database, "INSERT INTO events (id, created, type, body, sources) VALUES ('e3', 1, 't', 'b', '')")
    assert numbers(database) == [1, 2]


def test_a_copy_of_one_world_can_become_another(storage: Storage) -> None:
    """Which goes its own way from there."""
    first = begin(storage, MAIN)
    make_token(first, "shared")
    storage.save(MAIN, "copy")
    second = begin(storage, "a1")
    make_token(second, "forgotten")
    storage.restore(MAIN, "copy", "a1")
    assert token(second, "shared") == {"type": "shared"}
    assert token(second, "forgotten") is None
    make_token(second, "own")
    assert token(first, "own") is None


def test_copies_are_listed_replaced_and_dropped(storage: Storage) -> None:
    """By name and by world."""
    database = begin(storage, MAIN)
    begin(storage, "a1")
    for name in ("b", "a"):
        storage.save(MAIN, name)
    assert (storage.copies(MAIN), storage.copies("a1"), sorted(storage.worlds())) == (["a", "b"], [], ["a1", MAIN])
    make_token(database, "newer")
    storage.save(MAIN, "a")
    storage.restore(MAIN, "b", MAIN)
    assert token(database, "newer") is None
    storage.restore(MAIN, "a", MAIN)
    assert token(database, "newer") == {"type": "newer"}
    storage.forget(MAIN, "b")
    assert storage.copies(MAIN) == ["a"]
    for name in ("b", "never"):
        with pytest.raises(KeyError):
            storage.restore(MAIN, name, MAIN)
        with pytest.raises(KeyError):
            storage.forget(MAIN, name)


def test_what_was_kept_is_there_after_a_restart(lasting: str) -> None:
    """Worlds and copies."""
    first = open_storage(lasting)
    make_token(begin(first, MAIN), "main")
    make_token(begin(first, "a1"), "private")
    first.save("a1", "copy")
    first.close()
    second = open_storage(lasting)
    assert sorted(second.worlds()) == ["a1", MAIN]
    assert token(second.open(MAIN), "main") == {"type": "main"}
    assert token(second.open("a1"), "private") == {"type": "private"}
    assert second.copies("a1") == ["copy"]
    second.remove("a1")
    second.close()
    third = open_storage(lasting)
    assert (third.worlds(), third.copies("a1")) == ([MAIN], [])
    third.close()


@pytest.mark.postgres
def test_a_schema_of_another_version_is_refused(postgres_url: str) -> None:
    """By its name; so is one that was not made by a sandbox."""
    storage = open_storage(postgres_url)
    storage.open(MAIN)
    for comment in ("'99'", "NULL"):
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(f"COMMENT ON SCHEMA komoju_main IS {comment}".encode())
        with pytest.raises(StoreError, match=r"komoju_main.*not made by this version"):
            storage.open(MAIN)
    storage.close()


@pytest.mark.postgres
def test_a_lost_connection_is_opened_again(postgres_url: str) -> None:
    """The transaction that noticed it is lost, and nothing else."""
    storage = open_storage(postgres_url)
    database = begin(storage, MAIN)
    make_token(database, "before")
    with psycopg.connect(postgres_url, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'komoju-sandbox' AND datname = current_database()"
        )
    with pytest.raises(psycopg.Error):
        make_token(database, "lost")
    assert token(database, "before") == {"type": "before"}
    assert token(database, "lost") is None
    storage.close()


def test_a_database_that_cannot_be_reached_is_named_without_its_password() -> None:
    """The message says what to look at."""
    with pytest.raises(StoreError, match="Check that it runs") as caught:
        open_storage("postgresql://someone:hunter2@127.0.0.1:1/none")
    assert "hunter2" not in str(caught.value)


def test_a_file_in_the_place_of_a_world_is_refused(tmp_path: Any) -> None:
    """As a broken main file is."""
    (tmp_path / "a.sqlite.worlds").mkdir()
    (tmp_path / "a.sqlite.worlds" / "a1.sqlite").write_bytes(b"not a database" * 100)
    storage = open_storage(str(tmp_path / "a.sqlite"))
    with pytest.raises(StoreError, match=r"a1\.sqlite"):
        storage.open("a1")
    storage.close()


def test_a_busy_file_is_waited_for(tmp_path: Any) -> None:
    """Another process has it for a moment, as other workers do."""
    path = str(tmp_path / "a.sqlite")
    storage = open_storage(path)
    database = begin(storage, MAIN)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.05, other.execute, ["COMMIT"]).start()
    make_token(database, "waited")
    assert token(database, "waited") == {"type": "waited"}
    other.close()
    storage.close()
