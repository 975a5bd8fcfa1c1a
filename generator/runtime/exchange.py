"""One call, as steps: send, perhaps pause, send again, and end with a reply or an exception.

Nothing here does any I/O. The two clients run the same steps, one blocking and one not, so that what is sent again and
what is not is decided in one place.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import APIError, ConnectionFailedError, KomojuError, OutcomeUnknownError, UnexpectedResponseError
from .forms import encode_body, encode_query
from .replies import RawResponse, error_from_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from .model import Model

__all__ = ["Call", "Failure", "Operation", "Pause", "Policy", "Send", "exchange", "prepare"]

_FIRST_PAUSE, _LONGEST_PAUSE, _LONGEST_RETRY_AFTER = 0.5, 8.0, 30.0
_FAULT_OF_A_SERVER = 500
_MAINTENANCE = 503


class Operation(NamedTuple):
    """An operation of the document."""

    id: str
    method: str
    path: str

    @property
    def reads(self) -> bool:
        """Whether the operation only reads, so that sending it twice is the same as sending it once."""
        return self.method == "GET"


class Send(NamedTuple):
    """Step: send this and come back with a `RawResponse` or a `Failure`."""

    method: str
    path: str
    headers: Mapping[str, str]
    content: bytes | None


class Pause(NamedTuple):
    """Step: wait so many seconds."""

    seconds: float


class Failure(NamedTuple):
    """There is no reply. `sent` tells whether the request may have reached the server."""

    sent: bool
    error: Exception


class Call(NamedTuple):
    """A call that is ready to be sent, as often as it may be."""

    operation: Operation
    send: Send
    external_order_num: str | None


class Policy(NamedTuple):
    """What one client does for all its calls."""

    max_retries: int
    error_classes: Mapping[str, type[APIError]]
    jitter: Callable[[], float] = random.random


def prepare(
    operation: Operation,
    *,
    path_values: Mapping[str, object] | None = None,
    query: Model | None = None,
    body: Model | None = None,
) -> Call:
    """Write a call down as it goes over the wire. Raise `ValueError` when a path value would lead elsewhere."""
    path = operation.path
    for name, value in (path_values or {}).items():
        path = path.replace(f"{{{name}}}", _segment(name, value))
    sent_query = query.to_dict() if query is not None else {}
    if sent_query:
        path = f"{path}?{encode_query(sent_query)}"
    sent_body = body.to_dict() if body is not None else {}
    headers: dict[str, str] = {}
    content: bytes | None = None
    if sent_body:
        headers["content-type"], content = encode_body(sent_body)
    order = sent_body.get("external_order_num")
    return Call(operation, Send(operation.method, path, headers, content), order if isinstance(order, str) else None)


def exchange(call: Call, policy: Policy) -> Generator[Send | Pause, Any, RawResponse]:
    """Run one call. The caller performs each step and sends back what came of it."""
    attempt = 0
    while True:
        outcome: RawResponse | Failure = yield call.send
        if isinstance(outcome, RawResponse) and outcome.ok:
            return outcome
        error, again = _judge(call, outcome, policy)
        if not again or attempt >= policy.max_retries:
            if isinstance(outcome, Failure):
                raise error from outcome.error
            raise error
        attempt += 1
        yield Pause(_pause(attempt, outcome, policy))


def _judge(call: Call, outcome: RawResponse | Failure, policy: Policy) -> tuple[KomojuError, bool]:
    """Return the exception that the outcome stands for, and whether the call may be sent again."""
    reads = call.operation.reads
    if isinstance(outcome, Failure):
        if reads or not outcome.sent:
            message = f"{call.operation.id}: no reply ({_name(outcome.error)}); nothing was processed"
            return ConnectionFailedError(message), True
        return _unknown(call, f"no reply ({_name(outcome.error)})", None), False
    error = error_from_reply(outcome, policy.error_classes)
    if isinstance(error, UnexpectedResponseError):
        if outcome.status >= _FAULT_OF_A_SERVER and not reads:
            return _unknown(call, str(error), outcome), False
        return error, reads and outcome.status == _MAINTENANCE
    rule: Literal["never", "reads", "always"] = error.retry
    return error, rule == "always" or (rule == "reads" and reads)


def _unknown(call: Call, why: str, response: RawResponse | None) -> OutcomeUnknownError:
    message = (
        f"{call.operation.id}: {why}. The call may have been processed and was not sent again; "
        "look the payment up before you send it once more"
    )
    return OutcomeUnknownError(
        message, operation=call.operation.id, external_order_num=call.external_order_num, response=response
    )


def _pause(attempt: int, outcome: RawResponse | Failure, policy: Policy) -> float:
    """Return the seconds to wait: what `Retry-After` asks for within reason, or backoff with full jitter."""
    if isinstance(outcome, RawResponse):
        asked = outcome.headers.get("retry-after", "")
        if asked.isascii() and asked.isdigit():
            return min(float(asked), _LONGEST_RETRY_AFTER)
    longest: float = min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE)
    return policy.jitter() * longest


def _segment(name: str, value: object) -> str:
    from urllib.parse import quote

    if not isinstance(value, str):
        message = f"{name}: expected a text, got {value!r} ({type(value).__name__})"
        raise TypeError(message)
    if value in {"", ".", ".."}:
        message = f"{name}: {value!r} is not an id"
        raise ValueError(message)
    return quote(value, safe="")


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
