"""How a test's calls travel to a sandbox."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from komoju_sandbox.json_types import JsonObject

CALL_SECONDS = 60


class Answer(NamedTuple):
    """A reply."""

    status: int
    headers: dict[str, str]
    """Names in lower case."""
    content: bytes

    def json(self) -> JsonObject:
        """Read the body. Raises `ValueError` when it is no JSON."""
        body: JsonObject = json.loads(self.content)
        return body


class Line(Protocol):
    """How calls travel."""

    base_url: str

    def send(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send a request to that path of the server. Raises `OSError` when there is none."""
        ...


class HttpLine:
    """Calls travel to a server, each over a connection of its own."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def send(self, method: str, path: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send a request to that path of the server. Raises `OSError` when nobody answers."""
        url = urlsplit(self.base_url)
        kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
        connection = kind(url.netloc, timeout=CALL_SECONDS)
        try:
            connection.request(method, path, content or None, dict(headers))
            response = connection.getresponse()
            read = response.read()
        except HTTPException as error:
            raise OSError(f"{url.netloc} does not speak HTTP: {error!r}") from error
        finally:
            connection.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, read)
