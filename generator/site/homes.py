"""Which objects have a place of their own on the site, so that others lead there instead of showing them again."""

from generator.places import child
from generator.site.edition import JSON, Edition

TYPES = "payment-types.html"
WEBHOOKS = "webhooks.html"
ERRORS = "errors.html"
FIXED = {"PaymentDetails": TYPES, "TokenDetails": TYPES, "Error": f"{ERRORS}#Error"}


def homes(edition: Edition) -> dict[str, str]:
    """Give the addresses of these objects by the names of their components."""
    found = dict(FIXED)
    for operation in edition.operations():
        for name in successes(edition, operation.part.pointers[-1]).values():
            found.setdefault(name, f"{operation.page}#{name}")
    for name in deliveries(edition).values():
        found[name] = f"{WEBHOOKS}#{name}"
    return found


def successes(edition: Edition, operation: str) -> dict[str, str]:
    """Give the component that each good reply of an operation is, by HTTP status."""
    replies = edition.at(child(operation, "responses")).value
    pointers = {status: child(operation, "responses", status, "content", JSON, "schema") for status in replies}
    return {status: edition.at(pointer).name for status, pointer in pointers.items() if status.startswith("2")}


def deliveries(edition: Edition) -> dict[str, str]:
    """Give the component that each webhook delivers, by the type of its event."""
    pointers = {
        event: child("/webhooks", event, "post", "requestBody", "content", JSON, "schema")
        for event in edition.document["webhooks"]
    }
    return {event: edition.at(pointer).name for event, pointer in pointers.items()}
