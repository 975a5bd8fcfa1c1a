"""What stands where on the site: each part that is shown, with its address and its words.

Search reads it by words, and the page of provenance by the place in the document.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.places import parents


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found."""

    kind: str
    title: str
    url: str
    text: str
    beside: str
    """What tells it from others with the same title."""


@dataclass(slots=True)
class Register:
    """The parts of the site in one language. Addresses are relative to the folder of the language."""

    entries: list[Entry] = field(default_factory=list[Entry])
    urls: dict[str, str] = field(default_factory=dict[str, str])

    def put(self, url: str, *pointers: str) -> None:
        """Say where a part of the document is shown. The first place that is told stays."""
        for pointer in pointers:
            self.urls.setdefault(pointer, url)

    def tell(self, kind: str, title: str, url: str, text: str, beside: str = "") -> None:
        """Let something be found."""
        self.entries.append(Entry(kind, title, url, " ".join(text.split()), beside))

    def find(self, pointer: str) -> str | None:
        """Give the address of a part of the document, or of the nearest part above it that is shown."""
        return next(self._found(pointer), None)

    def _found(self, pointer: str) -> Iterator[str]:
        return (self.urls[above] for above in parents(pointer) if above and above in self.urls)
