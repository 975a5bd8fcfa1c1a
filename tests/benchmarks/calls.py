"""`payments.create` against a server on this machine, beside the same call by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any
from urllib.parse import urlencode

import httpx2
from komoju import AsyncKomoju, Komoju
from komoju.models import KonbiniRequest

from tests.benchmarks.page import one_of_each_type
from tests.benchmarks.rounds import Batch, Samples, interleaved, ratio, repeated
from tests.benchmarks.stub import stub
from tests.benchmarks.table import Bar, Row, Section

HAND, BYTES = "httpx2 by hand: data=, auth=, .json()", "httpx2, the bytes made before"
KOMOJU = "komoju, payments.create"
BAR = Bar("<= 1.15", 1.15)
KEY, TIMEOUT = "komoju-mart", 60.0
FORM = {
    "amount": "1000",
    "currency": "JPY",
    "external_order_num": "123",
    "metadata[foobar]": "hoge",
    "payment_details[type]": "konbini",
    "payment_details[store]": "lawson",
    "payment_details[email]": "test@example.com",
    "payment_details[phone]": "090-1111-2222",
}
PREPARED: dict[str, Any] = {
    "content": urlencode(FORM).encode(),
    "headers": {
        "accept": "application/json",
        "authorization": "Basic a29tb2p1LW1hcnQ6",
        "content-type": "application/x-www-form-urlencoded",
    },
}


def sections(rounds: int, calls: int) -> list[Section]:
    """Measure the blocking client and the asynchronous one."""
    body = json.dumps(one_of_each_type()["konbini"]).encode()
    with stub(body) as url:
        found = [("blocking", _blocking(url, rounds, calls)), ("asyncio", _asynchronous(url, rounds, calls))]
    return [Section(f"A payment over loopback, {name} (1 = httpx2 by hand)", _rows(spent)) for name, spent in found]


def _rows(samples: Samples) -> list[Row]:
    base = samples[HAND]
    return [
        Row(name, median(spent), ratio(spent, base), BAR if name == KOMOJU else None) for name, spent in samples.items()
    ]


def _arguments() -> dict[str, Any]:
    details = KonbiniRequest(store="lawson", email="test@example.com", phone="090-1111-2222")
    return {
        "amount": 1000,
        "currency": "JPY",
        "external_order_num": "123",
        "metadata": {"foobar": "hoge"},
        "payment_details": details,
    }


def _blocking(url: str, rounds: int, calls: int) -> Samples:
    place = f"{url}/payments"
    with (
        httpx2.Client(timeout=TIMEOUT) as first,
        httpx2.Client(timeout=TIMEOUT) as second,
        Komoju(KEY, base_url=url, timeout=TIMEOUT) as komoju,
    ):
        cases = {
            HAND: repeated(lambda: first.post(place, data=FORM, auth=(KEY, "")).json()),
            BYTES: repeated(lambda: second.post(place, **PREPARED).json()),
            KOMOJU: repeated(lambda: komoju.payments.create(**_arguments())),
        }
        return interleaved(cases, rounds, calls)


def _asynchronous(url: str, rounds: int, calls: int) -> Samples:
    place = f"{url}/payments"
    first, second = httpx2.AsyncClient(timeout=TIMEOUT), httpx2.AsyncClient(timeout=TIMEOUT)
    komoju = AsyncKomoju(KEY, base_url=url, timeout=TIMEOUT)

    async def by_hand() -> object:
        return (await first.post(place, data=FORM, auth=(KEY, ""))).json()

    async def made_before() -> object:
        return (await second.post(place, **PREPARED)).json()

    async def create() -> object:
        return await komoju.payments.create(**_arguments())

    async def close() -> None:
        for open_one in (first, second):
            await open_one.aclose()
        await komoju.close()

    with asyncio.Runner() as runner:
        functions = {HAND: by_hand, BYTES: made_before, KOMOJU: create}
        cases = {name: _awaited(runner, function) for name, function in functions.items()}
        try:
            return interleaved(cases, rounds, calls)
        finally:
            runner.run(close())


def _awaited(runner: asyncio.Runner, function: Callable[[], Awaitable[object]]) -> Batch:
    """Make a batch of an asynchronous function: one run of the loop for all its calls."""

    async def batch(calls: int) -> None:
        for _ in range(calls):
            await function()

    return lambda calls: runner.run(batch(calls))
