"""A signature is that of the raw bytes; a text has been through somebody's hands."""

from komoju import webhooks


def receive(body: str, signature: str) -> webhooks.Event:
    return webhooks.verify(body, signature, "secret")  # refused: bytes are needed
