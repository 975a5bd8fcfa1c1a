"""Receive events: check them, tell them apart, and add them up."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, assert_never, assert_type

from komoju import Komoju, webhooks
from komoju.errors import DecodeError, WebhookSignatureError
from komoju.models import Customer, CustomerEventType, KonbiniRequest, Payment, PaymentEventType, PaymentStatus, Payout
from komoju.webhooks import CustomerEvent, Event, PaymentEvent, PaymentState, PayoutEvent, PingEvent, UnknownEvent

SECRET = "a secret of two"


def receive(body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
    """Answer a delivery."""
    try:
        event = webhooks.verify(body, headers.get(webhooks.SIGNATURE_HEADER), SECRET)
    except WebhookSignatureError as error:
        return 400, str(error)
    except DecodeError as error:
        return 422, str(error)
    assert_type(event, Event)
    return 200, says(event)


def says(event: Event) -> str:
    """Tell what happened."""
    match event:
        case PaymentEvent(type="payment.captured", data=payment):
            assert_type(payment, Payment)
            return f"{payment.total} received"
        case PaymentEvent(type=kind):
            assert_type(kind, PaymentEventType | str)
            return kind
        case CustomerEvent(type=kind, data=customer):
            assert_type(kind, CustomerEventType | str)
            assert_type(customer, Customer)
            return f"{kind} {customer.id}"
        case PayoutEvent(data=payout):
            assert_type(payout, Payout)
            return f"{sum(item.receivable for item in payout.payout_items)} paid out"
        case PingEvent(data=data):
            assert_type(data, Mapping[str, Any])
            return "welcome"
        case UnknownEvent() as unknown:
            assert_type(unknown.type, str)
            return f"{unknown.type} is newer than this program"
        case _ as other:
            assert_never(other)


def where_they_stand(events: Iterable[Event]) -> dict[str, PaymentStatus | str]:
    """Fold events that came in any order."""
    states = webhooks.fold(events)
    assert_type(states, dict[str, PaymentState])
    for state in states.values():
        assert_type(state.payment, Payment)
        assert_type(state.final, bool)
        assert_type(state.conflict, tuple[str, ...])
        assert_type(state.events, tuple[PaymentEvent, ...])
        for event in state.events:
            assert_type(state.apply(event), PaymentState)
    return {payment_id: state.status for payment_id, state in states.items()}


def main() -> None:
    with Komoju() as komoju:
        payment = komoju.payments.create(amount=1000, currency="JPY", payment_details=KonbiniRequest(store="lawson"))
    delivery: dict[str, Any] = {
        "id": "2bwqmsx4b5s1r0y0p6l5dfsv8",
        "type": "payment.authorized",
        "resource": "event",
        "data": payment.to_dict(),
        "created_at": "2017-01-04T07:52:34Z",
    }
    body = json.dumps(delivery).encode()
    signature = webhooks.sign(body, SECRET)
    assert_type(signature, str)
    assert receive(body, {webhooks.SIGNATURE_HEADER: signature}) == (200, "payment.authorized")
    assert receive(body, {})[0] == 400
    events = [webhooks.verify(body, signature, SECRET)] * 2
    assert where_they_stand(events) == {payment.id: "authorized"}


if __name__ == "__main__":
    main()
