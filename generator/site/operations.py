"""The page of a resource: its operations, and the objects that they answer with."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.places import child
from generator.site.edition import JSON, Edition, Operation
from generator.site.errors import codes_of
from generator.site.fields import Field, Reader
from generator.site.homes import ERRORS, successes
from generator.site.prose import plain
from generator.site.samples import Sample, register, sample
from generator.site.snippets import Scenario
from generator.site.sources import Source, source

PLACES = ("path", "query", "header")


@dataclass(frozen=True, slots=True)
class Body:
    """What an operation is sent."""

    text: str
    fields: list[Field]
    one_of: list[str]
    """The fields of which exactly one has to be sent."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A good reply of an operation."""

    status: str
    text: str
    object: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """An operation as its page shows it."""

    operation: Operation
    keys: list[str]
    source: Source | None
    parameters: list[tuple[str, list[Field]]]
    body: Body | None
    replies: list[Reply]
    errors: list[tuple[str, list[str]]]
    """The codes of each HTTP status."""
    following: list[tuple[Operation, str]]
    """What may be called next, with why."""
    samples: list[Sample]


@dataclass(frozen=True, slots=True)
class Object:
    """An object of the API as the page of its resource shows it."""

    name: str
    text: str
    fields: list[Field]
    branches: list[tuple[str, str, list[str]]]
    """For a union: the name and the address of each object, with the types that stand for it."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Reads the pages of resources."""

    edition: Edition
    homes: Mapping[str, str]
    scenarios: Iterable[Scenario]

    def operations(self, tag: str) -> list[Shown]:
        """Describe the operations of a resource."""
        return [self._shown(operation) for operation in self.edition.operations() if operation.tag == tag]

    def objects(self, tag: str) -> list[Object]:
        """Describe the objects that have their place on the page of a resource."""
        page = f"{tag}.html#"
        return [self.object(name) for name, url in self.homes.items() if url == page + name]

    def object(self, name: str) -> Object:
        """Describe an object."""
        part = self.edition.at(child("/components/schemas", name))
        url = self.homes[name]
        self.edition.register.put(url, *part.pointers)
        self.edition.register.tell("object", name, url, plain(part.value["description"]))
        others = {key: home for key, home in self.homes.items() if key != name}
        reader = Reader(self.edition, url.partition("#")[0], others, sent=False)
        branches: dict[str, list[str]] = defaultdict(list)
        for tag, ref in part.value.get("discriminator", {}).get("mapping", {}).items():
            branches[str(ref).rpartition("/")[2]].append(tag)
        listed = [(branch, self.homes[branch], tags) for branch, tags in branches.items()]
        return Object(name, part.value["description"], reader.fields(part, name, name), listed)

    def _shown(self, operation: Operation) -> Shown:
        said, part = operation.said, operation.part
        found = self.edition.register
        found.put(operation.url, *part.pointers)
        address = f"{operation.method.upper()} {operation.path}"
        found.tell("operation", said["summary"], operation.url, plain(said["description"]), f"{address} {operation.id}")
        keys = [name for needed in said.get("security", ()) for name in needed]
        return Shown(
            operation,
            keys,
            source(self.edition, said),
            self._parameters(operation),
            self._body(operation),
            self._replies(operation),
            self._errors(operation),
            self._following(operation),
            self._samples(operation),
        )

    def _samples(self, operation: Operation) -> list[Sample]:
        own = [scenario for scenario in self.scenarios if scenario.operation == operation.id]
        for scenario in own:
            register(self.edition, scenario, operation)
        return [sample(scenario, operation) for scenario in own]

    def _parameters(self, operation: Operation) -> list[tuple[str, list[Field]]]:
        listed = [*operation.shared, *self.edition.listed(operation.part, "parameters")]
        reader = Reader(self.edition, operation.page, self.homes)
        title = operation.said["summary"]
        fields = [(part.value["in"], reader.parameter(part, operation.id, title)) for part in listed]
        return [
            (place, [field for where, field in fields if where == place]) for place in PLACES if place in dict(fields)
        ]

    def _body(self, operation: Operation) -> Body | None:
        if "requestBody" not in operation.said:
            return None
        body = self.edition.below(operation.part, "requestBody")
        schema = self.edition.below(body, "content", JSON, "schema")
        reader = Reader(self.edition, operation.page, self.homes)
        self.edition.register.put(f"{operation.page}#{operation.id}.body", *body.pointers, *schema.pointers)
        one_of = [name for branch in schema.value.get("oneOf", ()) for name in branch.get("required", ())]
        return Body(body.value["description"], reader.fields(schema, operation.id, operation.said["summary"]), one_of)

    def _replies(self, operation: Operation) -> list[Reply]:
        found: list[Reply] = []
        for status, name in successes(self.edition, operation.part.pointers[-1]).items():
            reply = self.edition.below(operation.part, "responses", status)
            self.edition.register.put(f"{operation.page}#{operation.id}.replies", *reply.pointers)
            found.append(Reply(status, reply.value["description"], name, self.homes[name]))
        return found

    def _errors(self, operation: Operation) -> list[tuple[str, list[str]]]:
        """Give the codes of each status of a refusal."""
        found: list[tuple[str, list[str]]] = []
        for status in operation.said["responses"]:
            reply = self.edition.below(operation.part, "responses", status)
            if not status.startswith("2"):
                self.edition.register.put(f"{ERRORS}#status-{status}", *reply.pointers)
                found.append((status, [code for code in codes_of(reply) if code in operation.said["x-errors"]]))
        return found

    def _following(self, operation: Operation) -> list[tuple[Operation, str]]:
        found: dict[str, str] = {}
        for status in successes(self.edition, operation.part.pointers[-1]):
            links = self.edition.below(operation.part, "responses", status).value.get("links", {})
            for name in links:
                link = self.edition.below(operation.part, "responses", status, "links", name).value
                found.setdefault(link["operationId"], link["description"])
        return [(self.edition.operation(name), why) for name, why in found.items()]
