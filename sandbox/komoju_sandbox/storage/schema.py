"""The tables of a world, in SQL that SQLite and PostgreSQL share. The two differ in the names of number types only."""

from __future__ import annotations

VERSION = 6
"""Grows with every change of the tables: a database of another version is refused."""

TABLES = {
    "world": """
        version {integer} NOT NULL,
        frozen_at {integer},
        ahead {integer} NOT NULL,
        saved_at {integer},
        drawn {integer} NOT NULL,
        drawn_events {integer} NOT NULL,
        drawn_faults {integer} NOT NULL DEFAULT 0,
        faults {integer} NOT NULL DEFAULT 0,
        payments {integer} NOT NULL
    """,
    "payments": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        created {integer} NOT NULL,
        expires_after {integer},
        status TEXT NOT NULL,
        currency TEXT NOT NULL,
        external_order_num TEXT,
        body TEXT NOT NULL
    """,
    "tokens": """
        id TEXT PRIMARY KEY,
        created {integer} NOT NULL,
        details TEXT NOT NULL
    """,
    "customers": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        created {integer} NOT NULL,
        body TEXT NOT NULL,
        details TEXT
    """,
    "refund_requests": """
        id TEXT PRIMARY KEY,
        payment TEXT NOT NULL,
        amount {integer} NOT NULL
    """,
    "replies": """
        caller TEXT NOT NULL,
        key TEXT NOT NULL,
        created {integer} NOT NULL,
        request TEXT NOT NULL,
        status {integer} NOT NULL,
        body TEXT NOT NULL,
        sources TEXT NOT NULL,
        PRIMARY KEY (key, caller)
    """,
    "grounds": """
        subject TEXT NOT NULL,
        source TEXT NOT NULL,
        PRIMARY KEY (subject, source)
    """,
    "requests": """
        number {number},
        at {integer} NOT NULL,
        method TEXT NOT NULL,
        path TEXT NOT NULL,
        operation TEXT,
        status {integer},
        code TEXT,
        fault TEXT,
        content_type TEXT,
        choices TEXT NOT NULL,
        body TEXT
    """,
    "met": """
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (kind, name)
    """,
    "webhooks": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        created {integer} NOT NULL,
        url TEXT NOT NULL,
        secret TEXT NOT NULL,
        events TEXT NOT NULL,
        mischief TEXT NOT NULL
    """,
    "events": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        created {integer} NOT NULL,
        type TEXT NOT NULL,
        resource TEXT,
        body TEXT NOT NULL,
        sources TEXT NOT NULL
    """,
    "deliveries": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        webhook TEXT NOT NULL,
        event TEXT NOT NULL,
        status TEXT NOT NULL,
        tries {integer} NOT NULL,
        due {integer},
        rank {integer} NOT NULL,
        held TEXT NOT NULL,
        taken TEXT,
        overtaken TEXT
    """,
    "attempts": """
        number {number},
        delivery TEXT NOT NULL,
        sent {integer} NOT NULL,
        milliseconds {integer} NOT NULL,
        status {integer},
        error TEXT,
        mischief TEXT NOT NULL,
        request TEXT NOT NULL,
        altered TEXT,
        response TEXT NOT NULL
    """,
    "faults": """
        number {number},
        id TEXT NOT NULL UNIQUE,
        operation TEXT NOT NULL,
        deed TEXT NOT NULL,
        times {integer},
        used {integer} NOT NULL
    """,
    "scenarios": """
        operation TEXT NOT NULL,
        entries TEXT NOT NULL,
        taken {integer} NOT NULL,
        PRIMARY KEY (operation, entries)
    """,
}

INDEXES = {
    "payments_newest": "payments (created, number)",
    "payments_due": "payments (expires_after) WHERE expires_after IS NOT NULL",
    "payments_order": "payments (external_order_num) WHERE external_order_num IS NOT NULL",
    "tokens_due": "tokens (created)",
    "customers_newest": "customers (created, number)",
    "refund_requests_of": "refund_requests (payment)",
    "replies_due": "replies (created)",
    "events_of": "events (resource, number)",
    "deliveries_waiting": "deliveries (webhook, due, rank, number) WHERE due IS NOT NULL",
    "deliveries_due": "deliveries (due) WHERE due IS NOT NULL",
    "deliveries_done": "deliveries (number) WHERE due IS NULL",
    "attempts_of": "attempts (delivery)",
}


def statements(*, number: str, integer: str) -> list[str]:
    """Write what makes an empty world, with the database's own types for a row's number and for an integer."""
    tables = [
        f"CREATE TABLE {name} ({columns.format(number=number, integer=integer)})" for name, columns in TABLES.items()
    ]
    indexes = [f"CREATE INDEX {name} ON {place}" for name, place in INDEXES.items()]
    return [*tables, *indexes]
