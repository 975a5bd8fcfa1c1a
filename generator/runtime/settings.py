"""What a client is made with, checked before the first call."""

from __future__ import annotations

import base64
import os
import sys
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from .calls import checked_headers
from .errors import ConfigurationError
from .exchange import Failure, Policy
from .secrets import Sealed, Secret, seal
from .unset import Unset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx2

    from .calls import Options, Send
    from .errors import APIError

__all__ = ["Settings", "failure", "settings"]

_VERSION_HEADER = "x-komoju-api-version"


class Settings(NamedTuple):
    """Where the calls go, with which key, and how long and how often they may try."""

    base_url: str
    authorization: Sealed
    user_agent: str
    timeout: float
    policy: Policy
    extra_headers: Mapping[str, str]

    def __repr__(self) -> str:
        return f"<Settings {self.base_url}>"

    def changed(
        self,
        *,
        timeout: float | Unset,
        max_retries: int | Unset,
        extra_headers: Mapping[str, str] | Unset,
        api_version: str | Unset,
        server_honours_idempotency_keys: bool | Unset,
    ) -> Settings:
        """Return other settings, with what was given in the place of what was there. Headers are added."""
        _check_numbers(timeout, max_retries)
        policy = self.policy
        if not isinstance(max_retries, Unset):
            policy = policy._replace(max_retries=max_retries)
        if not isinstance(server_honours_idempotency_keys, Unset):
            policy = policy._replace(server_honours_idempotency_keys=server_honours_idempotency_keys)
        return self._replace(
            timeout=self.timeout if isinstance(timeout, Unset) else timeout,
            policy=policy,
            extra_headers={
                **self.extra_headers,
                **({} if isinstance(extra_headers, Unset) else checked_headers(extra_headers)),
                **({} if isinstance(api_version, Unset) else {_VERSION_HEADER: api_version}),
            },
        )

    def policy_for(self, options: Options) -> Policy:
        """Return the policy of one call."""
        if options.max_retries is None:
            return self.policy
        _check_numbers(self.timeout, options.max_retries)
        return self.policy._replace(max_retries=options.max_retries)

    def timeout_for(self, options: Options) -> float:
        """Return the timeout of one call, in seconds."""
        if options.timeout is None:
            return self.timeout
        _check_numbers(options.timeout, 0)
        return options.timeout

    def headers_for(self, send: Send, options: Options) -> Sealed:
        """Return all headers of one call, hidden because the key is among them."""
        import httpx2

        return Sealed(
            {
                "user-agent": f"{self.user_agent} httpx2/{httpx2.__version__}",
                "accept": "application/json",
                **self.extra_headers,
                **checked_headers(options.extra_headers),
                **send.headers,
                "authorization": self.authorization.value,
            }
        )


def settings(
    secret_key: str | Secret | Sealed | None,
    base_url: str | None,
    *,
    default_base_url: str,
    version: str,
    timeout: float,
    max_retries: int,
    extra_headers: Mapping[str, str] | None,
    api_version: str | None,
    server_honours_idempotency_keys: bool,
    error_classes: Callable[[], Mapping[str, type[APIError]]],
) -> Settings:
    """Take what was given, else the environment, else the document. Raise `ConfigurationError` when it cannot work."""
    key: Secret | Sealed | None = seal(os.environ.get("KOMOJU_SECRET_KEY") if secret_key is None else secret_key)
    if key is None:
        message = "There is no API key. Pass Komoju(secret_key=...) or set KOMOJU_SECRET_KEY"
        raise ConfigurationError(message)
    _check_numbers(timeout, max_retries)
    given = {} if api_version is None else {_VERSION_HEADER: api_version}
    return Settings(
        base_url=_checked_url(base_url or os.environ.get("KOMOJU_BASE_URL") or default_base_url, default_base_url),
        authorization=_authorization(key),
        user_agent=f"komoju-python/{version} python/{sys.version_info.major}.{sys.version_info.minor}",
        timeout=timeout,
        policy=Policy(max_retries, error_classes, server_honours_idempotency_keys),
        extra_headers={**checked_headers(extra_headers), **given},
    )


def failure(error: httpx2.RequestError) -> Failure:
    """Tell whether the request may have reached the server before the error."""
    import httpx2

    before = httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout | httpx2.UnsupportedProtocol
    sent = not isinstance(error, before | httpx2.ProxyError)
    _forget_frames(error)
    return Failure(error, sent=sent)


def _forget_frames(error: BaseException | None) -> None:
    """Drop the frames of an exception and of those behind it: the HTTP library's frames hold the body of the call."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _check_numbers(timeout: object, max_retries: object) -> None:
    if not isinstance(timeout, Unset) and (
        isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0
    ):
        message = f"timeout: expected seconds above 0, got {timeout!r}"
        raise ConfigurationError(message)
    if not isinstance(max_retries, Unset) and (
        isinstance(max_retries, bool) or not isinstance(max_retries, int) or max_retries < 0
    ):
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


def _authorization(key: Secret | Sealed) -> Sealed:
    """Return the header for a key. The message of the error never shows the key."""
    if not isinstance(key, Secret) or not _is_header_text(key.reveal()):
        message = "secret_key: expected plain ASCII characters without a colon and without blanks around them"
        raise ConfigurationError(message)
    return Sealed("Basic " + base64.b64encode(f"{key.reveal()}:".encode()).decode())


def _is_header_text(key: str) -> bool:
    plain = key.isascii() and key.isprintable() and key == key.strip()
    return plain and bool(key) and ":" not in key
