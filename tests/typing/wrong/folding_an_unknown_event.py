"""Only events of payments tell where a payment stands."""

from komoju.webhooks import PaymentState, UnknownEvent


def fold(state: PaymentState, event: UnknownEvent) -> PaymentState:
    return state.apply(event)  # refused: a `PaymentEvent` is needed
