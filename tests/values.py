"""Values that fit a schema of the document, drawn by hypothesis.

The lint admits few keywords into `spec/`, so this knows all of them, and refuses any other.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

ROOT = Path(__file__).parents[1]
KNOWN = {
    *("$ref", "type", "const", "enum", "oneOf", "discriminator", "properties", "required", "additionalProperties"),
    *("items", "maxItems", "minimum", "maximum", "minLength", "maxLength", "pattern", "format"),
    *("description", "default", "dependentRequired"),
}
KINDS: dict[str, st.SearchStrategy[Any]] = {"null": st.none(), "boolean": st.booleans()}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=8), inner, max_size=2),
    max_leaves=4,
)


@cache
def document() -> dict[str, Any]:
    """Read the built document."""
    found: dict[str, Any] = json.loads((ROOT / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8"))
    return found


@cache
def values_of(name: str) -> st.SearchStrategy[Any]:
    """Draw values of a component schema."""
    return values(document()["components"]["schemas"][name])


def values(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Draw values of a schema."""
    unknown = {key for key in schema if not key.startswith("x-")} - KNOWN
    if unknown:
        message = f"no values for {sorted(unknown)}"
        raise NotImplementedError(message)
    if "$ref" in schema:
        return values_of(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "oneOf" in schema and "properties" not in schema:
        return st.one_of([values(branch) for branch in schema["oneOf"]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([_of_kind(kind, schema) for kind in kinds])


def _of_kind(kind: str, schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind in KINDS:
        return KINDS[kind]
    if kind in {"integer", "number"}:
        return st.integers(schema.get("minimum"), schema.get("maximum"))
    if kind == "string":
        return _texts(schema)
    if kind == "array":
        return st.lists(values(schema["items"]), max_size=min(3, schema.get("maxItems", 3)))
    return _objects(schema)


def _texts(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    if schema.get("format") == "uri":
        return st.from_regex(r"https://[a-z]{1,9}\.example/[a-z0-9/]{0,20}", fullmatch=True)
    if schema.get("format") == "date-time":
        return st.datetimes(datetime.fromisoformat("1000-01-01")).map(
            lambda moment: f"{moment.replace(microsecond=0).isoformat()}Z"
        )
    least, most = schema.get("minLength", 0), schema.get("maxLength", 60)
    if "pattern" in schema:
        drawn = st.from_regex(schema["pattern"].removesuffix("$") + r"\Z")
        fits = drawn.filter(lambda text: least <= len(text) <= schema.get("maxLength", len(text)))
        # RFC 5321 limits what stands before the @.
        return fits.filter(lambda text: text.find("@") <= 64) if schema.get("format") == "email" else fits
    return st.text(min_size=least, max_size=most)


def _objects(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    extra = schema.get("additionalProperties", False)
    if extra is not False:
        inner = ANYTHING if extra is True else values(extra)
        return st.dictionaries(st.text(max_size=12), inner, max_size=3)
    parts = {name: values(part) for name, part in schema.get("properties", {}).items()}
    required = set(schema.get("required", []))
    choices: list[str] = [branch["required"][0] for branch in schema.get("oneOf", [])]
    drawn = [
        st.fixed_dictionaries(
            {name: part for name, part in parts.items() if name in {*required, chosen}},
            optional={name: part for name, part in parts.items() if name not in {*required, *choices}},
        )
        for chosen in choices or [None]
    ]
    needs: dict[str, list[str]] = schema.get("dependentRequired", {})
    return st.one_of(drawn).filter(lambda value: all(value.keys() >= {*needs.get(name, [])} for name in value))
