"""Find the documents that are compared: files, or what is committed at a revision."""

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.diff.sound import fault
from generator.load import parse
from generator.places import SpecError, is_object

BUILT = "spec/dist/komoju-v1.json"

_RELEASE = re.compile(r"v(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\Z")


class SourceError(Exception):
    """A document cannot be had. The message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """The last release: its tag, and the document at it."""

    tag: str
    document: dict[str, Any]


def read_document(name: str, project: Path) -> dict[str, Any]:
    """Read a document: from a file of that name, or else as it is built at a revision of that name."""
    path = Path(name)
    if path.is_file():
        try:
            data = path.read_bytes()
        except OSError as error:
            raise SourceError(f"{name} cannot be read: {error.strerror}.") from error
        return _document(data, name)
    return _at_revision(name, project)


def last_release(project: Path) -> Release | None:
    """Give the highest version among the tags `vX.Y.Z` that lead to what is checked out; None without any."""
    tags = _git(project, "tag", "--list", "v*", "--merged", "HEAD").splitlines()
    versions = {tuple(int(part) for part in found.groups()): tag for tag in tags if (found := _RELEASE.match(tag))}
    if not versions:
        if _git(project, "rev-parse", "--is-shallow-repository").strip() == "true":
            raise SourceError("This clone is shallow, so its tags may be missing: run `git fetch --unshallow --tags`.")
        return None
    tag = versions[max(versions)]
    return Release(tag, _at_revision(tag, project))


def _at_revision(revision: str, project: Path) -> dict[str, Any]:
    known = not revision.startswith("-") and _asked(
        project, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"
    )
    if not known:
        raise SourceError(f"{revision} is neither a file nor a revision of {project}.")
    if not _asked(project, "cat-file", "-e", f"{revision}:./{BUILT}"):
        raise SourceError(f"There is no {BUILT} at {revision}.")
    return _document(_git(project, "show", f"{revision}:./{BUILT}").encode(), f"{BUILT} at {revision}")


def _asked(project: Path, *arguments: str) -> bool:
    return _run(project, *arguments).returncode == 0


def _git(project: Path, *arguments: str) -> str:
    done = _run(project, *arguments)
    if done.returncode != 0:
        reason = done.stderr.decode(errors="replace").strip().splitlines()
        raise SourceError(f"git cannot tell about {project}: {reason[0] if reason else 'it gives no reason'}")
    return done.stdout.decode(errors="replace")


def _run(project: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("git")
    if program is None:
        raise SourceError("Revisions cannot be read, because git is not installed.")
    return subprocess.run([program, "-C", str(project), *arguments], capture_output=True, check=False)


def _document(data: bytes, name: str) -> dict[str, Any]:
    value = _json(data, name) if data.lstrip()[:1] in (b"{", b"[") else _yaml(data, name)
    if not is_object(value) or not str(value.get("openapi", "")).startswith("3."):
        raise SourceError(f"{name} is no OpenAPI document of version 3.")
    found = fault(value)
    if found is not None:
        raise SourceError(f"{name} {found}.")
    return value


def _json(data: bytes, name: str) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is not readable as JSON: {error}.") from error


def _yaml(data: bytes, name: str) -> Any:
    found = parse(data, name, name)
    if isinstance(found, SpecError):
        raise SourceError(f"{found.place} is not readable as YAML: {found.message}.")
    return found.value
