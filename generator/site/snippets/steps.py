"""What a scenario does, call by call, before it is written in any language."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from generator.emit.document import Document
from generator.emit.examples import model_of
from generator.lint.links import EXPRESSION
from generator.places import is_object, object_of
from generator.site.snippets.place import ID

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Taken:
    """A value of the reply to the call before, by its pointer."""

    pointer: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the API."""

    operation: str
    resource: str
    name: str
    """How clients call it, under its resource."""
    method: str
    path: str
    path_values: dict[str, Taken]
    body: dict[str, Any]
    """What is sent; a member may be `Taken`."""
    body_schema: dict[str, Any] | None
    paging: dict[str, str] | None
    """The names of the members of a list; None where the reply is no list."""
    item: str
    """Name the schema of the reply, or of its items, where it is a list."""

    @property
    def noun(self) -> str:
        """Name what the reply is about."""
        return self.item.lower()


@dataclass(frozen=True, slots=True)
class Step:
    """A call of a scenario with its reply, and how the scenario goes on after it."""

    call: Call
    example: str
    summary: str
    status: str
    reply: dict[str, Any]
    after: dict[str, str] | None
    links: list[dict[str, Any]]
    then: str | None = None
    """What happens outside the API before the next step."""
    handed: str | None = None
    """The pointer of what the next step needs of the reply."""


def stories(document: Document) -> Iterator[list[Step]]:
    """Give every scenario with the steps that lead to it, its own call last, in the order of the document."""
    known = {(step.call.operation, step.example): step for step in _steps(document)}
    for last in known.values():
        story = [last]
        while after := story[0].after:
            before = known[after["operation"], after["example"]]
            links = [link for link in before.links if link["operationId"] == story[0].call.operation]
            link = links[0] if links else {}
            story[0] = replace(story[0], call=_linked(story[0].call, link))
            handed = next(iter(_taken(link).values()), None)
            then = after.get("then")
            pointer = handed.pointer if handed else ID if then else None
            story.insert(0, replace(before, then=then, handed=pointer))
        yield story


def _linked(call: Call, link: dict[str, Any]) -> Call:
    """Put what a link hands over in the place of what the example shows."""
    taken = _taken(link)
    return replace(
        call,
        path_values={name: taken[name] for name in link.get("parameters", {}) if name in taken},
        body={name: taken.get(name, value) for name, value in call.body.items()},
    )


def _taken(link: dict[str, Any]) -> dict[str, Taken]:
    """Give what a link takes from a reply, by the name of the parameter or the member of the body."""
    members = {**link.get("parameters", {}), **link.get("requestBody", {})}
    found = {name: EXPRESSION.match(str(value)) for name, value in members.items()}
    return {name: Taken(match[1]) for name, match in found.items() if match}


def _steps(document: Document) -> Iterator[Step]:
    for path, method, raw in document.operations():
        body = raw.get("requestBody", {}).get("content", {}).get(JSON, {})
        requests = {name: _component(document, said) for name, said in body.get("examples", {}).items()}
        found = list(_replies(document, raw, requests, _call(document, path, method, raw)))
        yield from sorted(found, key=lambda step: list(requests).index(step.example)) if requests else found


def _replies(
    document: Document, raw: dict[str, Any], requests: dict[str, dict[str, Any]], call: Call
) -> Iterator[Step]:
    for status, response in raw["responses"].items():
        if status.startswith("2"):
            links = [_component(document, said) for said in response.get("links", {}).values()]
            for name, said in response["content"][JSON]["examples"].items():
                request, reply = requests.get(name), _component(document, said)
                summary = request["summary"] if request else raw["summary"]
                sent = _lasting(document, request["value"], call.body_schema or {}) if request else {}
                after = reply.get("x-after")
                yield Step(replace(call, body=sent), name, summary, status, reply["value"], after, links)


def _call(document: Document, path: str, method: str, raw: dict[str, Any]) -> Call:
    reply = next(said for status, said in raw["responses"].items() if status.startswith("2"))
    schema, paging = reply["content"][JSON]["schema"], raw.get("x-pagination")
    item = document.resolve(schema)["properties"][paging["items"]]["items"] if paging else schema
    return Call(
        operation=raw["operationId"],
        resource=raw["tags"][0],
        name=raw["x-method"],
        method=method.upper(),
        path=path,
        path_values={},
        body={},
        body_schema=raw.get("requestBody", {}).get("content", {}).get(JSON, {}).get("schema"),
        paging=paging,
        item=str(document.referred(item)),
    )


def _component(document: Document, said: dict[str, Any]) -> dict[str, Any]:
    """Follow the reference of an example or a link."""
    if "$ref" not in said:
        return said
    section, name = said["$ref"].split("/")[-2:]
    found: dict[str, Any] = document.root["components"][section][name]
    return found


def _lasting(document: Document, value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Copy what is sent, with what still holds today in the place of what time has passed over."""
    model = model_of(document, value, schema)
    fields = object_of(document.schemas[model]["properties"]) if model else {}
    copied: dict[str, Any] = {}
    for name, member in value.items():
        field = object_of(fields.get(name))
        copied[name] = _lasting(document, member, field) if is_object(member) else field.get("x-lasting", member)
    return copied
