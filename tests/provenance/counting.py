"""Whether the ledger accounts for every line once, and whether a copy of the text is the one that was counted."""

from __future__ import annotations

from collections import defaultdict
from hashlib import sha256

from tests.provenance.ledger import Section, Text, sections, text

Accounts = dict[int, list[str]]
"""Each line, with what accounts for it: `fact`, or the reason why it states none."""


def accounts(counted: tuple[Section, ...]) -> Accounts:
    """Give what accounts for each line. Facts of one and the same line account for it together."""
    found: Accounts = defaultdict(list)
    for section in counted:
        for lines in {fact.lines for fact in section.facts}:
            for line in lines:
                found[line].append("fact")
        for reason, ranges in section.plain.items():
            for line in (line for lines in ranges for line in lines):
                found[line].append(reason)
    return found


def miscounted(content: bytes, counted: tuple[Section, ...] | None = None, meant: Text | None = None) -> list[str]:
    """Tell why this text is not the one that the ledger counts; empty when it is."""
    meant = meant or text()
    lines = content.decode("utf-8").split("\n")
    faults = []
    if sha256(content).hexdigest() != meant.sha256:
        faults.append(f"this is not the text that was counted: its SHA-256 is not {meant.sha256}")
    if len(lines) != meant.lines:
        faults.append(f"{len(lines)} lines instead of {meant.lines}")
    found = accounts(counted or sections())
    for number, line in enumerate(lines, 1):
        blank = "blank" in found.get(number, ())
        if blank == bool(line.strip()) and found.get(number) != ["fact"]:
            faults.append(f"line {number} is {'not ' if blank else ''}blank")
    return faults
