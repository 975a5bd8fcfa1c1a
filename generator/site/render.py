"""Turns templates and plain data into pages. Everything is escaped, and a name that is missing raises."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.site.highlight import coloured
from generator.site.prose import blocks, breakable, line

HERE = Path(__file__).parent
FILTERS = (blocks, breakable, coloured, line)


def render(template: str, **values: Any) -> str:
    """Render a template of `templates/`."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    filters: dict[str, Any] = environment.filters
    filters |= {written.__name__: written for written in FILTERS}
    return environment
