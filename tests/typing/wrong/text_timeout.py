"""A timeout is in seconds."""

from komoju import Komoju

Komoju(timeout="60s")  # refused: text
