"""A secret is not text until it is revealed, so that it cannot slip into one."""

from komoju.models import CreditCardRequest


def last_four(card: CreditCardRequest) -> str:
    return card.number[-4:]  # refused: `card.number.reveal()` is meant
