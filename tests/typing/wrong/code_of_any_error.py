"""Only an answer of the service has a code."""

from komoju import KomojuError


def code_of(error: KomojuError) -> str | None:
    return error.code  # refused: catch `APIError` for it
