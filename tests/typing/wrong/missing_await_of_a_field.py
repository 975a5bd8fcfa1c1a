"""An asynchronous call has no fields before it is awaited."""

from komoju import AsyncKomoju


async def status(komoju: AsyncKomoju) -> str:
    return komoju.payments.show("7e8c55a54256ce23e387f2838c").status  # refused: `await` is missing
