"""One POST: the least of HTTP that a delivery needs, so that it can be cut off at any moment."""

from __future__ import annotations

import asyncio
import re
import ssl
from contextlib import AsyncExitStack, suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_LINE = 1 << 16
LONGEST_REST = 1 << 16
REST_SECONDS = 1
"""How long the body of an answer may take before the connection is cut. `TimeoutError` is an `OSError`."""
_STATUS_LINE = re.compile(rb"HTTP/1\.[01] ([1-9][0-9]{2})(?: [^\r\n]*)?\r?\n")
_LENGTH = re.compile(rb"content-length:[ \t]*([0-9]{1,9})[ \t]*\r?\n", re.IGNORECASE)


class PostError(Exception):
    """There was no answer; the message says why, and nothing of what was sent."""


async def post(url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> int:
    """Send a body and return the status of the answer. Redirects are not followed.

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


async def _exchange(url: str, headers: Mapping[str, str], body: bytes, seconds: float) -> int:
    async with AsyncExitStack() as ended:
        async with asyncio.timeout(seconds):
            reader, writer = await _connect(url)
            ended.callback(writer.transport.abort)
            writer.write(_request(url, headers, body) + body)
            status, length = await _head(reader)
        await _read_rest(reader, length)
    return status


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


async def _head(reader: asyncio.StreamReader) -> tuple[int, int | None]:
    """Read up to the body: the status, and the length of the body if it is told. Raises `PostError`."""
    while True:
        found = _STATUS_LINE.fullmatch(await _line(reader))
        if found is None:
            raise PostError("the answer is not HTTP")
        length: int | None = None
        while (line := await _line(reader)) not in {b"\r\n", b"\n"}:
            told = _LENGTH.fullmatch(line)
            length = int(told[1]) if told else length
        if not 100 <= int(found[1]) < 200:
            return int(found[1]), length


async def _line(reader: asyncio.StreamReader) -> bytes:
    line = await reader.readline()
    if not line.endswith(b"\n"):
        raise PostError("the connection was closed before an answer came")
    return line


async def _read_rest(reader: asyncio.StreamReader, length: int | None) -> None:
    """Read the body away, so that its sender does not see a broken connection. Whatever happens, the answer counts."""
    left = LONGEST_REST if length is None else min(length, LONGEST_REST)
    with suppress(OSError):
        async with asyncio.timeout(REST_SECONDS):
            while left > 0 and (chunk := await reader.read(left)):
                left -= len(chunk)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
