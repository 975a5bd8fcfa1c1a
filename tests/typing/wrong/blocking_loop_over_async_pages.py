"""Asynchronous pages are followed with `async for`."""

from komoju import AsyncKomoju


async def ids(komoju: AsyncKomoju) -> list[str]:
    return [payment.id for payment in komoju.payments.list()]  # refused: `async for`
