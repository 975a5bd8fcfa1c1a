"""A month is a number, or two digits as they stand on the card."""

from komoju.models import CreditCardRequest

CARD = {"given_name": "Taro", "family_name": "Yamada"}
CreditCardRequest(number="4111111111111111", month="1", year=2038, **CARD)  # refused: "01" or 1
