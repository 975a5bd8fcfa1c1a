"""A scenario as a page shows it: the call in each language, and the reply."""

from dataclasses import dataclass

from markupsafe import Markup

from generator.places import child
from generator.site.edition import JSON, Edition, Operation
from generator.site.highlight import coloured, coloured_json
from generator.site.prose import plain
from generator.site.snippets import Scenario

FORM = "application/x-www-form-urlencoded"
LANGUAGES = {"curl": "curl", "python": "Python", "typescript": "TypeScript"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A scenario."""

    id: str
    summary: str
    codes: list[tuple[str, str, Markup]]
    """The call, by language: its key, its name, the code."""
    status: str
    reply: Markup | None


def sample(scenario: Scenario, operation: Operation) -> Sample:
    """Write a scenario for a page."""
    return Sample(
        _anchor(scenario, operation),
        scenario.summary,
        [(key, name, coloured(getattr(scenario, key), key)) for key, name in LANGUAGES.items()],
        scenario.status,
        None if scenario.reply is None else coloured_json(scenario.reply),
    )


def register(edition: Edition, scenario: Scenario, operation: Operation) -> None:
    """Let a scenario be found where the page of its operation shows it."""
    url = f"{operation.page}#{_anchor(scenario, operation)}"
    edition.register.put(url, *_pointers(edition, scenario, operation))
    edition.register.tell("example", scenario.summary, url, "", plain(operation.said["summary"]))


def _anchor(scenario: Scenario, operation: Operation) -> str:
    return f"{operation.id}.{scenario.name}"


def _pointers(edition: Edition, scenario: Scenario, operation: Operation) -> list[str]:
    """Say where the document has the request and the reply."""
    start = operation.part.pointers[-1]
    kinds = [child(start, "requestBody", "content", kind) for kind in (JSON, FORM)]
    kinds.append(child(start, "responses", scenario.status, "content", JSON))
    found: list[str] = []
    for place in kinds:
        try:
            found += edition.at(child(place, "examples", scenario.name)).pointers
        except (TypeError, KeyError):
            continue
    return found
