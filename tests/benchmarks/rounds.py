"""CPU time of functions, taken in turns, so that what else the machine does falls on all of them alike.

Standard library only: the peers' environment imports it too.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import partial
from statistics import median
from time import process_time

Batch = Callable[[int], object]
"""Makes so many calls, one after the other."""
Samples = dict[str, list[float]]
"""CPU seconds of one call, round by round."""


def repeated(function: Callable[[], object]) -> Batch:
    """Make a batch of a plain function."""

    def batch(calls: int) -> None:
        for _ in range(calls):
            function()

    return batch


def interleaved(cases: Mapping[str, Batch], rounds: int, calls: int) -> Samples:
    """Run every case in every round, each round beginning with another one. The first, uncounted round warms up."""
    for batch in cases.values():
        batch(1)
    gc.collect()
    gc.freeze()  # What the benchmark itself has loaded is no part of what a collection costs a program.
    try:
        return in_turns({name: partial(_seconds, batch, calls) for name, batch in cases.items()}, rounds)
    finally:
        gc.unfreeze()


def in_turns(measures: Mapping[str, Callable[[], float]], rounds: int) -> Samples:
    """Take every measure in every round, each round beginning with another one."""
    samples: Samples = {name: [] for name in measures}
    for number in range(rounds):
        for name in _rotated(list(measures), number):
            samples[name].append(measures[name]())
    return samples


def ratio(of: list[float], to: list[float]) -> float:
    """Return the median, over the rounds, of how many times longer one took than the other."""
    return median(one / other for one, other in zip(of, to, strict=True) if other > 0)


def _seconds(batch: Batch, calls: int) -> float:
    before = process_time()
    batch(calls)
    return (process_time() - before) / calls


def _rotated(names: list[str], by: int) -> list[str]:
    start = by % len(names)
    return names[start:] + names[:start]
