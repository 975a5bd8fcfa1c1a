"""An asynchronous call gives its payment when it is awaited."""

from komoju import AsyncKomoju
from komoju.models import Payment


async def pay(komoju: AsyncKomoju) -> Payment:
    return komoju.payments.capture("7e8c55a54256ce23e387f2838c")  # refused: `await` is missing
