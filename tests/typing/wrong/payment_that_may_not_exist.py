"""`find` finds a payment or none."""

from komoju import Komoju

with Komoju() as komoju:
    repr(komoju.payments.find(external_order_num="A-1").id)  # refused: it may be None
