"""Headers are text."""

from komoju import Komoju

Komoju("sk_test", extra_headers={"X-Shop": 1})  # refused: a number
