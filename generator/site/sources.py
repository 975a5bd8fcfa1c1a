"""Where a statement comes from, as a word and an address."""

from dataclasses import dataclass

from generator.site.edition import Edition, JsonObject

PLAIN = "documented"
"""What needs no word, because most statements are of this kind."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement comes from, if not from the documentation of January 2017."""

    kind: str
    label: str
    url: str


def source(edition: Edition, said: JsonObject, key: str = "x-source") -> Source | None:
    """Read the source of a part; null for what the documentation says."""
    kind, _, name = str(said.get(key, PLAIN)).partition(": ")
    if kind == PLAIN:
        return None
    url = f"choices.html#{name}" if kind == "choice" else f"provenance.html#{kind}"
    return Source(kind, edition.words(f"source.{kind}"), url)
