"""A hunt for many faults: first with the tests that have found them before, then with the whole suite."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed

from tests.mutants.faults import Fault
from tests.mutants.judge import GENERATOR, HANGS, Judge, Verdict

Tell = Callable[[Fault, Verdict], None]


def hunt(judge: Judge, faults: list[Fault], known: Mapping[str, Verdict], jobs: int, tell: Tell) -> dict[str, Verdict]:
    """Judge the faults, some at a time, and tell of each one. Raises `ProjectError`, and scores nothing then.

    The test that has found a fault before is asked first. It counts only if it finds it again, and only if it passes
    without the fault; otherwise the whole suite is asked.
    """
    judge.demand_build()
    tests = {fault.name: known[fault.name].by for fault in faults if fault.name in known}
    asked = {name: by for name, by in tests.items() if by not in {None, HANGS}}
    there = judge.demand_tests(by for by in asked.values() if by and not by.startswith(GENERATOR))
    first = {name: by for name, by in asked.items() if by and (by in there or by.startswith(GENERATOR))}

    verdicts: dict[str, Verdict] = {}
    pool = ThreadPoolExecutor(jobs)
    try:
        known_ones = [fault for fault in faults if fault.name in first]
        waiting = {pool.submit(judge.by_test, fault, first[fault.name]): fault for fault in known_ones}
        for done in as_completed(waiting):
            verdict = done.result()
            if verdict:
                verdicts[waiting[done].name] = verdict
                tell(waiting[done], verdict)

        left = [fault for fault in faults if fault.name not in verdicts]
        list(pool.map(judge.demand_stage, judge.stages({fault.room for fault in left})))
        asked_all = {pool.submit(judge.by_suite, fault): fault for fault in left}
        for judged in as_completed(asked_all):
            fault = asked_all[judged]
            verdicts[fault.name] = judged.result()
            tell(fault, verdicts[fault.name])
    finally:
        pool.shutdown(cancel_futures=True)
    return verdicts
