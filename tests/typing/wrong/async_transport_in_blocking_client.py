"""A blocking client takes a blocking transport."""

import httpx2
from komoju import Komoju

Komoju("sk_test", transport=httpx2.AsyncHTTPTransport())  # refused: AsyncHTTPTransport
