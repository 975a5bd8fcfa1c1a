"""Faults: what is to go wrong, in which calls and how often. They live in the database of a world."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from komoju_sandbox.calls import ok
from komoju_sandbox.errors import ApiError
from komoju_sandbox.fault_forms import EVERY, read_fault

if TYPE_CHECKING:
    from komoju_sandbox.calls import Call
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.refusals import Refusals
    from komoju_sandbox.state import State
    from komoju_sandbox.storage import Database

    Shown = list[JsonObject]

ADD = "INSERT INTO faults (id, operation, deed, times, used) VALUES (?, ?, ?, ?, 0)"
SHOWN = "SELECT id, operation, deed, times, used FROM faults"
WAITING = f"{SHOWN} WHERE (times IS NULL OR used < times) AND operation IN (?, ?) ORDER BY number"
COUNT_WAITING = "SELECT count(*) FROM faults WHERE times IS NULL OR used < times"
USE = "UPDATE faults SET used = used + 1 WHERE id = ? AND (times IS NULL OR used < times)"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong."""

    id: str
    operation: str
    """An operation of the document, or `EVERY`."""
    deed: JsonObject
    """What happens: `do`, and with it `code`, `seconds`, `bytes_per_second` or `probability`."""
    times: int | None
    """To how many calls it happens; null for as long as it is there."""
    used: int
    """To how many calls it has happened."""

    @property
    def do(self) -> str:
        """Tell what happens."""
        name: str = self.deed["do"]
        return name

    @property
    def code(self) -> str | None:
        """Tell which error is answered, if one is."""
        code: str | None = self.deed.get("code")
        return code

    @property
    def shown(self) -> JsonObject:
        """Show it as the control calls do, null for what it does not have."""
        said = {name: self.deed.get(name) for name in ("do", "code", "seconds", "bytes_per_second", "probability")}
        return {"id": self.id, "operation": self.operation, **said, "times": self.times, "used": self.used}


class Faults:
    """Keeps the faults of a world. Everything but `armed` is read and written inside a transaction."""

    def __init__(self, database: Database, state: State, refusals: Refusals, *, shared: bool) -> None:
        self._database = database
        self._state = state
        self._refusals = refusals
        self._shared = shared

    @property
    def armed(self) -> bool:
        """Tell whether a fault may be waiting: other processes do not say when they add one."""
        return self._shared or self._state.has_faults

    # Control calls

    def add(self, call: Call) -> Reply:
        """Let something go wrong from now on. Raises `missing_parameter` or `invalid_parameter`."""
        operation, deed, times = read_fault(self._refusals, call.body)
        fault_id = self._state.fault_draw.resource_id()
        while self._find(fault_id) is not None:
            fault_id = self._state.fault_draw.resource_id()
        self._database.execute(ADD, (fault_id, operation, json.dumps(deed), times))
        self._count()
        return ok(Fault(fault_id, operation, deed, times, 0).shown)

    def list(self, _: Call) -> Reply:
        """Show all faults, in the order in which they are used; those used up are still shown."""
        rows = self._database.execute(f"{SHOWN} ORDER BY number")
        return ok({"data": [_fault(row).shown for row in rows]})

    def waiting(self) -> Shown:
        """Show the faults that wait for their calls: `times` is how often they still happen."""
        rows = self._database.execute(f"{SHOWN} WHERE times IS NULL OR used < times ORDER BY number")
        faults = [_fault(row) for row in rows]
        return [{**f.shown, "times": None if f.times is None else f.times - f.used} for f in faults]

    def remove(self, call: Call) -> Reply:
        """Take a fault away and show what it was. Raises `not_found`."""
        fault = self._find(call.path["fault_id"])
        if fault is None:
            raise ApiError("not_found")
        self._database.execute("DELETE FROM faults WHERE id = ?", (fault.id,))
        self._count()
        return ok(fault.shown)

    def clear(self, _: Call) -> Reply:
        """Take all faults away."""
        self.forget()
        return ok({"data": []})

    # Calls to the API

    def pick(self, operation_id: str) -> Fault | None:
        """Choose what goes wrong with a call, and count it, unless it only goes wrong once a processor is asked."""
        for row in self._database.execute(WAITING, (operation_id, EVERY)).fetchall():
            fault = _fault(row)
            if self._befalls(fault, operation_id) and (self.is_refusal(fault) or self.use(fault)):
                return fault
        return None

    def is_refusal(self, fault: Fault) -> bool:
        """Tell whether the fault is that a processor refuses."""
        return fault.code is not None and self._refusals.is_processors(fault.code)

    def use(self, fault: Fault) -> bool:
        """Count one more call that it happens to; false when it is used up."""
        used = self._database.execute(USE, (fault.id,)).rowcount == 1
        self._count()
        return used

    def forget(self) -> None:
        """Forget every fault."""
        self._database.execute("DELETE FROM faults")
        self._count()

    def _befalls(self, fault: Fault, operation_id: str) -> bool:
        if fault.code is not None and not self._refusals.documented(operation_id, fault.code):
            return False
        probability = fault.deed.get("probability")
        return probability is None or self._state.fault_draw.happens(probability)

    def _find(self, fault_id: str) -> Fault | None:
        row = self._database.execute(f"{SHOWN} WHERE id = ?", (fault_id,)).fetchone()
        return None if row is None else _fault(row)

    def _count(self) -> None:
        self._state.faults = int(self._database.execute(COUNT_WAITING).fetchone()[0])


def _fault(row: tuple[str, str, str, int | None, int]) -> Fault:
    fault_id, operation, deed, times, used = row
    return Fault(fault_id, operation, json.loads(deed), times, used)
