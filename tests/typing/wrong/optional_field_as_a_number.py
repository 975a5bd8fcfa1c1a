"""A field that was left out is not a number."""

from komoju.models import KonbiniRequest

repr(KonbiniRequest(store="lawson").expiry_days + 1)  # refused: it may be UNSET
