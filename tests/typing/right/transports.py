"""Bring an own transport: to record, to add a proxy or a certificate, to answer without a network."""

import asyncio
import json
from typing import assert_type

import httpx2
from komoju import AsyncKomoju, Komoju
from komoju.models import Payment

REPLY = {"id": "7e8c55a54256ce23e387f2838c", "resource": "payment", "status": "captured", "total": 1080}


class Recorder(httpx2.BaseTransport):
    """Answers every request with one reply, and keeps the paths."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self.paths.append(request.url.path)
        return httpx2.Response(200, content=json.dumps(REPLY).encode())


def answer(request: httpx2.Request) -> httpx2.Response:
    """Answer without a network."""
    return httpx2.Response(200, json=REPLY, request=request)


async def twin() -> Payment:
    async with AsyncKomoju("sk_test", transport=httpx2.MockTransport(answer)) as komoju:
        return await komoju.payments.show("7e8c55a54256ce23e387f2838c")


def main() -> None:
    recorder = Recorder()
    with Komoju("sk_test", base_url="https://example.com/api/v1", transport=recorder) as komoju:
        assert_type(komoju, Komoju)
        assert_type(komoju.base_url, str)
        payment = komoju.payments.show("7e8c55a54256ce23e387f2838c")
    assert_type(payment.total, int)
    assert recorder.paths == ["/api/v1/payments/7e8c55a54256ce23e387f2838c"]
    assert asyncio.run(twin()) == payment
    direct = Komoju("sk_test", transport=httpx2.HTTPTransport(retries=0, http2=False))
    direct.close()


if __name__ == "__main__":
    main()
