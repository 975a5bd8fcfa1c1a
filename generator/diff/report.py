"""Compare two documents as a whole: all changes, in an order that depends on nothing but the documents."""

from dataclasses import dataclass
from typing import Any

from generator.diff.calls import compare_calls
from generator.diff.ledger import Ledger
from generator.diff.reader import repr_of, root_of
from generator.diff.rule import Change, Severity
from generator.diff.security import schemes
from generator.diff.servers import servers
from generator.diff.tables import compare_tables
from generator.diff.webhooks import compare_webhooks
from generator.diff.wording import document, leftover, words


@dataclass(frozen=True, slots=True)
class Entry:
    """A change, and everything that it reaches: `the body of createPayment`."""

    change: Change
    uses: tuple[str, ...]

    @property
    def severity(self) -> Severity:
        """Give the severity of the rule."""
        return self.change.rule.severity


@dataclass(frozen=True, slots=True)
class Report:
    """All changes from one document to another, the gravest first, and the versions of both."""

    old: str
    new: str
    entries: tuple[Entry, ...]

    @property
    def gravest(self) -> Severity | None:
        """Give the gravest severity, or None when nothing changed."""
        return max((entry.severity for entry in self.entries), default=None)

    def of(self, severity: Severity) -> list[Entry]:
        """Give the changes of one severity."""
        return [entry for entry in self.entries if entry.severity is severity]


def compare(old: dict[str, Any], new: dict[str, Any]) -> Report:
    """Compare two OpenAPI documents."""
    before, after = root_of(old), root_of(new)
    ledger = Ledger()
    if repr_of(old) != repr_of(new):
        compare_calls(ledger, before, after)
        compare_webhooks(ledger, before, after)
        compare_tables(ledger, before, after)
        ledger.note(servers(before, after))
        ledger.note(schemes(before, after))
        ledger.note(document(before, after))
        ledger.note(words(before, after))
    entries = [Entry(change, tuple(sorted(uses))) for change, uses in ledger.changes()]
    entries = entries or [Entry(change, ()) for change in leftover(old, new)]
    return Report(_version(old), _version(new), tuple(sorted(entries, key=_rank)))


def _rank(entry: Entry) -> tuple[int, str, str, str]:
    return -entry.severity, entry.change.place, entry.change.rule.id, entry.change.text


def _version(document: dict[str, Any]) -> str:
    info = root_of(document).at("info").object
    return str(info.get("version", "without a version"))
