"""Compare two documents: what changed, in which direction, and what it asks of those who rely on it."""

from generator.diff.report import Entry, Report, compare
from generator.diff.rule import RULES, Rule, Severity

__all__ = ["RULES", "Entry", "Report", "Rule", "Severity", "compare"]
