"""Keep `spec/CHANGELOG.md`: a section for each version of the contract, the newest first.

Only the section of the version that is under way is written. What has been released stays as it is.
"""

import re
from collections.abc import Iterable
from textwrap import fill
from typing import Any

from generator.diff.reader import Node, root_of
from generator.diff.render import sections
from generator.diff.report import compare
from generator.diff.rule import DOCS
from generator.diff.sources import Release, SourceError
from generator.diff.versions import Version, read_version, version_fault

CHANGELOG = "spec/CHANGELOG.md"
WIDTH = 118
HEAD = """\
# Changes of the contract

`python -m generator changelog` writes this page from the documents themselves; do not edit it. A change is breaking
when a program that keeps to the old document can fail, risky when it can fail where it is strict, and safe when it
cannot. What stands in brackets is the rule that found it.
"""

_SECTION = re.compile(r"^## (\S+)$", re.MULTILINE)


class VersionError(Exception):
    """The version of the document does not fit what changed. The message says how."""


def changelog(written: str, document: dict[str, Any], release: Release | None) -> str:
    """Give the page as it has to be, from what is written, the document, and the last release."""
    kept = _sections(written)
    if release is None:
        if len(kept) > 1:
            raise SourceError(f"{CHANGELOG} tells of releases, but there is no tag: run `git fetch --tags`.")
        return _page([_first(document)])
    report = compare(release.document, document)
    fault = version_fault(report)
    if fault is not None:
        raise VersionError(fault)
    released = read_version(report.old)
    old = [text for version, text in kept if released is not None and version <= released]
    if report.old == report.new:
        return _page(old)
    words = [f"## {report.new}", "", f"Since {report.old}."]
    shown = [entry for entry in report.entries if entry.severity is not DOCS]
    if not shown:
        words[-1] += " Calls and replies are the same; only words changed."
    return _page(["\n".join([*words, *sections(report, "###")]), *old])


def _page(texts: list[str]) -> str:
    return HEAD + "".join(f"\n{text.strip()}\n" for text in texts)


def _sections(written: str) -> list[tuple[Version, str]]:
    """Split a page into its sections, by their versions."""
    parts = _SECTION.split(written)[1:]
    found = (
        (read_version(version), f"## {version}{text}") for version, text in zip(parts[::2], parts[1::2], strict=True)
    )
    return [(version, text) for version, text in found if version is not None]


def _first(document: dict[str, Any]) -> str:
    """Say in a few lines what the first version holds."""
    root = root_of(document)
    lines = [fill(f"- {line}", WIDTH, subsequent_indent="  ") for line in _contents(root)]
    return "\n".join([f"## {root.at('info').object.get('version')}", "", "The first version:", "", *lines])


def _contents(root: Node) -> list[str]:
    calls: dict[str, list[str]] = {}
    for item in root.at("paths").members().values():
        for operation in item.members().values():
            method = operation.object.get("x-method", operation.object.get("operationId"))
            if method is not None:
                calls.setdefault(str(next(iter(operation.at("tags").array), "other")), []).append(str(method))
    lines = [f"{tag}: {_names(methods)}" for tag, methods in calls.items()]
    catalog, lifecycle = root.at("x-error-catalog"), root.at("x-lifecycle")
    for title, names in (
        ("payment types", lifecycle.at("types").object),
        ("statuses", lifecycle.at("statuses").object),
        ("webhooks", root.at("webhooks").object),
        ("error codes", catalog.at("codes").object),
    ):
        if names:
            lines.append(f"{title}: {_names(names)}")
    return lines


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
