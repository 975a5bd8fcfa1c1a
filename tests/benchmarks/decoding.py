"""A page of a hundred mixed payments, from bytes to objects and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from operator import attrgetter
from statistics import median
from typing import Any

from komoju.models import PaymentList

from tests.benchmarks.installing import NoPeerError, Tell
from tests.benchmarks.page import page
from tests.benchmarks.peers import Peer, decoded
from tests.benchmarks.rounds import interleaved, ratio, repeated
from tests.benchmarks.table import Bar, Row, Section
from tests.benchmarks.tagged import model
from tests.values import document

LOADS, KOMOJU, READ = "json.loads", "komoju", "komoju, and every field read"
PYDANTIC, PYDANTIC_READ = "pydantic v2, tagged union", "pydantic v2, and every field read"
DUMPS, TO_DICT, DUMP = "json.dumps", "komoju, to_dict()", "pydantic v2, model_dump()"


def sections(rounds: int, calls: int, peers: Sequence[Peer], tell: Tell) -> list[Section]:
    """Measure both ways. `peers` decode the same page in interpreters of their own."""
    content = page()
    found = _from_bytes(content, rounds, calls)
    for peer in peers:
        tell(f"Decoding pages with {peer.name} ...")
        try:
            found.rows.append(Row(peer.name, *decoded(peer, content, rounds, calls)))
        except NoPeerError as error:
            found.rows.append(Row(str(error)))
    return [found, _to_objects(content, rounds, calls)]


def _from_bytes(content: bytes, rounds: int, calls: int) -> Section:
    read, tagged = reader(), model("PaymentList")

    def komoju() -> Any:
        found = PaymentList.view(json.loads(content))
        return found, found.data

    samples = interleaved(
        {
            LOADS: repeated(lambda: json.loads(content)),
            KOMOJU: repeated(komoju),
            READ: repeated(lambda: read(PaymentList.view(json.loads(content)))),
            PYDANTIC: repeated(lambda: tagged.model_validate(json.loads(content))),
            PYDANTIC_READ: repeated(lambda: read(tagged.model_validate(json.loads(content)))),
        },
        rounds,
        calls,
    )
    # Two bars in one: 1.6 times json.loads, and below pydantic.
    lowest = min(1.6, ratio(samples[PYDANTIC], samples[LOADS]))
    bars = {KOMOJU: Bar("<= 1.6", lowest)}
    rows = [Row(name, median(spent), ratio(spent, samples[LOADS]), bars.get(name)) for name, spent in samples.items()]
    return Section(f"Decode 100 mixed payments, {len(content) // 1000} kB (1 = json.loads)", rows)


def _to_objects(content: bytes, rounds: int, calls: int) -> Section:
    data = json.loads(content)
    viewed, validated = PaymentList.view(data), model("PaymentList").model_validate(data)
    samples = interleaved(
        {
            DUMPS: repeated(lambda: json.dumps(data)),
            TO_DICT: repeated(viewed.to_dict),
            DUMP: repeated(validated.model_dump),
        },
        rounds,
        calls,
    )
    bars = {TO_DICT: Bar("<= 1.0", 1.0)}
    rows = [Row(name, median(spent), ratio(spent, samples[DUMPS]), bars.get(name)) for name, spent in samples.items()]
    return Section("Back to plain objects (1 = json.dumps)", rows)


def reader() -> Callable[[Any], None]:
    """Make a function that reads every field of a page, those of nested objects too, as a program would."""
    fields = _getter("PaymentList"), _getter("Payment")
    refund_fields, card_fields = _getter("Refund"), _getter("PrepaidCard")
    mapping = document()["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"]
    details_fields = {tag: _getter(place.rpartition("/")[2]) for tag, place in mapping.items()}

    def read(found: Any) -> None:
        fields[0](found)
        for payment in found.data:
            fields[1](payment)
            details = payment.payment_details
            details_fields[details.type](details)
            for card in getattr(details, "prepaid_cards", ()):
                card_fields(card)
            for refund in payment.refunds:
                refund_fields(refund)

    return read


def _getter(name: str) -> Callable[[Any], object]:
    return attrgetter(*document()["components"]["schemas"][name]["properties"])
