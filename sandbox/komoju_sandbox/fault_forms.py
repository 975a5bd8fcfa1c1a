"""How a fault is written in a control call, beyond what the document of the control calls can say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.refusals import Refusals

EVERY = "*"
"""Stands for every operation."""
ERROR = "error"
DELAY = "delay"
DELAY_AFTER = "delay_after"
CUT_BEFORE = "cut_before"
CUT_AFTER = "cut_after"
SLOW_BODY = "slow_body"
GARBAGE = "garbage"
MAINTENANCE = "maintenance"
MAINTENANCE_CODE = "service_unavailable"


def read_fault(refusals: Refusals, sent: JsonObject) -> tuple[str, JsonObject, int | None]:
    """Give the operation, what happens there, and how often; null for always.

    Raises `invalid_parameter` for an operation that there is not, and for a code that it does not document.
    """
    do, operation = sent["do"], sent["operation"]
    if operation != EVERY and operation not in refusals.operations:
        raise ApiError("invalid_parameter", "operation")
    if do == MAINTENANCE:
        return operation, {"do": do, "code": MAINTENANCE_CODE}, None
    if do == ERROR and not refusals.documented(operation, sent["code"]):
        raise ApiError("invalid_parameter", "code")
    times: int | None = sent.get("times", None if "probability" in sent else 1)
    deed: JsonObject = {"do": do}
    deed.update((name, sent[name]) for name in ("code", "bytes_per_second") if name in sent)
    deed.update((name, float(sent[name])) for name in ("seconds", "probability") if name in sent)
    return operation, deed, times
