"""Every scenario of the document as programs that run as they stand."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.bundle import Bundle
from generator.emit.document import Document
from generator.emit.tidy import tidy
from generator.load import Tree
from generator.site.snippets.curl import curl
from generator.site.snippets.place import ASIDE
from generator.site.snippets.python import python
from generator.site.snippets.steps import stories
from generator.site.snippets.told import told
from generator.site.snippets.typescript import typescript

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Scenario:
    """One example of an operation: the programs that make the call, and the reply that the document shows."""

    operation: str
    name: str
    summary: str
    curl: str
    python: str
    typescript: str
    reply: Any
    status: str


def scenarios(document: dict[str, Any], aside: str = ASIDE) -> list[Scenario]:
    """Write every scenario of a document that has no faults, in its order.

    `aside` is the comment on what the sandbox does for the customer; all other comments are summaries of the document.
    """
    read = Document(Bundle(document, {}, {}, Tree("", {})))
    found = list(stories(read))
    shown = [told(read, story) for story in found]
    pythons = _formatted([python(read, story, seen, aside) for story, seen in zip(found, shown, strict=True)])
    return [
        Scenario(
            story[-1].call.operation,
            story[-1].example,
            story[-1].summary,
            curl(story, aside),
            program,
            typescript(story, seen, aside),
            story[-1].reply,
            story[-1].status,
        )
        for story, seen, program in zip(found, shown, pythons, strict=True)
    ]


def _formatted(programs: list[str]) -> list[str]:
    """Format Python programs as the client is formatted, all at once."""
    with TemporaryDirectory() as name:
        files = [Path(name) / f"{number}.py" for number in range(len(programs))]
        for file, program in zip(files, programs, strict=True):
            file.write_text(program, encoding="utf-8")
        tidy(Path(name), WIDTH)
        return [file.read_text(encoding="utf-8") for file in files]
