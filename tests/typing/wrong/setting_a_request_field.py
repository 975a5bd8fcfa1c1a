"""A request does not change either; make a new one."""

from komoju.models import KonbiniRequest

request = KonbiniRequest(store="lawson")
request.store = "ministop"  # refused: models do not change
