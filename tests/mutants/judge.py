"""Tells whether a project finds a fault: it is built, and its suite runs, in a scratch copy with the fault in it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.faults import Fault
from tests.mutants.project import Project, ProjectError, Run, Stage

GENERATOR = "generator"
HANGS = "hangs"
"""What is written in the place of a test when the suite did not end in time."""
SOME_FAILED, NOT_LOADED, MISUSED = 1, 2, 4
"""How pytest ends when something is wrong with the project, and when it was asked for what there is not."""
_RULE = re.compile(r"^\S+:\d+: ([a-z0-9-]+): ", re.MULTILINE)
_TRIES = 2
"""A race is not lost each time."""


@dataclass(frozen=True)
class Verdict:
    """What became of a fault."""

    by: str | None
    """What found it: the id of a test, or the generator and its rule. Null when nothing did."""
    seconds: int
    """How long that took, alone and with the start of its program; 0 when that was not measured."""


class Judge:
    """Judges faults, each in a copy of its own of a project that is known to be sound."""

    def __init__(self, project: Project, place: Path) -> None:
        """Copy the project into an empty folder. Raises `ProjectError`."""
        self._project = project
        self._place = place.resolve()
        self._sound = self._place / "sound"
        self._sound.mkdir()
        project.copy_to(self._sound)

    # The project as it is

    def demand_build(self) -> None:
        """Raise `ProjectError` when the project cannot be built."""
        if self._project.build and not self._project.generate(self._sound).passed:
            raise ProjectError("the generator refuses the contract as it is: no fault can be judged")

    def demand_tests(self, tests: Iterable[str]) -> set[str]:
        """Run tests on the sound copy, and give those that there are. Raises `ProjectError` when one fails."""
        left = sorted(set(tests))
        while left:
            run = self._project.test(self._sound, *left)
            gone = {test for test in left if run.status == MISUSED and _is_not_there(test, run.output)}
            if not gone:
                _demand(run)
                break
            left = [test for test in left if test not in gone]
        return set(left)

    def stages(self, rooms: Iterable[str]) -> list[Stage]:
        """List the parts of the suite, each once."""
        return list(dict.fromkeys(stage for room in sorted(rooms) for stage in self._project.stages[room]))

    def demand_stage(self, stage: Stage) -> None:
        """Run a part of the suite on the sound copy. Raises `ProjectError` when it fails."""
        _demand(self._project.test(self._sound, *stage.arguments))

    # The project with a fault

    def by_test(self, fault: Fault, test: str) -> Verdict | None:
        """Ask the test, or the generator, that has found the fault before; null when it finds nothing now."""
        with self._copy(fault) as tree:
            refused = self._built(fault, tree)
            if refused or test.startswith(GENERATOR):
                return refused
            for _ in range(_TRIES):
                run = self._project.test(tree, test)
                if _has_failed(run):
                    return _verdict(run, test)
        return None

    def by_suite(self, fault: Fault) -> Verdict:
        """Ask the whole suite, part by part."""
        with self._copy(fault) as tree:
            found = self._built(fault, tree)
            near = self._project.near(tree, (fault.theme, Path(fault.file).stem))
            for stage in (near, *self._project.stages[fault.room]):
                found = found or (self._by_stage(fault, tree, stage) if stage.arguments else None)
        return found or Verdict(None, 0)

    def _by_stage(self, fault: Fault, tree: Path, stage: Stage) -> Verdict | None:
        """Let a test of the stage find the fault, and find it again alone: one that cannot does not count."""
        for _ in range(_TRIES):
            run = self._project.test(tree, *stage.arguments)
            if not _has_failed(run):
                return None
            if not run.witnesses:
                return _verdict(run, HANGS if run.status is None else stage.name)
            for test in (run.witnesses[0], run.witnesses[0].partition("::")[0]):
                alone = self._project.test(tree, test)
                if _has_failed(alone):
                    return _verdict(alone, test)
        return None

    def _built(self, fault: Fault, tree: Path) -> Verdict | None:
        """Build what follows from a document with a fault: who regenerates has no drift that could tell."""
        if fault.room != "document" or not self._project.build:
            return None
        run = self._project.generate(tree)
        if run.passed:
            return None
        rule = _RULE.search(run.output)
        return _verdict(run, f"{GENERATOR}: {rule[1]}" if rule else GENERATOR)

    @contextmanager
    def _copy(self, fault: Fault) -> Iterator[Path]:
        """Put the fault into a copy of the sound project, what has been compiled included.

        The files are shared: whoever changes one puts a new one in its place.
        """
        with TemporaryDirectory(prefix=f"{fault.name}-", dir=self._place, ignore_cleanup_errors=True) as folder:
            tree = Path(folder) / "project"
            shutil.copytree(self._sound, tree, symlinks=True, copy_function=os.link)
            fault.put_into(tree)
            yield tree


def _has_failed(run: Run) -> bool:
    """Tell whether the suite objects. Raises `ProjectError` when it could not be asked."""
    if run.passed:
        return False
    if run.status not in {None, SOME_FAILED, NOT_LOADED}:
        message = f"pytest could not run:\n{run.output[-2000:]}"
        raise ProjectError(message)
    return True


def _demand(run: Run) -> None:
    if _has_failed(run):
        message = f"{run.witnesses} fails without any fault, so it can tell nothing\n{run.output[-2000:]}"
        raise ProjectError(message)


def _is_not_there(test: str, said: str) -> bool:
    return any(line.endswith(test) for line in said.splitlines() if "not found: " in line)


def _verdict(run: Run, by: str) -> Verdict:
    return Verdict(by, max(round(run.seconds), 1))
