"""Pages are read in order; they have no items by number."""

from komoju import Komoju

with Komoju() as komoju:
    repr(komoju.payments.list()[0])  # refused: use first_page().data[0]
