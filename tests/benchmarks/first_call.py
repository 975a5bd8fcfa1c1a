"""How many CPU seconds the first call of a program takes longer than its second, after `komoju.preload()`.

Run in a fresh interpreter, with `blocking` or `asyncio` and the base URL of a server.
"""

from __future__ import annotations

import sys
from time import process_time
from typing import Any

import komoju

KEY = "komoju-mart"


def main() -> None:
    """Make two calls and print the difference."""
    kind, url = sys.argv[1:]
    komoju.preload()
    first, second = _blocking(url) if kind == "blocking" else _asyncio(url)
    sys.stdout.write(f"{first - second}\n")


def _arguments() -> dict[str, Any]:
    details = komoju.models.KonbiniRequest(store="lawson", email="test@example.com", phone="090-1111-2222")
    return {"amount": 1000, "currency": "JPY", "payment_details": details}


def _blocking(url: str) -> list[float]:
    spent = []
    with komoju.Komoju(KEY, base_url=url) as client:
        for _ in range(2):
            before = process_time()
            client.payments.create(**_arguments())
            spent.append(process_time() - before)
    return spent


def _asyncio(url: str) -> list[float]:
    import asyncio

    async def calls() -> list[float]:
        spent = []
        async with komoju.AsyncKomoju(KEY, base_url=url) as client:
            for _ in range(2):
                before = process_time()
                await client.payments.create(**_arguments())
                spent.append(process_time() - before)
        return spent

    return asyncio.run(calls())


if __name__ == "__main__":
    main()
