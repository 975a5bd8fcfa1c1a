"""What an event is about depends on its type."""

from komoju import Komoju

with Komoju() as komoju:
    for event in komoju.events.list():
        data = event.data  # refused: an `UnknownEvent` has no `data`
