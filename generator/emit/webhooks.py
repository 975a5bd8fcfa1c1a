"""What the templates see of webhooks and of the life cycle."""

from dataclasses import dataclass
from typing import Any

from generator.emit.document import Document
from generator.emit.kinds import constant_name
from generator.emit.upstream import EmitError
from generator.emit.views import documentation

BEGINNING = "none"
FOLDED = "PaymentEvent"


@dataclass(frozen=True, slots=True)
class HeaderView:
    """One header of a delivery."""

    name: str
    doc: str

    @property
    def constant(self) -> str:
        """Name the constant: `X-Komoju-Signature` -> `SIGNATURE_HEADER`."""
        return f"{self.name.rpartition('-')[2].upper()}_HEADER"


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """The headers of deliveries, and the union of the events with its model of each type."""

    headers: list[HeaderView]
    union: str
    events: dict[str, str]

    @property
    def reader(self) -> str:
        """Name the codec of the union."""
        return constant_name(self.union)

    @property
    def models(self) -> list[str]:
        """List the models, each once."""
        return list(dict.fromkeys(self.events.values()))


def webhooks_view(document: Document) -> WebhooksView:
    """Read the webhooks of the document."""
    headers: dict[str, HeaderView] = {}
    events: dict[str, str] = {}
    for event, item in document.root.get("webhooks", {}).items():
        operation = item["post"]
        for header in (_parameter(document, given) for given in operation["parameters"]):
            view = HeaderView(header["name"], documentation(header))
            if headers.setdefault(view.constant, view) != view:
                message = f"{view.name} and {headers[view.constant].name} would share the name {view.constant}"
                raise EmitError(message)
        model = document.referred(operation["requestBody"]["content"]["application/json"]["schema"])
        if model is None:
            message = f"{event}: the body of a webhook needs a component of its own"
            raise EmitError(message)
        events[event] = model
    if FOLDED not in events.values():
        message = f"no webhook carries a {FOLDED}, which komoju.webhooks adds up"
        raise EmitError(message)
    union = document.events
    if union is None or document.unions.get(union) != events:
        message = "x-events has to name the union of exactly the events of the webhooks, each with its model"
        raise EmitError(message)
    return WebhooksView(list(headers.values()), union, events)


def _parameter(document: Document, given: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in given:
        return given
    found: dict[str, Any] = document.root["components"]["parameters"][given["$ref"].rpartition("/")[2]]
    return found


def later_statuses(document: Document) -> dict[str, list[str]]:
    """List, for each status, all that can follow it by one step or by many, in the order of the life cycle."""
    table = document.root["x-lifecycle"]
    steps = [(row["from"], row["to"]) for row in table["transitions"] if row["from"] != row["to"]]
    later: dict[str, set[str]] = {status: set() for status in table["statuses"]}
    for _ in later:
        for start, end in steps:
            if start != BEGINNING:
                later[start] |= {end, *later[end]}
    for status, found in later.items():
        if status in found:
            message = f"x-lifecycle: `{status}` can follow itself by way of others, so no event is ever late"
            raise EmitError(message)
    return {status: [other for other in later if other in found] for status, found in later.items()}
