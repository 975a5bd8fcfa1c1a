"""The database: kept over a restart, undone after a failure, refused when it is not one."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from komoju_sandbox.app import create_app
from komoju_sandbox.settings import Settings
from komoju_sandbox.storage import StoreError
from komoju_sandbox.storage.sqlite import open_memory, open_sqlite
from komoju_sandbox.store import Store


def test_a_file_keeps_payments_and_tokens_over_a_restart(open_shop: Any, tmp_path: Path) -> None:
    """Also what is still to expire, and what has been used."""
    path = tmp_path / "with a space.db"
    first = open_shop(database=str(path))
    payment = first.pay_with("konbini").body
    details = {"payment_details": {"type": "dospara", "user_no": "12345", "user_password": "password"}}
    used, fresh = (first.json("POST", "/tokens", details).body["id"] for _ in range(2))
    pay = {"amount": 1, "currency": "JPY"}
    assert first.json("POST", "/payments", {**pay, "payment_details": used}).status == 200
    first.app.state.worlds.close()

    second = open_shop(database=str(path))
    assert second.get(f"/payments/{payment['id']}").body == payment
    assert second.json("POST", "/payments", {**pay, "payment_details": used}).status == 422
    assert second.json("POST", "/payments", {**pay, "payment_details": fresh}).status == 200
    second.advance(days=4)
    assert second.get(f"/payments/{payment['id']}").body["status"] == "expired"


def test_a_seed_over_an_old_file_draws_no_id_twice(open_shop: Any, tmp_path: Path) -> None:
    """The same seed would; ids that are taken are passed over."""
    ids = [open_shop(database=str(tmp_path / "a.db")).pay_with("konbini").body["id"] for _ in range(3)]
    assert len(set(ids)) == 3
    tokens = {"payment_details": {"type": "konbini", "store": "lawson"}}
    assert (
        len({open_shop(database=str(tmp_path / "b.db")).json("POST", "/tokens", tokens).body["id"] for _ in range(3)})
        == 3
    )


def test_a_failure_undoes_the_whole_request(open_shop: Any, tmp_path: Path) -> None:
    """Here the payment cannot be written, so the token is not used up either."""
    path = tmp_path / "sandbox.db"
    merchant = open_shop(database=str(path))
    token = {"payment_details": {"type": "konbini", "store": "lawson"}}
    sent = {"amount": 1000, "currency": "JPY", "payment_details": merchant.json("POST", "/tokens", token).body["id"]}
    with sqlite3.connect(path) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON payments BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        merchant.json("POST", "/payments", sent)
    other.execute("DROP TRIGGER full")
    other.close()
    assert merchant.json("POST", "/payments", sent).status == 200


def damaged(path: Path) -> None:
    open_sqlite(path).connection.close()
    pages = bytearray(path.read_bytes())
    pages[4096:8192] = b"\xff" * 4096
    path.write_bytes(pages)


def foreign(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE payments (id)")
    other.close()


def newer(path: Path) -> None:
    open_sqlite(path).connection.close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()


@pytest.mark.parametrize(
    "spoil",
    [damaged, foreign, newer, lambda path: path.write_bytes(b"not a database" * 100), lambda path: path.mkdir()],
    ids=["damaged", "foreign", "newer", "text", "directory"],
)
def test_a_file_that_is_no_database_of_the_sandbox_is_refused(tmp_path: Path, spoil: Any) -> None:
    """With its name and what to do."""
    path = tmp_path / "spoilt.db"
    spoil(path)
    with pytest.raises(StoreError, match=r"spoilt\.db.*Name another file"):
        create_app(Settings(database=str(path)))


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    """SQLite alone would only say that it cannot open the file."""
    with pytest.raises(StoreError, match="there is no directory"):
        open_sqlite(tmp_path / "missing" / "sandbox.db")


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """As one made by `mktemp`."""
    path = tmp_path / "empty.db"
    path.touch()
    open_sqlite(path).connection.close()
    open_sqlite(path).connection.close()


def test_a_transaction_commits_or_undoes() -> None:
    """Whatever is raised in it."""
    database = open_memory()
    store = Store(database, lambda: None)
    now = datetime(2017, 1, 4, tzinfo=UTC)

    def put(token_id: str, details: Any) -> None:
        with database.transaction():
            store.put_token(token_id, now, {})
            store.put_token("kept", now, details)

    with database.transaction():
        store.put_token("kept", now, {"type": "konbini"})
    with pytest.raises(sqlite3.IntegrityError):
        put("lost", {})
    assert store.token("kept") == {"type": "konbini"}
    assert store.token("lost") is None
    database.connection.close()
