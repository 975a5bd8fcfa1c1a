# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""The client. The blocking twin of this module is derived from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from ._async_resources import (
    AsyncPayments,
    AsyncTokens,
)
from ._runtime.async_http import AsyncHTTP
from ._runtime.settings import settings
from ._stamp import BASE_URL, VERSION
from .errors import BY_CODE

if TYPE_CHECKING:
    from types import TracebackType

    import httpx2

__all__ = ["AsyncKomoju"]


class AsyncKomoju:
    """The KOMOJU API, with one secret key.

    The key and the base URL come from the arguments, else from `KOMOJU_SECRET_KEY` and `KOMOJU_BASE_URL`; without
    either, the calls go to `https://sandbox.komoju.com/api/v1`.

    Args:
        secret_key: The merchant's secret key.
        base_url: Where the API lives, up to and with `/v1`.
        timeout: Seconds that each step of a call may take: to connect, to send, and to wait for the reply.
        max_retries: How many times a call may be sent again when its reply says that nothing was processed, or when it
            only reads. A declined card and a payment whose outcome is unknown are never sent again.
        transport: How the bytes travel, for tests, proxies and own certificates.

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
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        checked = settings(
            secret_key,
            base_url,
            default_base_url=BASE_URL,
            user_agent=f"komoju-python/{VERSION}",
            timeout=timeout,
            max_retries=max_retries,
            error_classes=BY_CODE,
        )
        self._http = AsyncHTTP(checked, transport)
        self.payments = AsyncPayments(self._http)
        """Take a payment, follow it, and give the money back."""
        self.tokens = AsyncTokens(self._http)
        """Exchange payment details for a token, so that a merchant's server never sees them."""

    @property
    def base_url(self) -> str:
        """Where the calls go."""
        return self._http.base_url

    async def close(self) -> None:
        """Close the connections. A later call opens new ones."""
        await self._http.close()

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
