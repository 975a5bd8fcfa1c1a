"""Write a report down: for a terminal, as Markdown, or as JSON."""

import json
from collections.abc import Iterator

from generator.diff.report import Entry, Report
from generator.diff.rule import Severity
from generator.diff.spots import reach, spot

GRAVEST_FIRST = tuple(reversed(Severity))
TITLES = {
    Severity.BREAKING: "Breaking",
    Severity.RISKY: "Risky",
    Severity.SAFE: "Safe",
    Severity.DOCS: "Words",
}


def as_text(report: Report) -> str:
    """Write a report for a terminal: what happened, and below it what to do."""
    lines = [f"{report.old} -> {report.new}: {counted(report)}"]
    for entry in report.entries:
        found = entry.change
        lines += ["", f"{entry.severity}  {found.rule.id}  {spot(found.place)}"]
        lines += [f"  {_sentence(entry)}", f"  {found.rule.advice}"]
    return "\n".join(lines) + "\n"


def as_markdown(report: Report) -> str:
    """Write a report as a page."""
    return "\n".join([f"# {report.old} to {report.new}: {counted(report)}", *sections(report, "##")]) + "\n"


def sections(report: Report, level: str) -> Iterator[str]:
    """Give the lines of a list under a heading, for each severity that there is."""
    for severity in GRAVEST_FIRST:
        if entries := report.of(severity):
            yield from ("", f"{level} {TITLES[severity]}", "")
            yield from map(_item, entries)


def _item(entry: Entry) -> str:
    found = entry.change
    return f"- `{spot(found.place)}`: {_sentence(entry)} {found.rule.advice} [{found.rule.id}]"


def _sentence(entry: Entry) -> str:
    return f"{entry.change.text}{reach(entry.uses)}."


def as_json(report: Report) -> str:
    """Write a report for programs, with the whole list of uses."""
    changes = [
        {
            "rule": entry.change.rule.id,
            "severity": str(entry.severity),
            "old": entry.change.old,
            "new": entry.change.new,
            "text": entry.change.text,
            "advice": entry.change.rule.advice,
            "uses": list(entry.uses),
        }
        for entry in report.entries
    ]
    counts = {str(severity): len(report.of(severity)) for severity in GRAVEST_FIRST}
    whole = {"old": report.old, "new": report.new, "counts": counts, "changes": changes}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def counted(report: Report) -> str:
    """Say how many changes there are of each severity."""
    found = [f"{len(report.of(severity))} {severity}" for severity in GRAVEST_FIRST if report.of(severity)]
    return ", ".join(found) or "nothing changed"


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}
