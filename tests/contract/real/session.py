"""Tells every probe to the server and to two sandboxes of ours, and finds what differs."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from komoju_sandbox.settings import Settings
from komoju_sandbox.testing import RunningSandbox

from tests.contract.contract import DOCUMENT
from tests.contract.judge import Judge
from tests.contract.laws import Answer, Sent
from tests.contract.model import stamp
from tests.contract.raw import basic
from tests.contract.real.drift import Told
from tests.contract.real.line import Line, NoAnswerError
from tests.contract.real.probes import BUDGET, Probe, probes
from tests.contract.real.progress import Progress
from tests.contract.real.report import entry
from tests.contract.real.safety import CannotRunError
from tests.contract.real.story import NONE, PUBLISHABLE, SECRET, WRONG, WRONG_KEY, EndedError, Story
from tests.contract.real.verdict import Court
from tests.contract.target import Target
from tests.contract.watched import example

SEEDS = ("one", "two")
"""Two sandboxes that differ in what they draw, and in nothing else."""
GOOD_YEARS = 2
"""So many years ahead, cards are good."""


class Session:
    """One sitting of a run. A run may take several."""

    def __init__(self, target: Target, line: Line, progress: Progress, now: Callable[[], datetime]) -> None:
        self.target, self.line, self.progress, self._now = target, line, progress, now
        self.keys = {SECRET: target.secret_key, WRONG: WRONG_KEY, NONE: ""}
        if target.publishable_key:
            self.keys[PUBLISHABLE] = target.publishable_key
        self.probes = probes(self.keys)

    def resume(self) -> bool:
        """Take up an interrupted run of the same probes, if there is one."""
        if not self.progress.read() or self.progress.about["run"] != self._run:
            return False
        self.line.sent = self.progress.requests
        return self.progress.finished.keys() < self.probes.keys()

    @cached_property
    def _run(self) -> dict[str, Any]:
        """What a run is about: it cannot go on when this has changed."""
        contract = hashlib.sha256(DOCUMENT.read_bytes()).hexdigest()[:12]
        return {"server": self.target.base_url, "contract": contract, "probes": list(self.probes)}

    def begin(self) -> None:
        """Ask the server for its time, by a konbini payment that nobody will pay, and forget earlier runs."""
        self.line.sent = 0
        headers = {"authorization": basic(self.target.secret_key), "content-type": "application/json"}
        body = json.dumps(example("payments-konbini-lawson")).encode()
        try:
            answer = self._ask(Sent("POST", "/payments", "", headers, body))
            made = datetime.fromisoformat(answer.body["created_at"])
            ahead = made - self._now().replace(microsecond=0)
        except NoAnswerError as error:
            raise CannotRunError(f"{self.target.base_url} gave no answer ({error}).") from error
        except (LookupError, TypeError, ValueError) as error:
            raise CannotRunError(
                f"{self.target.base_url} does not speak this API: a documented payment was answered with "
                f"HTTP {answer.status} and no time of creation."
            ) from error
        seconds = int(ahead.total_seconds())
        self.progress.begin({"run": self._run, "begun": stamp(self._now()), "ahead": seconds, "requests": 1})

    def tell(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Tell the probes that have not been told, and give what came of each."""
        self.line.budget = BUDGET
        with ExitStack() as stack:
            ours = [stack.enter_context(RunningSandbox(Settings(seed=seed))) for seed in SEEDS]
            for name, probe in self.probes.items():
                if name not in self.progress.finished:
                    yield name, self._tell(name, probe, ours)

    def _tell(self, name: str, probe: Probe, ours: list[RunningSandbox]) -> dict[str, Any]:
        before, line = self.line.sent, {"unfinished": name}
        try:
            line = {"probe": name, **self._differences(probe, ours)}
        finally:
            line["requests"] = self.line.sent - before
            self.progress.add(line)
        return line

    def _differences(self, probe: Probe, ours: list[RunningSandbox]) -> dict[str, Any]:
        now = (self._now() + timedelta(seconds=self.progress.about["ahead"])).replace(microsecond=0)
        order = f"drift-{secrets.token_hex(4)}"
        theirs = _story(probe, Story(self._ask, self.keys, order, now.year + GOOD_YEARS))
        one, two = (_story(probe, _our_story(sandbox, order, now, self.keys)) for sandbox in ours)
        court = Court(Judge(ours[0].secret_key, ours[0].publishable_key, lambda: now), one, now)
        found: list[dict[str, Any]] = []
        for number, exchanges in enumerate(zip(theirs.exchanges, one.exchanges, two.exchanges, strict=False), 1):
            steps = zip(exchanges, (theirs, one, two), strict=True)
            found += [{"step": number, **entry(judged, exchanges[0], theirs)} for judged in court.judged(Told(*steps))]
        return {"untold": len(one.exchanges) - len(theirs.exchanges), "differences": found}

    def _ask(self, sent: Sent) -> Answer:
        """Ask the server. Raises `CannotRunError` when it does not know the key."""
        answer = self.line.send(sent)
        if answer.status == 401 and sent.headers.get("authorization") == basic(self.target.secret_key):
            raise CannotRunError(f"{self.target.base_url} refuses the key in KOMOJU_SECRET_KEY (HTTP 401).")
        return answer


def _our_story(sandbox: RunningSandbox, order: str, now: datetime, keys: dict[str, str]) -> Story:
    sandbox.reset()
    sandbox.set_clock(now)
    own = {**keys, SECRET: sandbox.secret_key, PUBLISHABLE: sandbox.publishable_key}
    return Story(Line(sandbox.base_url).send, own, order, now.year + GOOD_YEARS)


def _story(probe: Probe, story: Story) -> Story:
    with suppress(EndedError):
        probe(story)
    return story
