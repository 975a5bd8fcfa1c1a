"""A payment takes the id of a token, not the token."""

from komoju import Komoju
from komoju.models import KonbiniRequest

with Komoju() as komoju:
    token = komoju.tokens.create(payment_details=KonbiniRequest(store="lawson"))
    komoju.payments.create(amount=1000, currency="JPY", payment_details=token)  # refused: `token.id` is meant
