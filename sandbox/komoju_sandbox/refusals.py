"""The documented errors of the operations, made for calls that do not deserve them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from komoju_sandbox.auth import CHALLENGE
from komoju_sandbox.errors import ApiError

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.openapi import Operation

PAYER = "payer"
"""The family of the codes with which a processor refuses."""
_PATH_PARAMETER = re.compile(r"{(\w+)}")


class Refusals:
    """What each operation can refuse with."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.operations = {operation.operation_id: operation for operation in contract.operations}
        self._codes = contract.error_catalog["codes"]

    def documented(self, operation_id: str, code: str) -> bool:
        """Tell whether an operation can answer with a code; of all of them together, whether one can."""
        if operation_id in self.operations:
            return code in self.operations[operation_id].errors
        return any(code in operation.errors for operation in self.operations.values())

    def is_processors(self, code: str) -> bool:
        """Tell whether it is a processor that refuses with the code, once it is asked."""
        return bool(self._codes[code]["family"] == PAYER)

    def make(self, operation_id: str, code: str) -> ApiError:
        """Make a refusal. Where its message names a parameter it is the operation's first one."""
        named = self._codes[code]["param"] == "name"
        param = _first_parameter(self.operations[operation_id]) if named else None
        words = {"provided": "unknown", "allowed": ", ".join(self.contract.request_types)}
        return ApiError(code, param, words=words, headers=CHALLENGE if code == "unauthorized" else None)


@cache
def refusals_of(contract: Contract) -> Refusals:
    """Read them once, however many worlds there are."""
    return Refusals(contract)


def _first_parameter(operation: Operation) -> str:
    in_path: list[str] = _PATH_PARAMETER.findall(operation.path)
    names: list[str] = [*operation.query["properties"], *operation.body["properties"], *in_path]
    return names[0]
