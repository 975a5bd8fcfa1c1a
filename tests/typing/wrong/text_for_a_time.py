"""Times are datetimes, not text."""

from komoju import Komoju

with Komoju() as komoju:
    komoju.payments.list(start_time="2017-01-04T07:52:34Z")  # refused: text
