"""What may stand in a field, in words."""

from generator.places import array_of
from generator.site.edition import Edition, JsonObject, Part

FORMATS = ("date-time", "email", "uri")
"""The formats that have a word of their own."""


def kind(edition: Edition, part: Part) -> str:
    """Say what may stand there."""
    said, words = part.value, edition.words
    if "oneOf" in said and "discriminator" not in said:
        branches = (kind(edition, branch) for branch in edition.listed(part, "oneOf"))
        return words("kind.or").join(dict.fromkeys(branches))
    if "const" in said:
        return words("kind.string")
    types = array_of(said["type"]) or [said.get("type", "object")]
    return words("kind.or").join(_named(edition, part, str(name)) for name in types)


def values(said: JsonObject) -> list[str]:
    """Give the values that may stand there, where there are several."""
    return [str(value) for value in array_of(said.get("enum"))]


def _named(edition: Edition, part: Part, name: str) -> str:
    words, said = edition.words, part.value
    if name == "array":
        return words("kind.array", kind=kind(edition, edition.below(part, "items")))
    if name == "string":
        format_ = said.get("format")
        return words(f"kind.{format_}") if format_ in FORMATS else words("kind.string") + _span(edition, said, "Length")
    return words(f"kind.{name}") + _span(edition, said, "imum")


def _span(edition: Edition, said: JsonObject, limit: str) -> str:
    """Say between which limits: `minimum` and `maximum`, or `minLength` and `maxLength`."""
    least, most = said.get(f"min{limit}"), said.get(f"max{limit}")
    if least is None and most is None:
        return ""
    unit = "length" if limit == "Length" else "value"
    which = "exact" if least == most else "most" if least is None else "least" if most is None else "both"
    return edition.words(f"{unit}.{which}", least=least, most=most)
