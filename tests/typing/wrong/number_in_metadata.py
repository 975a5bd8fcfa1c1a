"""Metadata is text by name."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.update("7e8c55a54256ce23e387f2838c", metadata={"shelf": 7})  # refused: a number
