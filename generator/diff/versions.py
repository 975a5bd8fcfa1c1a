"""Hold the version of the document to what changed in it.

A breaking change asks for a major version, any other change of the contract for a minor one, and other words for a
patch. Before 1.0.0 a breaking change asks for a minor version and all else for a patch. So one version is always one
document: what has been released never changes under its version.
"""

import re

from generator.diff.report import Report
from generator.diff.rule import BREAKING, DOCS, Severity

Version = tuple[int, int, int]
_VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\Z")


def read_version(text: str) -> Version | None:
    """Read `1.2.3`; None for anything else."""
    found = _VERSION.match(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def least(old: Version, gravest: Severity) -> Version:
    """Give the least version that may follow a version after such a change."""
    major, minor, patch = old
    if gravest is BREAKING and major > 0:
        return major + 1, 0, 0
    if gravest is BREAKING or (gravest is not DOCS and major > 0):
        return major, minor + 1, 0
    return major, minor, patch + 1


def version_fault(report: Report) -> str | None:
    """Say what is wrong with the version of the new document, or None when it is right."""
    old, new = read_version(report.old), read_version(report.new)
    if old is None or new is None:
        text = report.old if old is None else report.new
        return f"The version of a document has to be like 1.2.3, and one here is {text}."
    if new < old:
        return f"The version goes back from {report.old} to {report.new}."
    if report.gravest is None or new >= least(old, report.gravest):
        return None
    wanted = ".".join(str(part) for part in least(old, report.gravest))
    kind = {BREAKING: "a breaking change", DOCS: "other words"}.get(report.gravest, "a change of the contract")
    early = " Before 1.0.0 a minor version stands for a major one." if old[0] == 0 else ""
    return f"After {report.old}, {kind} needs version {wanted} at least, and info.version is {report.new}.{early}"
