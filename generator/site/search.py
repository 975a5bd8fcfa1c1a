"""The index of the search: a script, because a page that is opened as a file may read nothing else."""

import json

from generator.site.edition import Edition

FILE = "search-index.js"
NAME = "searchIndex"
LONGEST = 400
KINDS = (
    "operation",
    "object",
    "type",
    "error",
    "event",
    "status",
    "page",
    "field",
    "number",
    "choice",
    "later",
    "example",
)
"""What can be found, the most wanted first."""


def index(edition: Edition) -> str:
    """Write the index: the words for each kind, and what can be found."""
    rows = [
        [KINDS.index(entry.kind), entry.title, entry.url, entry.text[:LONGEST], entry.beside]
        for entry in edition.register.entries
    ]
    kinds = [edition.words(f"found.{kind}") for kind in KINDS]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"window.{NAME} = {{kinds: {json.dumps(kinds, ensure_ascii=False)}, rows: [\n{lines}\n]}};\n"
