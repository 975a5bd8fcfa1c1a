"""The page of today's service: what has changed since the document."""

from generator.places import child
from generator.site.edition import Edition, JsonObject
from generator.site.prose import plain

PAGE = "later.html"


def changes(edition: Edition) -> dict[str, JsonObject]:
    """Read all changes, in the order of the document."""
    found: dict[str, JsonObject] = edition.document["x-later"]["changes"]
    for name, said in found.items():
        url = f"{PAGE}#{name}"
        edition.register.put(url, child("/x-later/changes", name))
        edition.register.tell("later", said["topic"], url, plain(f"{said['now']} {said['advice']}"))
    return found
