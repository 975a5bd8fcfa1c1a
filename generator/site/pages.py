"""Which pages there are, in the order of reading."""

from dataclasses import dataclass, field

from generator.site.edition import Edition

GROUPS = ("begin", "resources", "facts", "about")


@dataclass(frozen=True, slots=True)
class Stop:
    """A part of a page that the contents name."""

    anchor: str
    label: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page."""

    file: str
    template: str
    title: str
    group: str
    stops: list[Stop] = field(default_factory=list[Stop])


def pages(edition: Edition) -> list[Page]:
    """List the pages of a language."""
    words = edition.words
    return [
        Page("index.html", "start.html", words("page.start"), "begin"),
        *(_resource(edition, tag["name"]) for tag in edition.document["tags"]),
        Page("payment-types.html", "payment_types.html", words("page.types"), "facts", _types(edition)),
        Page("webhooks.html", "webhooks.html", words("page.webhooks"), "facts"),
        Page("errors.html", "errors.html", words("page.errors"), "facts", _families(edition)),
        Page("life-cycle.html", "life_cycle.html", words("page.lifecycle"), "facts"),
        Page("test-numbers.html", "test_numbers.html", words("page.numbers"), "facts"),
        Page("choices.html", "choices.html", words("page.choices"), "about"),
        Page("later.html", "later.html", words("page.later"), "about"),
        Page("provenance.html", "provenance.html", words("page.provenance"), "about"),
        Page("downloads.html", "downloads.html", words("page.downloads"), "about"),
    ]


def _resource(edition: Edition, tag: str) -> Page:
    operations = [operation for operation in edition.operations() if operation.tag == tag]
    stops = [Stop(operation.id, operation.said["summary"], operation.method.upper()) for operation in operations]
    return Page(f"{tag}.html", "resource.html", edition.words(f"resource.{tag}"), "resources", stops)


def _types(edition: Edition) -> list[Stop]:
    return [
        Stop(name, name)
        for name in edition.document["components"]["schemas"]["PaymentDetails"]["discriminator"]["mapping"]
    ]


def _families(edition: Edition) -> list[Stop]:
    return [
        Stop(f"family-{name}", edition.words(f"family.{name}"))
        for name in edition.document["x-error-catalog"]["families"]
    ]
