"""The page of the webhooks: what is told, how it arrives, and what to answer."""

from dataclasses import dataclass

from generator.places import child
from generator.site.edition import Edition, JsonObject
from generator.site.fields import Field, Reader
from generator.site.homes import WEBHOOKS, deliveries
from generator.site.prose import plain

VERIFY = """\
import hmac


def comes_from_komoju(body: bytes, signature: str, secret: str) -> bool:
    computed = hmac.digest(secret.encode(), body, "sha256").hex()
    return hmac.compare_digest(computed, signature)
"""
"""How a shop checks a delivery."""


@dataclass(frozen=True, slots=True)
class Event:
    """A type of event."""

    type: str
    title: str
    text: str
    object: str


def events(edition: Edition) -> list[Event]:
    """Describe every type of event, in the order of the document."""
    found: list[Event] = []
    for event, name in deliveries(edition).items():
        part = edition.at(child("/webhooks", event, "post"))
        url, said = f"{WEBHOOKS}#{event}", part.value
        edition.register.put(url, *part.pointers, child("/webhooks", event))
        edition.register.tell("event", event, url, plain(said["description"]), plain(said["summary"]))
        found.append(Event(event, said["summary"], said["description"], name))
    return found


def headers(edition: Edition) -> list[Field]:
    """Describe the headers of a delivery, which are the same for all events."""
    event = next(iter(edition.document["webhooks"]))
    part = edition.at(child("/webhooks", event, "post"))
    reader = Reader(edition, WEBHOOKS, {}, sent=False)
    return [reader.parameter(one, "header", "webhook") for one in edition.listed(part, "parameters")]


def rules(edition: Edition) -> JsonObject:
    """Read how an event reaches a webhook."""
    found: JsonObject = edition.document["x-lifecycle"]["webhooks"]
    edition.register.put(f"{WEBHOOKS}#delivery", "/x-lifecycle/webhooks")
    return found
