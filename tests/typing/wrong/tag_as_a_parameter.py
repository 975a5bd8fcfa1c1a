"""A class has one tag, and it is not given."""

from komoju.models import KonbiniRequest

KonbiniRequest(type="pay_easy", store="lawson")  # refused: `type` is not a parameter
