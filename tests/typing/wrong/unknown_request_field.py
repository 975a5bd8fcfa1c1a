"""A field that konbini details do not have."""

from komoju.models import KonbiniRequest

KonbiniRequest(store="lawson", shop="lawson")  # refused: there is no `shop`
