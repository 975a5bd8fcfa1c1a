"""Plays scenarios through the Python client: `driver.py SCENARIO...`, one line of JSON about each.

`KOMOJU_SANDBOX` says where the sandbox is, and `KOMOJU_PLAYER` whose worlds these are.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import httpx2
from komoju import Komoju
from komoju.errors import APIError
from komoju.models import EventList, Payment, PaymentList, PrepaidContinuation, Token
from komoju.models.payment_details import PAYMENT_DETAILS_REQUEST

from tests.languages.ground import keys
from tests.languages.scenarios import Step, filled, steps_of, wrong


class Reply(Protocol):
    """What a call of the client gives."""

    @property
    def status(self) -> int: ...
    @property
    def parsed(self) -> Any: ...


CALLS: dict[str, Callable[..., Callable[..., Reply]]] = {
    "createPayment": lambda komoju: komoju.payments.with_raw_response.create,
    "listPayments": lambda komoju: komoju.payments.with_raw_response.list,
    "showPayment": lambda komoju: komoju.payments.with_raw_response.show,
    "updatePayment": lambda komoju: komoju.payments.with_raw_response.update,
    "capturePayment": lambda komoju: komoju.payments.with_raw_response.capture,
    "refundPayment": lambda komoju: komoju.payments.with_raw_response.refund,
    "cancelPayment": lambda komoju: komoju.payments.with_raw_response.cancel,
    "createRefundRequest": lambda komoju: komoju.payments.with_raw_response.request_refund,
    "createToken": lambda komoju: komoju.tokens.with_raw_response.create,
    "createCustomer": lambda komoju: komoju.customers.with_raw_response.create,
    "listCustomers": lambda komoju: komoju.customers.with_raw_response.list,
    "showCustomer": lambda komoju: komoju.customers.with_raw_response.show,
    "updateCustomer": lambda komoju: komoju.customers.with_raw_response.update,
    "deleteCustomer": lambda komoju: komoju.customers.with_raw_response.delete,
    "listEvents": lambda komoju: komoju.events.with_raw_response.list,
    "showEvent": lambda komoju: komoju.events.with_raw_response.show,
}


class Player:
    """One scenario, played in one world."""

    def __init__(self, origin: str, keys: dict[str, str]) -> None:
        self._origin = origin
        self._keys = keys
        self._saved: dict[str, Any] = {}

    def play(self, steps: list[Step]) -> str | None:
        """Play the steps up to the first that fails, and say what fails."""
        for number, step in enumerate(steps, 1):
            found = self._control(step["control"]) if "control" in step else self._call(step)
            if found:
                return f"step {number}, {step.get('call', 'control')}: {found}"
        return None

    def _call(self, step: Step) -> str | None:
        status, reply, types = self._answer(step)
        if "save" in step:
            self._saved[step["save"]] = reply
        return "; ".join(wrong(filled(step["expect"], self._saved), status, reply, types))

    def _answer(self, step: Step) -> tuple[int, Any, dict[str, str]]:
        parameters = filled(step.get("parameters", {}), self._saved)
        path = [value for name, value in parameters.items() if name.endswith("_id")]
        query = {name: _typed(name, value) for name, value in parameters.items() if not name.endswith("_id")}
        body = filled(step.get("body", {}), self._saved)
        if isinstance(body.get("payment_details"), dict):
            body["payment_details"] = _details(step["call"], body["payment_details"])
        with Komoju(self._keys[step.get("key", "secret")], base_url=f"{self._origin}/api/v1") as komoju:
            try:
                reply = CALLS[step["call"]](komoju)(*path, **query, **body)
            except APIError as error:
                return error.status, error.response.json(), {}
        return reply.status, reply.parsed.to_dict(), types_in(reply.parsed)

    def _control(self, call: dict[str, Any]) -> str | None:
        path = call["path"].format_map(filled(call.get("parameters", {}), self._saved))
        auth = (self._keys["secret"], "")
        reply = httpx2.request(call["method"], self._origin + path, json=call.get("body", {}), auth=auth)
        return None if reply.is_success else f"status {reply.status_code}: {reply.text}"


def types_in(reply: Any) -> dict[str, str]:
    """Tell by path as which schemas the unions of a reply were read."""
    match reply:
        case Payment() | Token():
            return {"payment_details": type(reply.payment_details).__name__}
        case PaymentList():
            return {
                f"data.{n}.payment_details": type(item.payment_details).__name__ for n, item in enumerate(reply.data)
            }
        case EventList():
            return {f"data.{number}": type(item).__name__ for number, item in enumerate(reply.data)}
        case _:
            return {"": type(reply).__name__}


def _details(call: str, details: dict[str, Any]) -> object:
    """Make the model that a typed program would make."""
    if call == "updatePayment":
        return PrepaidContinuation(**details)
    return PAYMENT_DETAILS_REQUEST.decode(details, "payment_details")


def _typed(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name.endswith("_time") else value


def main(paths: list[str]) -> None:
    """Play the scenarios of these files."""
    for path in map(Path, paths):
        player = Player(os.environ["KOMOJU_SANDBOX"], keys(os.environ["KOMOJU_PLAYER"], path.stem))
        said = {"scenario": path.stem, "failed": player.play(steps_of(path))}
        sys.stdout.write(f"{json.dumps(said, ensure_ascii=False)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
