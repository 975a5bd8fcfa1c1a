"""One call, as steps: send, perhaps pause, send again, and end with a reply or an exception.

Nothing here does any I/O. The two clients run the same steps, one blocking and one not, so that what is sent again and
what is not is decided in one place.
"""

from __future__ import annotations

import logging
import random
from time import time
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import APIError, ConnectionFailedError, KomojuError, OutcomeUnknownError, UnexpectedResponseError
from .replies import RawResponse, error_from_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

    from .calls import Call, Send

__all__ = ["Failure", "Pause", "Policy", "exchange"]

LOGGER = logging.getLogger("komoju")
_FIRST_PAUSE, _LONGEST_PAUSE, _LONGEST_RETRY_AFTER = 0.5, 8.0, 30.0
_FIRST_STILL_RUNS, _FAULT_OF_A_SERVER, _MAINTENANCE = 409, 500, 503


class Pause:
    """Step: wait so many seconds."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: float) -> None:
        self.seconds: float = seconds


class Failure:
    """There is no reply. `sent` tells whether the request may have reached the server."""

    __slots__ = ("error", "sent")

    def __init__(self, error: Exception, *, sent: bool) -> None:
        self.error: Exception = error
        self.sent: bool = sent


class Policy(NamedTuple):
    """What one client does for all its calls."""

    max_retries: int
    error_classes: Callable[[], Mapping[str, type[APIError]]]
    server_honours_idempotency_keys: bool = False
    jitter: Callable[[], float] = random.random


def exchange(call: Call, policy: Policy) -> Generator[Send | Pause, Any, RawResponse]:
    """Run one call. The caller performs each step and sends back what came of it.

    Once the outcome of an attempt is unknown, no later failure can say that nothing was processed.
    """
    attempt, uncertain = 1, False
    while True:
        outcome: RawResponse | Failure = yield call.send
        if LOGGER.isEnabledFor(logging.DEBUG):
            LOGGER.debug(
                "%s: %s %s, attempt %d: %s", call.id, call.send.method, call.send.path, attempt, _told(outcome)
            )
        if isinstance(outcome, RawResponse) and outcome.ok:
            return outcome
        error, again = _judge(call, outcome, policy)
        if uncertain and not isinstance(error, OutcomeUnknownError):
            error = _unknown(call, f"an attempt had no readable reply, and the last one failed ({error})", outcome)
        uncertain = uncertain or isinstance(error, OutcomeUnknownError) or _may_have_happened(call, error)
        if not again or attempt > policy.max_retries:
            if isinstance(outcome, Failure):
                raise error from outcome.error
            raise error
        seconds = _pause(attempt, outcome, policy)
        LOGGER.info("%s: %s; sent again in %.2f s", call.id, type(error).__name__, seconds)
        attempt += 1
        yield Pause(seconds)


def _judge(call: Call, outcome: RawResponse | Failure, policy: Policy) -> tuple[KomojuError, bool]:
    """Return the exception that the outcome stands for, and whether the call may be sent again."""
    reads = call.operation.reads
    keyed = call.idempotency_key is not None and policy.server_honours_idempotency_keys
    if isinstance(outcome, Failure):
        if reads or not outcome.sent:
            message = f"{call.operation.id}: no reply ({_name(outcome.error)}); nothing was processed"
            return ConnectionFailedError(message), True
        return _unknown(call, f"no reply ({_name(outcome.error)})", outcome), keyed
    error = error_from_reply(outcome, policy.error_classes())
    if isinstance(error, UnexpectedResponseError):
        if outcome.status >= _FAULT_OF_A_SERVER and not reads:
            return _unknown(call, str(error), outcome), keyed
        return error, reads and outcome.status == _MAINTENANCE
    rule: Literal["never", "reads", "always"] = error.retry
    if keyed and (outcome.status == _FIRST_STILL_RUNS or rule == "reads"):
        return error, True
    return error, rule == "always" or (rule == "reads" and reads)


def _may_have_happened(call: Call, error: KomojuError) -> bool:
    return isinstance(error, APIError) and error.outcome == "unknown" and not call.operation.reads


def _unknown(call: Call, why: str, outcome: RawResponse | Failure) -> OutcomeUnknownError:
    message = f"{call.operation.id}: {why}. The call may have been processed: look before you send it once more"
    return OutcomeUnknownError(
        message,
        operation=call.operation.id,
        external_order_num=call.external_order_num,
        idempotency_key=call.idempotency_key,
        response=outcome if isinstance(outcome, RawResponse) else None,
    )


def _pause(attempt: int, outcome: RawResponse | Failure, policy: Policy) -> float:
    """Return the seconds to wait: what `Retry-After` asks for within reason, or backoff with full jitter."""
    if isinstance(outcome, RawResponse):
        asked = _seconds_of(outcome.headers.get("retry-after", ""))
        if asked is not None:
            return min(asked, _LONGEST_RETRY_AFTER)
    longest: float = min(_FIRST_PAUSE * 2 ** (attempt - 1), _LONGEST_PAUSE)
    return policy.jitter() * longest


def _seconds_of(retry_after: str) -> float | None:
    """Read `Retry-After`: seconds, or a date. None when it is neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time())


def _told(outcome: RawResponse | Failure) -> str:
    if isinstance(outcome, Failure):
        return _name(outcome.error)
    given = f", request id {outcome.request_id}" if outcome.request_id else ""
    return f"HTTP {outcome.status} in {outcome.elapsed:.3f} s{given}"


def _name(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
