"""Not every event is about a payment."""

from komoju import webhooks


def total(event: webhooks.Event) -> int:
    return event.data.total  # refused: an `UnknownEvent` has no `data`
