"""One POST: the least of HTTP that a delivery needs, so that it can be cut off at any moment."""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_LINE = 1 << 16
LONGEST_REST = 1 << 16
REST_SECONDS = 1
"""How long the body of an answer may take before the connection is cut. `TimeoutError` is an `OSError`."""
KEPT_BYTES = 4096
KEPT_HEADERS = ("content-type", "content-length", "transfer-encoding", "location", "retry-after", "server", "date")
"""What of an answer's head helps to find out what went wrong; cookies and the like are nobody's business."""
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: [^\r\n]*)?\r?\n")
_HEADER = re.compile(rb"([A-Za-z-]+):[ \t]*([^\r\n]*?)[ \t]*\r?\n")
_LENGTH = re.compile(r"[0-9]{1,9}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r?\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    """Those of `KEPT_HEADERS`, in lower case; the last one of a name."""
    body: bytes = field(default=b"", repr=False)
    """The beginning, up to `KEPT_BYTES`."""

    @property
    def text(self) -> str:
        """The beginning of the body, readable."""
        body = self.body if "transfer-encoding" not in self.headers else _without_chunks(self.body)
        return body.decode("utf-8", "replace")


class PostError(Exception):
    """There was no answer; the message says why, and nothing of what was sent."""


async def post(url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
    """Send a body and return the answer. Redirects are not followed.

    Raises `PostError` when there is none within that many seconds.
    """
    try:
        return await _exchange(url, headers, body, seconds)
    except TimeoutError as error:
        raise PostError(f"no answer within {seconds:g} seconds") from error
    except ssl.SSLError as error:
        raise PostError(f"TLS failed: {error.reason or 'no reason given'}") from error
    except OSError as error:
        raise PostError(f"the connection failed: {error.strerror or 'no address answered'}") from error
    except ValueError as error:
        raise PostError("the answer is not HTTP, or the host has no proper name") from error


async def _exchange(url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> Answer:
    async with AsyncExitStack() as ended:
        async with asyncio.timeout(seconds):
            reader, writer = await _connect(url)
            ended.callback(writer.transport.abort)
            writer.write(_request(url, headers, body) + body)
            status, headers = await _head(reader)
        return Answer(status, headers, await _rest(reader, headers.get("content-length", "")))


async def _connect(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    is_tls = parts.scheme == "https"
    port = parts.port or (443 if is_tls else 80)
    return await asyncio.open_connection(parts.hostname, port, ssl=_trust() if is_tls else None, limit=LONGEST_LINE)


def _request(url: str, headers: Mapping[str, str], body: bytes) -> bytes:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    fixed = {"Host": parts.netloc, "Content-Length": str(len(body)), "Connection": "close"}
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {value}" for name, value in {**fixed, **headers}.items())]
    return "\r\n".join([*lines, "", ""]).encode()


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Read up to the body: the status, and the headers that are kept. Raises `PostError`."""
    while True:
        found = _STATUS_LINE.fullmatch(await _line(reader))
        if found is None:
            raise PostError("the answer is not HTTP")
        headers: dict[str, str] = {}
        while (line := await _line(reader)) not in {b"\r\n", b"\n"}:
            told = _HEADER.fullmatch(line)
            name = "" if told is None else told[1].decode().lower()
            if told is not None and name in KEPT_HEADERS:
                headers[name] = told[2].decode("utf-8", "replace")
        if not 100 <= int(found[1]) < 200:
            return int(found[1]), headers


async def _line(reader: asyncio.StreamReader) -> bytes:
    line = await reader.readline()
    if not line.endswith(b"\n"):
        raise PostError("the connection was closed before an answer came")
    return line


async def _rest(reader: asyncio.StreamReader, length: str) -> bytes:
    """Read the body away, so that its sender does not see a broken connection; gives the beginning of it.

    Whatever happens, the answer counts.
    """
    left = min(int(length), LONGEST_REST) if _LENGTH.fullmatch(length) else LONGEST_REST
    kept = b""
    with suppress(OSError):
        async with asyncio.timeout(REST_SECONDS):
            while left > 0 and (chunk := await reader.read(left)):
                left -= len(chunk)
                kept += chunk[: KEPT_BYTES - len(kept)]
    return kept


def _without_chunks(body: bytes) -> bytes:
    """Put the chunks of a body together, as far as they are there."""
    whole = b""
    while found := _CHUNK.match(body):
        size = int(found[1], 16)
        whole += body[found.end() : found.end() + size]
        body = body[found.end() + size :].removeprefix(b"\r").removeprefix(b"\n")
    return whole


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
