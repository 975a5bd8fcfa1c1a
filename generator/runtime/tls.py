"""The TLS context of the process. Making one reads all certificates, which costs more than the rest of a client."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl

__all__ = ["context"]


def context() -> ssl.SSLContext:
    """Return the context that `httpx2` makes: one for all, while the environment names the same certificates."""
    return _made_for(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _made_for(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context()
