"""Set options for a client or for one call, send keys, and look at the reply around a result."""

import asyncio
from collections.abc import Mapping
from typing import assert_type

import httpx2
from komoju import AsyncKomoju, Komoju, ParsedResponse, RawResponse
from komoju.models import KonbiniRequest, Payment, PaymentList, Token

DETAILS = KonbiniRequest(store="lawson")


def report(reply: RawResponse) -> str:
    """Tell about any reply, parsed or not."""
    assert_type(reply.status, int)
    assert_type(reply.headers, Mapping[str, str])
    assert_type(reply.content, bytes)
    assert_type(reply.elapsed, float)
    assert_type(reply.request_id, str | None)
    return f"HTTP {reply.status} after {reply.elapsed:.3f} s"


async def twin() -> Payment | None:
    """Do the same without blocking."""
    async with AsyncKomoju(timeout=5.0, extra_headers={"X-Shop": "1"}) as komoju:
        patient = komoju.with_options(timeout=30)
        assert_type(patient, AsyncKomoju)
        reply = await patient.tokens.with_raw_response.create(payment_details=DETAILS)
        assert_type(reply, ParsedResponse[Token])
        found = await komoju.payments.find(external_order_num="O-1")
        assert_type(found, Payment | None)
        return found


def main() -> None:
    with httpx2.Client() as mine, Komoju(http_client=mine, api_version="2025-01-28", max_retries=3) as komoju:
        impatient = komoju.with_options(timeout=2.5, max_retries=0, extra_headers={"X-Shop": "1"})
        assert_type(impatient, Komoju)
        payment = impatient.payments.create(
            amount=1000,
            currency="JPY",
            external_order_num="O-1",
            payment_details=DETAILS,
            idempotency_key="order-O-1",
            timeout=10,
            max_retries=1,
            extra_headers={"X-Till": "7"},
        )
        assert_type(payment, Payment)

        shown = komoju.payments.with_raw_response.show(payment.id)
        assert_type(shown, ParsedResponse[Payment])
        assert_type(shown.parsed, Payment)
        assert report(shown).startswith("HTTP 200")
        assert_type(komoju.payments.with_raw_response.list().parsed, PaymentList)
        assert_type(komoju.payments.list(per_page=1).total(), int)
        assert komoju.payments.find(external_order_num="O-2", timeout=5) is None
    assert asyncio.run(twin()) == payment


if __name__ == "__main__":
    main()
