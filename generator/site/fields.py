"""The fields of a body, of a reply, of a parameter: each with all that the document says about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.site.edition import Edition, JsonObject, Part
from generator.site.kinds import kind, values
from generator.site.prose import plain
from generator.site.sources import Source, source


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several things that may stand in a field."""

    kind: str
    values: list[str]
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One of several objects, told apart by a tag."""

    id: str
    tag: str
    text: str
    fields: "list[Field]"


@dataclass(frozen=True, slots=True)
class Field:
    """One field or parameter."""

    id: str
    name: str
    kind: str
    mark: str
    """Whether it has to be sent (`required`), or may be missing in what is received (`absent`); else empty."""
    text: str
    source: Source | None
    values: list[str]
    default: str | None
    sensitive: bool
    branches: list[Branch]
    fields: "list[Field]"
    variants: list[Variant]
    home: str | None
    """Where the object that stands there is shown, if not here."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Lists fields for one page, and registers where they are shown."""

    edition: Edition
    page: str
    homes: Mapping[str, str]
    """Where objects are shown that have a place of their own, by the names of their components."""
    sent: bool = True
    """Whether somebody sends them, or receives them."""
    search: bool = True
    """Whether search finds them here. Those of a payment type are found on its own page."""

    def fields(self, part: Part, prefix: str, beside: str) -> list[Field]:
        """List the fields of an object. `beside` tells in search results whose they are."""
        self.edition.register.put(f"{self.page}#{prefix}", *part.pointers)
        required = part.value.get("required", ())
        return [
            self.field(
                self.edition.below(part, "properties", name), name, f"{prefix}-{name}", beside, must=name in required
            )
            for name in part.value.get("properties", {})
        ]

    def parameter(self, part: Part, prefix: str, beside: str) -> Field:
        """Describe a parameter."""
        name, schema = part.value["name"], self.edition.below(part, "schema")
        kept = {key: part.value[key] for key in ("description", "x-source")}
        merged = Part({**schema.value, **kept}, (*part.pointers, *schema.pointers))
        return self.field(merged, name, f"{prefix}-{name}", beside, must=bool(part.value.get("required")))

    def field(self, part: Part, name: str, anchor: str, beside: str, *, must: bool) -> Field:
        """Describe a field."""
        said, url = part.value, f"{self.page}#{anchor}"
        self.edition.register.put(url, *part.pointers)
        text = said.get("description", "")
        if self.search:
            self.edition.register.tell("field", name, url, plain(text), beside)
        below = self._object(part)
        home = self.homes.get(below.name) if below else None
        return Field(
            anchor,
            name,
            kind(self.edition, part),
            ("required" if must else "") if self.sent else ("" if must else "absent"),
            text,
            source(self.edition, said),
            values(said),
            _written(said),
            "x-sensitive" in said,
            self._branches(part),
            self.fields(below, anchor, f"{beside} {name}") if below and not home else [],
            self.variants(below, anchor, f"{beside} {name}") if below and not home else [],
            home,
        )

    def variants(self, part: Part, prefix: str, beside: str) -> list[Variant]:
        """List the objects of a union by their tags."""
        tags = part.value.get("discriminator", {}).get("mapping", {})
        branches = {tag: self.edition.at(str(ref).removeprefix("#")) for tag, ref in tags.items()}
        quiet = replace(self, search=False)
        return [
            Variant(
                f"{prefix}-{tag}", tag, branch.value["description"], quiet.fields(branch, f"{prefix}-{tag}", beside)
            )
            for tag, branch in branches.items()
        ]

    def _object(self, part: Part) -> Part | None:
        """Find the object with fields that may stand there: the value itself, a branch of it, or an item of a list."""
        if "properties" in part.value or "discriminator" in part.value:
            return part
        inner = [self.edition.below(part, "items")] if "items" in part.value else self.edition.listed(part, "oneOf")
        return next(filter(None, map(self._object, inner)), None)

    def _branches(self, part: Part) -> list[Branch]:
        if "discriminator" in part.value or "properties" in part.value:
            return []
        return [
            Branch(kind(self.edition, branch), values(branch.value), branch.value["description"])
            for branch in self.edition.listed(part, "oneOf")
        ]


def _written(said: JsonObject) -> str | None:
    if "default" not in said:
        return None
    value = said["default"]
    return str(value).lower() if isinstance(value, bool) else str(value)
