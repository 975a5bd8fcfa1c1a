# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The client. The blocking twin of this module is derived from it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Self

from ._runtime.async_http import AsyncHTTP, AsyncPool
from ._runtime.errors import ConfigurationError
from ._runtime.secrets import seal
from ._runtime.settings import Settings, settings
from ._runtime.unset import UNSET, Unset
from ._stamp import BASE_URL, VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    import httpx2

    from ._async_resources import (
        AsyncCustomers,
        AsyncEvents,
        AsyncPayments,
        AsyncTokens,
    )
    from .errors import APIError

__all__ = ["AsyncKomoju"]


def _error_classes() -> Mapping[str, type[APIError]]:
    from .errors import BY_CODE

    return BY_CODE


class AsyncKomoju:
    """The KOMOJU API, with one secret key. One client serves all threads.

    The key and the base URL come from the arguments, else from `KOMOJU_SECRET_KEY` and `KOMOJU_BASE_URL`; without
    either, the calls go to `https://sandbox.komoju.com/api/v1`. Every call is logged under the name `komoju`, without any secret.

    Args:
        secret_key: The merchant's secret key.
        base_url: Where the API lives, up to and with `/v1`.
        timeout: Seconds that each step of a call may take: to connect, to send, and to wait for the reply.
        max_retries: How many times a call may be sent again when its reply says that nothing was processed, or when it
            only reads. A declined card and a payment whose outcome is unknown are never sent again.
        extra_headers: Further headers for every call.
        api_version: The version of the service to ask for. Only later versions of the service know versions.
        server_honours_idempotency_keys: Say True only for a server that answers a key it has seen with the first
            reply. Then a call with an `idempotency_key` whose outcome is unknown is sent again, under the same key.
        transport: How the bytes travel, for tests, proxies and own certificates.
        http_client: Your own client, in place of a transport. It stays open when this client is closed.

    Raises:
        ConfigurationError: There is no key, or a value that cannot work.

    """

    def __init__(
        self,
        secret_key: str | None = None,
        *,
        base_url: str | None = None,
        timeout: float = 60.0,
        max_retries: int = 2,
        extra_headers: Mapping[str, str] | None = None,
        api_version: str | None = None,
        server_honours_idempotency_keys: bool = False,
        transport: httpx2.AsyncBaseTransport | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        secret_key = seal(secret_key)
        if transport is not None and http_client is not None:
            message = "Pass a transport or an http_client, not both"
            raise ConfigurationError(message)
        checked = settings(
            secret_key,
            base_url,
            default_base_url=BASE_URL,
            version=VERSION,
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            api_version=api_version,
            server_honours_idempotency_keys=server_honours_idempotency_keys,
            error_classes=_error_classes,
        )
        self._connect(AsyncHTTP(checked, AsyncPool(transport, http_client)))

    def _connect(self, http: AsyncHTTP) -> None:
        self._http: AsyncHTTP = http

    @cached_property
    def payments(self) -> AsyncPayments:
        """Take a payment, follow it, and give the money back."""
        from ._async_resources import AsyncPayments

        return AsyncPayments(self._http)

    @cached_property
    def tokens(self) -> AsyncTokens:
        """Exchange payment details for a token, so that a merchant's server never sees them."""
        from ._async_resources import AsyncTokens

        return AsyncTokens(self._http)

    @cached_property
    def customers(self) -> AsyncCustomers:
        """Store how somebody pays, and charge it again."""
        from ._async_resources import AsyncCustomers

        return AsyncCustomers(self._http)

    @cached_property
    def events(self) -> AsyncEvents:
        """Read again what webhooks were told."""
        from ._async_resources import AsyncEvents

        return AsyncEvents(self._http)

    @property
    def base_url(self) -> str:
        """Where the calls go."""
        return self._http.settings.base_url

    def with_options(
        self,
        *,
        timeout: float | Unset = UNSET,
        max_retries: int | Unset = UNSET,
        extra_headers: Mapping[str, str] | Unset = UNSET,
        api_version: str | Unset = UNSET,
        server_honours_idempotency_keys: bool | Unset = UNSET,
    ) -> Self:
        """Return a client that does some things in another way. Both share their connections; closing one closes them.

        What is left out stays as it is. Headers are added to those that are there.
        """
        changed: Settings = self._http.settings.changed(
            timeout=timeout,
            max_retries=max_retries,
            extra_headers=extra_headers,
            api_version=api_version,
            server_honours_idempotency_keys=server_honours_idempotency_keys,
        )
        other = type(self).__new__(type(self))
        other._connect(AsyncHTTP(changed, self._http.pool))
        return other

    async def close(self) -> None:
        """Close the connections. A later call opens new ones."""
        await self._http.pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncKomoju(base_url={self.base_url!r})"
