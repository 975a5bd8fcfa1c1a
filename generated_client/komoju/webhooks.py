# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Events that KOMOJU sends, checked and read; and what they add up to.

    from komoju import webhooks

    event = webhooks.verify(request.body, request.headers.get(webhooks.SIGNATURE_HEADER), secret)
    match event:
        case webhooks.PaymentEvent(type="payment.captured", data=payment):
            ...
        case _:
            pass

Answer 200 to every event, those of unknown types too. Events may come twice, late, or out of order: `PaymentState`
adds them up so that none of this matters. A signature holds no time, so a delivery that somebody has recorded can be
sent again; it adds nothing then. Nothing here needs a client or a key of the API.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, final

from ._lifecycle import LIFE_CYCLE, NOTED
from ._runtime.errors import WebhookSignatureError
from ._runtime.reducer import Seen, State
from ._runtime.secrets import Secret
from ._runtime.webhooks import signed, verified
from .models.event import (
    EVENT,
    CustomerEvent,
    Event,
    PaymentEvent,
    PayoutEvent,
    PingEvent,
    UnknownEvent,
)
from .models.payment import Payment, PaymentStatus

__all__ = [
    "EVENT_HEADER",
    "ID_HEADER",
    "SIGNATURE_HEADER",
    "CustomerEvent",
    "Event",
    "PaymentEvent",
    "PaymentState",
    "PayoutEvent",
    "PingEvent",
    "UnknownEvent",
    "WebhookSignatureError",
    "fold",
    "sign",
    "verify",
]

ID_HEADER: Final = "X-Komoju-ID"
"""The id of this delivery.

A delivery that is tried again keeps it, so a receiver can tell that it has seen it.

Source: era: webhook headers
"""
SIGNATURE_HEADER: Final = "X-Komoju-Signature"
"""Proof that the body comes from KOMOJU: the HMAC-SHA256 of the raw body, keyed with the webhook's
secret token, in lower-case hexadecimal digits.

Compare it in constant time, before the body is parsed.

Source: era: webhook headers
"""
EVENT_HEADER: Final = "X-Komoju-Event"
"""The type of the event, the same as `type` in the body.

Source: era: webhook headers
"""


def verify(payload: bytes, signature: str | None, secret: str | Secret) -> Event:
    """Check that a delivery comes from KOMOJU, and give its event.

    The signature is compared in constant time, before anything is parsed. An event of a known type keeps whatever else
    it holds, and one of an unknown type is an `UnknownEvent`. A field that cannot be read is an error when it is asked
    for, not here.

    Args:
        payload: The raw body of the request, as bytes, exactly as it arrived.
        signature: The value of the header that `SIGNATURE_HEADER` names; None when there is no such header.
        secret: The webhook's secret token, as it stands in KOMOJU's console.

    Raises:
        WebhookSignatureError: The signature is missing or not that of the payload, or the secret is empty.
        DecodeError: The signature is right, but the payload is not a JSON object with a `type`.
        TypeError: The payload is not bytes, such as a text or a parsed object.

    """
    found = verified(payload, signature, secret, EVENT)
    # A traceback may show local variables.
    del payload, signature, secret
    if isinstance(found, Exception):
        raise found
    return found


def sign(payload: bytes, secret: str | Secret) -> str:
    """Give the signature that KOMOJU would send with a payload, for tests of a receiver.

    Args:
        payload: The raw body of the request, as bytes.
        secret: The webhook's secret token.

    Raises:
        WebhookSignatureError: The secret is empty.
        TypeError: The payload is not bytes.

    """
    found = signed(payload, secret)
    # A traceback may show local variables.
    del payload, secret
    if isinstance(found, Exception):
        raise found
    return found


@final
class PaymentState(State[PaymentEvent]):
    """Where one payment stands, by the events that have arrived so far.

    The same events give the same state in any order and however often each of them arrives. A payment never moves
    backwards along the life cycle of the contract: whatever comes late, a captured payment does not become authorized
    again. Of events in one status, that with more money given back counts, then that with more refunds, then that with
    a time of capture, then that with more prepaid cards, then the later one, in the same second a change of notes, and
    then the greater id. The same order decides between statuses that the life cycle does not put one after the other,
    be it a conflict or a status that nobody has heard of.

        state = PaymentState(event) if state is None else state.apply(event)

    To keep a state, keep its `events`: `PaymentState(*state.events) == state`.
    """

    __slots__ = ()
    _life_cycle = LIFE_CYCLE

    @property
    def payment(self) -> Payment:
        """The payment as the furthest event describes it: always as the service once sent it, never a mixture."""
        return self._ahead().data

    @property
    def status(self) -> PaymentStatus | str:
        """The furthest status."""
        return self.payment.status

    @staticmethod
    def _seen(event: PaymentEvent) -> Seen:
        payment = event.data
        noted = event.type == NOTED
        return Seen(payment.id, payment.status, event.created_at, noted, event.id, payment.data_)


def fold(events: Iterable[Event]) -> dict[str, PaymentState]:
    """Add up the events of many payments: the state of each one by its id.

    Events that are not about a payment are passed over.

    Raises:
        DecodeError: An event lacks its id, its time, or the id or the status of its payment.

    """
    states: dict[str, PaymentState] = {}
    for event in events:
        if isinstance(event, PaymentEvent):
            state = states.get(event.data.id)
            states[event.data.id] = PaymentState(event) if state is None else state.apply(event)
    return states
