"""The page of provenance: each fact of the documentation, where the site shows it, and which tests prove it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.bundle import Bundle
from generator.places import Place, is_object, parents
from generator.site.register import Register


class ReportError(Exception):
    """The report cannot be read, or has gaps."""


@dataclass(frozen=True, slots=True)
class Report:
    """What `python -m tests.provenance --json` tells."""

    told: dict[str, Any]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections of the documentation, each with its facts."""
        return list(self.told["sections"])

    @property
    def counted(self) -> dict[str, int]:
        """How many facts there are, how many are proved, by how many tests, and how much is missing."""
        facts = [fact for section in self.sections for fact in section["facts"]]
        tests = {test for fact in facts for test in fact["tests"]}
        proved = sum(bool(fact["tests"]) for fact in facts)
        return {"facts": len(facts), "proved": proved, "tests": len(tests), "gaps": len(self.gaps())}

    def gaps(self) -> list[str]:
        """Name the facts that stand nowhere without a reason, those that no test proves, and what the report misses."""
        found: list[str] = []
        for section in self.sections:
            for fact in section["facts"]:
                spot = f"line {fact['name']} ({section['title']}): {fact['says']}"
                if not (fact["places"] or fact.get("nowhere") or fact["choices"]):
                    found.append(f"no place: {spot}")
                if not fact["tests"]:
                    found.append(f"no test: {spot}")
        return [*found, *(f"{what}: {name}" for what, names in self.told["gaps"].items() for name in names)]


def read_report(path: Path) -> Report:
    """Read a report. Raises `ReportError`."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReportError(f"{path}: {error}") from error
    if not is_object(told) or not {"text", "sections", "gaps"} <= told.keys():
        raise ReportError(f"{path} is no report of `python -m tests.provenance --json`")
    return Report(told)


@dataclass(frozen=True, slots=True)
class Places:
    """Finds where the site shows what stands at a place of `spec/`."""

    bundle: Bundle
    pointers: dict[Place, str]
    """The pointers in the document, by where their values stand in the files."""

    def url(self, register: Register, place: str) -> str | None:
        """Give the address of a place such as `openapi.yaml#/info`; null where the site does not show it."""
        file, _, pointer = place.partition("#")
        for above in parents(pointer):
            found = self.pointers.get(self.bundle.tree.place(file, above))
            url = register.find(found) if found else None
            if url:
                return url
        return None


def places(bundle: Bundle) -> Places:
    """Turn the places of a bundle round."""
    found: dict[Place, str] = {}
    for pointer, place in bundle.places.items():
        found.setdefault(place, pointer)
    return Places(bundle, found)
