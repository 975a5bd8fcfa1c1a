"""`python -m generator diff` and `python -m generator changelog`: what changed, and is it told."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.diff.changelog import CHANGELOG, VersionError, changelog
from generator.diff.render import FORMATS
from generator.diff.report import Report, compare
from generator.diff.rule import Severity
from generator.diff.sources import BUILT, SourceError, last_release, read_document
from generator.diff.versions import version_fault

NO_RELEASE = "no release to compare with"
FAIL_ON = ("none", *(str(severity) for severity in Severity))


def diff_command(arguments: Sequence[str], project: Path) -> int:
    """Compare two documents. Gives 0, or 1 for what `--fail-on` or `--check` refuses, or 2 for unreadable input."""
    options = _diff_parser().parse_args(arguments)
    try:
        if options.old is None:
            release = last_release(project)
            if release is None:
                _progress(NO_RELEASE)
                return 0
            _progress(f"comparing {BUILT} with {release.tag}")
            old = release.document
        else:
            old = read_document(options.old, project)
        new = read_document(options.new or str(project / BUILT), project)
    except SourceError as error:
        _progress(str(error))
        return 2
    report = compare(old, new)
    sys.stdout.write(FORMATS[options.format](report))
    return _judge(report, options.fail_on or ("none" if options.check else "breaking"), check=options.check)


def _judge(report: Report, fail_on: str, *, check: bool) -> int:
    refused = fail_on != "none" and report.gravest is not None and report.gravest >= Severity[fail_on.upper()]
    fault = version_fault(report) if check else None
    if fault is not None:
        _progress(fault)
    return 1 if refused or fault is not None else 0


def changelog_command(arguments: Sequence[str], project: Path) -> int:
    """Write the page of changes, or check it. Gives 1 when it is stale or the version does not fit."""
    options = _changelog_parser().parse_args(arguments)
    path = project / CHANGELOG
    try:
        release = last_release(project)
        if release is None:
            _progress(NO_RELEASE)
        written = path.read_text(encoding="utf-8") if path.is_file() else ""
        wanted = changelog(written, read_document(str(project / BUILT), project), release)
    except (SourceError, UnicodeDecodeError) as error:
        _progress(str(error))
        return 2
    except VersionError as error:
        _progress(str(error))
        return 1
    if written == wanted:
        _progress(f"{CHANGELOG} is up to date")
        return 0
    if options.check:
        _progress(f"{CHANGELOG} does not tell what changed. Run `python -m generator changelog` and commit it.")
        return 1
    path.write_text(wanted, encoding="utf-8")
    _progress(f"{CHANGELOG} is written")
    return 0


COMMANDS = {"diff": diff_command, "changelog": changelog_command}


def _diff_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator diff",
        description="Say what changed from one document to another, and what it asks of those who rely on it.",
        epilog=f"A document is a file, YAML or JSON, or a revision such as v0.1.0 or HEAD~3, which stands for {BUILT} "
        "as it is there. Exit status: 0, 1 for a change that is refused, 2 for input that cannot be read.",
    )
    parser.add_argument("old", nargs="?", help="the old document; the last release when left out")
    parser.add_argument("new", nargs="?", help=f"the new document; {BUILT} when left out")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="how to write the report")
    parser.add_argument(
        "--fail-on",
        choices=FAIL_ON,
        help="the least severity that is refused: breaking, and none with --check",
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help="refuse a version that is too low for what changed: major for breaking changes, minor for others, patch "
        "for words; before 1.0.0 minor for breaking changes, patch for all else",
    )
    return parser


def _changelog_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator changelog",
        description=f"Write into {CHANGELOG} what changed since the last release.",
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is not up to date")
    return parser


def _progress(message: str) -> None:
    sys.stderr.write(f"generator: {message}\n")
