"""The customer of a payment may be none."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.customers.show(komoju.payments.show("p").customer)  # refused: it may be None
