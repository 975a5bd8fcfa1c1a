"""Stores are known by their slugs."""

from komoju.models import KonbiniRequest

KonbiniRequest(store="family_mart")  # refused: the slug is family-mart
