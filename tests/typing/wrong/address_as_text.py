"""An address is read as a secret, not as text."""

from komoju import Komoju

with Komoju() as komoju:
    address: str | None = komoju.customers.show("c").email  # refused: a secret, or None
