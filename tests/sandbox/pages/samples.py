"""A desk with one of everything on it."""

from __future__ import annotations

from typing import Any

from tests.sandbox.pages.conftest import FakeDesk, example

DELIVERY = {
    "id": "d" * 25,
    "webhook": "w" * 25,
    "event": "e" * 25,
    "type": "payment.expired",
    "status": "failed",
    "next_attempt_at": None,
    "attempts": [
        {"sent_at": "2017-01-04T07:53:00Z", "status": 500, "error": None},
        {"sent_at": "2017-01-04T07:54:00Z", "status": None, "error": "connection refused"},
    ],
}
WEBHOOK = {
    "id": "w" * 25,
    "url": "http://127.0.0.1:9000/hooks",
    "events": ["payment.captured", "payment.expired"],
    "created_at": "2017-01-04T07:52:34Z",
}
REQUEST = {
    "number": 7,
    "at": "2017-01-04T07:52:35Z",
    "method": "POST",
    "path": "/api/v1/payments",
    "operation": "createPayment",
    "status": 422,
    "code": "missing_parameter",
    "content_type": "application/x-www-form-urlencoded",
    "body": "amount=1000&payment_details[number]=************1111",
    "choices": ["luhn"],
}
FAULT = {"id": "f" * 25, "operation": "createPayment", "do": "card_declined", "times": 2, "probability": None}


def full_desk(**changes: Any) -> FakeDesk:
    """Fill a desk; what is given takes the place of the sample of its kind."""
    desk = FakeDesk()
    desk.add(changes.get("payment", example("konbini-lawson")), example("net-cash"), example("bank-transfer"))
    desk.told = {
        payment_id: [{"type": "payment.authorized", "created_at": "2017-01-04T07:52:35Z"}] for payment_id in desk.found
    }
    desk.asked = [changes.get("request", REQUEST)]
    desk.sent = [changes.get("delivery", DELIVERY)]
    desk.registered = [changes.get("webhook", WEBHOOK)]
    desk.waiting = [changes.get("fault", FAULT)]
    desk.time = {"now": "2017-01-04T20:00:00Z", "mode": "frozen", "next_due": "2017-01-07T15:00:00Z"}
    return desk
