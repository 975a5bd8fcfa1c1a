"""The asynchronous client is closed with `async with`."""

from komoju import AsyncKomoju

with AsyncKomoju() as komoju:  # refused: `async with`
    pass
