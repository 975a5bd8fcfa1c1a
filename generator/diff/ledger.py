"""Where all changes of a comparison are gathered, each once, with everything that it reaches."""

from collections.abc import Iterator

from generator.diff.reader import Node
from generator.diff.rule import Change, Changes, Direction
from generator.diff.schemas import Schemas


class Ledger:
    """The changes found so far. A use says what a change reaches: `the body of createPayment`."""

    def __init__(self) -> None:
        self.found: dict[Change, dict[str, None]] = {}
        self.schemas = Schemas()

    def note(self, changes: Changes, use: str = "") -> None:
        """Take down changes; a change that is known already reaches one use more."""
        for found in changes:
            self.found.setdefault(found, {})
            if use:
                self.found[found][use] = None

    def schema(self, use: str, old: Node, new: Node, direction: Direction) -> None:
        """Compare two schemas that belong to one use."""
        self.schemas.use(use, old, new, direction)

    def changes(self) -> Iterator[tuple[Change, tuple[str, ...]]]:
        """Give every change with its uses, in the order of the document."""
        for found, use in self.schemas.changes():
            self.found.setdefault(found, {})[use] = None
        return ((found, tuple(uses)) for found, uses in self.found.items())
