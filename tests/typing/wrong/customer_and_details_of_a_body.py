"""The body of a payment takes details or a customer, never both."""

from komoju.models.payment import PaymentCreate

PaymentCreate(amount=1, currency="JPY", payment_details="tok_1", customer="c")  # refused: both
