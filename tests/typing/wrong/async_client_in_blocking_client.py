"""A blocking client takes a blocking HTTP client."""

import httpx2
from komoju import Komoju

Komoju("sk_test", http_client=httpx2.AsyncClient())  # refused: AsyncClient
