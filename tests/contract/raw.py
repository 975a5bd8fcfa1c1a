"""Requests as bytes, past the client."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

from tests.contract.laws import Answer
from tests.contract.wire import FORM, JSON

SECONDS = 30


def basic(key: str) -> str:
    """Give the value of the Authorization header for a key."""
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


class Caller:
    """Calls a server as its merchant does."""

    def __init__(self, base_url: str, key: str) -> None:
        url = urlsplit(base_url)
        self.host, self.port, self.base_path = str(url.hostname), int(url.port or 80), url.path
        self.authorization = basic(key)

    def call(
        self,
        method: str,
        path: str,
        content: bytes = b"",
        content_type: str | None = FORM,
        headers: Mapping[str, str | None] | None = None,
    ) -> Answer:
        """Send bytes. A header that is null is left out."""
        chosen = {"Authorization": self.authorization, "Content-Type": content_type, **(headers or {})}
        given = {name: value for name, value in chosen.items() if value is not None}
        connection = HTTPConnection(self.host, self.port, timeout=SECONDS)
        try:
            connection.request(method, self.base_path + path, content or None, given)
            return _answer(connection.getresponse())
        finally:
            connection.close()

    def json(self, method: str, path: str, body: Any) -> Answer:
        """Send a value as JSON."""
        return self.call(method, path, json.dumps(body, ensure_ascii=False).encode(), JSON)

    def bytes(self, *parts: bytes) -> Answer:
        """Send the bytes of a whole HTTP request as they are, and end the sending."""
        with socket.create_connection((self.host, self.port), timeout=SECONDS) as connection:
            for part in parts:
                connection.sendall(part)
            response = HTTPResponse(connection)
            response.begin()
            return _answer(response)

    def head(self, method: str, path: str, *lines: str) -> bytes:
        """Give the head of an HTTP request."""
        first = f"{method} {self.base_path}{path} HTTP/1.1"
        fixed = [f"Host: {self.host}:{self.port}", f"Authorization: {self.authorization}", "Connection: close"]
        return "\r\n".join([first, *fixed, *lines, "", ""]).encode()


def _answer(response: HTTPResponse) -> Answer:
    headers = {name.lower(): value for name, value in response.getheaders()}
    return Answer(response.status, headers, response.read())
