"""What a client is made with, checked before the first call."""

from __future__ import annotations

import base64
import os
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from .errors import ConfigurationError
from .exchange import Failure, Policy

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from .errors import APIError

__all__ = ["Settings", "failure", "settings"]


class Settings(NamedTuple):
    """Where the calls go, with which key, and how long and how often they may try."""

    base_url: str
    headers: Mapping[str, str]
    timeout: float
    policy: Policy

    def __repr__(self) -> str:
        return f"<Settings {self.base_url}>"

    def pool(self, transport: object) -> dict[str, Any]:
        """Return what a pool of connections is made with. It follows no redirect: money goes where it was sent."""
        return {
            "headers": dict(self.headers),
            "timeout": self.timeout,
            "transport": transport,
            "follow_redirects": False,
        }


def settings(
    secret_key: str | None,
    base_url: str | None,
    *,
    default_base_url: str,
    user_agent: str,
    timeout: float,
    max_retries: int,
    error_classes: Mapping[str, type[APIError]],
) -> Settings:
    """Take what was given, else the environment, else the document. Raise `ConfigurationError` when it cannot work."""
    key = os.environ.get("KOMOJU_SECRET_KEY") if secret_key is None else secret_key
    if key is None:
        message = "There is no API key. Pass Komoju(secret_key=...) or set KOMOJU_SECRET_KEY"
        raise ConfigurationError(message)
    _check_numbers(timeout, max_retries)
    return Settings(
        base_url=_checked_url(base_url or os.environ.get("KOMOJU_BASE_URL") or default_base_url, default_base_url),
        headers={
            "authorization": _authorization(key),
            "accept": "application/json",
            "user-agent": user_agent,
        },
        timeout=timeout,
        policy=Policy(max_retries, error_classes),
    )


def failure(error: httpx2.RequestError) -> Failure:
    """Tell whether the request may have reached the server before the error."""
    import httpx2

    before = httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout | httpx2.UnsupportedProtocol
    return Failure(sent=not isinstance(error, before | httpx2.ProxyError), error=error)


def _check_numbers(timeout: object, max_retries: object) -> None:
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        message = f"timeout: expected seconds above 0, got {timeout!r}"
        raise ConfigurationError(message)
    if isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0:
        message = f"max_retries: expected a whole number from 0, got {max_retries!r}"
        raise ConfigurationError(message)


def _checked_url(base_url: str, example: str) -> str:
    if not _is_url(base_url):
        message = f"base_url: expected a URL such as {example}, got {base_url!r}"
        raise ConfigurationError(message)
    return base_url.rstrip("/")


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    plain = not parts.query and not parts.fragment and parts.username is None
    return plain and parts.scheme in {"http", "https"} and bool(parts.hostname) and port != 0


def _authorization(key: str) -> str:
    """Return the header for a key. The message of the error never shows the key."""
    if not key or not key.isascii() or not key.isprintable() or ":" in key or key != key.strip():
        message = "secret_key: expected plain ASCII characters without a colon and without blanks around them"
        raise ConfigurationError(message)
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()
