"""A name that the package does not have."""

from komoju.models import KonbinRequest  # refused: KonbiniRequest

__all__ = ["KonbinRequest"]
