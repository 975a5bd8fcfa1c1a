"""Tells what an answer rests on beside the documentation, and refuses to guess where that is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from komoju_sandbox.errors import ApiError
from komoju_sandbox.trail import CHOICE

if TYPE_CHECKING:
    from komoju_sandbox.contract import Contract
    from komoju_sandbox.errors import Reply
    from komoju_sandbox.json_types import JsonObject
    from komoju_sandbox.trail import Trail

HEADER = "X-Komoju-Sandbox-Fidelity"
ANY = "any"
AUTHORITIES = ("choice", "later", "era")
"""From none to the second best: in this order the header names them."""


class Fidelity:
    """The choices of the document. `strict`: no answer may rest on one."""

    def __init__(self, contract: Contract, *, strict: bool) -> None:
        self.strict = strict
        self._choices: dict[str, JsonObject] = contract.choices
        self._places = {f"{CHOICE}{name}": place for place, name in enumerate(self._choices)}
        self._tags = {operation.operation_id: operation.tag for operation in contract.operations}

    def refusal(self, trail: Trail) -> ApiError | None:
        """Refuse, in the documented envelope, when the answer would be a guess and none is wanted.

        422: the call was understood, and nothing was done.
        """
        if not (self.strict and trail.choices):
            return None
        guesses = self.in_order(trail.choices)
        questions = " ".join(self._choices[guess.removeprefix(CHOICE)]["question"] for guess in guesses)
        named = ", ".join(guesses)
        message = f"This sandbox is told not to guess, and the documentation does not say ({named}): {questions}"
        return ApiError("unprocessable_entity", message=message, headers={HEADER: named})

    def mark(self, reply: Reply, trail: Trail) -> Reply:
        """Have the answer say what it rests on."""
        sources = trail.sources
        if not sources:
            return reply
        return replace(reply, headers={**reply.headers, HEADER: ", ".join(self.in_order(sources))})

    def in_order(self, sources: set[str]) -> list[str]:
        """List sources: choices as the document has them, then what later versions show, then what the era does."""
        return sorted(sources, key=self._place)

    def rules(self, met: set[str]) -> list[JsonObject]:
        """List every choice, with the operations that it touches and whether one of them has met it."""
        return [
            {
                "name": name,
                "question": choice["question"],
                "choice": choice["choice"],
                "reason": choice["reason"],
                "authority": "choice",
                "operations": self.touched(name),
                "beside": choice.get("beside"),
                "met": name in met,
            }
            for name, choice in self._choices.items()
        ]

    def touched(self, name: str) -> list[str]:
        """List the operations whose answers can rest on the choice."""
        touches: list[str] = self._choices[name].get("touches", [])
        return [operation for operation, tag in self._tags.items() if not {operation, tag, ANY}.isdisjoint(touches)]

    def _place(self, source: str) -> tuple[int, int, str]:
        authority = source.partition(":")[0]
        return AUTHORITIES.index(authority), self._places.get(source, 0), source
