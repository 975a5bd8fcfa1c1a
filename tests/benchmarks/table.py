"""The table that `make bench` prints."""

from __future__ import annotations

from typing import NamedTuple

from rich import box
from rich.table import Table


class Bar(NamedTuple):
    """How much a row may cost at most: so many times its base, so many seconds, or so many bytes of memory."""

    text: str
    ratio: float | None = None
    seconds: float | None = None
    memory: float | None = None


class Row(NamedTuple):
    """One thing that was measured: seconds or bytes, and the ratio to the base of its section. A remark has none."""

    what: str
    seconds: float | None = None
    ratio: float | None = None
    bar: Bar | None = None
    memory: float | None = None

    @property
    def met(self) -> bool:
        """Whether the row stays below its bar. A row without one does."""
        if self.bar is None:
            return True
        found = (self.seconds, self.bar.seconds), (self.ratio, self.bar.ratio), (self.memory, self.bar.memory)
        return all(_below(*pair) for pair in found)


class Section(NamedTuple):
    """Rows that share a base."""

    title: str
    rows: list[Row]


def table(sections: list[Section]) -> Table:
    """Lay the sections out, one below the other."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown.add_column("", max_width=68)
    for title, width in {"CPU ms": 6, "ratio": 5, "bar": 7, " ": 6}.items():
        shown.add_column(title, justify="right", no_wrap=True, min_width=width)
    for section in sections:
        shown.add_row(f"[bold]{section.title}[/]")
        for row in section.rows:
            shown.add_row(*_cells(row), style=None if row.met else "red")
        shown.add_section()
    return shown


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    """Write one row. What needs no number stays empty."""
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    amount = _milliseconds(row.seconds) if row.memory is None else f"{row.memory / 1e6:.1f} MB"
    if row.bar is None:
        return f"  {row.what}", amount, ratio, "", ""
    return f"  {row.what}", amount, ratio, row.bar.text, "ok" if row.met else "MISSED"


def _below(found: float | None, limit: float | None) -> bool:
    return limit is None or (found is not None and found <= limit)


def _milliseconds(seconds: float | None) -> str:
    if seconds is None:
        return ""
    milliseconds = 1000 * seconds
    return f"{milliseconds:.1f}" if abs(milliseconds) >= 10 else f"{milliseconds:.2f}"
