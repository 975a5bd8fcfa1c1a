"""A konbini payment needs a store."""

from komoju.models import KonbiniRequest

KonbiniRequest(email="test@example.com")  # refused: `store` is missing
