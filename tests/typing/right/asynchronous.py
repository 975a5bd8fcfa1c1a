"""The same with `async`: every call is awaited, and gives what its blocking twin gives."""

import asyncio
from typing import assert_type

from komoju import AsyncKomoju, KomojuError
from komoju.models import CreditCardRequest, Konbini, KonbiniRequest, Payment, PaymentList, Token

CARD = CreditCardRequest(number="4111111111111111", month=1, year=2038, given_name="Taro", family_name="Yamada")


async def pay_at_the_till(komoju: AsyncKomoju, order: str) -> str:
    """Give the number that the payer shows at the till."""
    payment = await komoju.payments.create(
        amount=1000, currency="JPY", external_order_num=order, payment_details=KonbiniRequest(store="seven-eleven")
    )
    assert_type(payment, Payment)
    match payment.payment_details:
        case Konbini(receipt=receipt):
            assert_type(receipt, str)
            return receipt
        case other:
            message = f"not a konbini payment: {other}"
            raise KomojuError(message)


async def pay_by_token(komoju: AsyncKomoju) -> Payment:
    """Give the captured payment."""
    token = await komoju.tokens.create(payment_details=CARD)
    assert_type(token, Token)
    reserved = await komoju.payments.create(amount=500, currency="JPY", capture=False, payment_details=token.id)
    captured = await komoju.payments.capture(reserved.id, timeout=5)
    assert_type(captured, Payment)
    return await komoju.payments.show(captured.id)


async def main() -> None:
    async with AsyncKomoju(timeout=10, max_retries=0) as komoju:
        assert_type(komoju, AsyncKomoju)
        receipts = await asyncio.gather(*(pay_at_the_till(komoju, f"A-{number}") for number in range(3)))
        assert_type(receipts, list[str])
        payment = await pay_by_token(komoju)
        assert payment.status == "captured"
        found = [payment async for payment in komoju.payments.list(per_page=2)]
        assert_type(found, list[Payment])
        assert len(found) == len(receipts) + 1
        async for page in komoju.payments.list(per_page=3).pages():
            assert_type(page, PaymentList)
        first = await komoju.payments.list().first_page()
        assert_type(first, PaymentList)
        await komoju.payments.refund(payment.id, amount=100)


if __name__ == "__main__":
    asyncio.run(main())
