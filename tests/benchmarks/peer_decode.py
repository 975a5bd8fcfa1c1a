"""How long another client takes for a page. It runs in the peers' environment and takes the page from standard input.

Standard library only, but for the client itself. It prints CPU seconds and the ratio to `json.loads`, as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from importlib import import_module
from statistics import median

from tests.benchmarks.rounds import interleaved, ratio, repeated

Decoder = Callable[[bytes], object]


def _stripe() -> Decoder:
    """Wrap the page in stripe's objects. They know no models of this API and read no timestamps."""
    construct = import_module("stripe").ListObject.construct_from
    return lambda content: construct(json.loads(content), "sk")


def _stock() -> Decoder:
    read = import_module("stock_client.models.payment_list").PaymentList.from_dict
    return lambda content: read(json.loads(content))


def _openapi_generator() -> Decoder:
    read: Decoder = import_module("openapi_generator_client").PaymentList.from_json
    return read


DECODERS = {"stripe": _stripe, "stock": _stock, "openapi_generator": _openapi_generator}


def main() -> None:
    """Measure and print."""
    name, rounds, calls = sys.argv[1:]
    content = sys.stdin.buffer.read()
    decode = DECODERS[name]()
    cases = {"json": repeated(lambda: json.loads(content)), "peer": repeated(lambda: decode(content))}
    samples = interleaved(cases, int(rounds), int(calls))
    sys.stdout.write(json.dumps([median(samples["peer"]), ratio(samples["peer"], samples["json"])]))


if __name__ == "__main__":
    main()
