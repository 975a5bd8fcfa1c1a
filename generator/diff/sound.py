"""Refuse a document that cannot be compared: parts of a wrong form, references that lead nowhere, endless depth."""

from collections.abc import Callable, Mapping
from typing import Any

from generator.diff.reader import NAMES, WORDS
from generator.places import child, is_array, is_object, lookup

DEEPEST = 100
# Below these keys stand values and names of the API, or only words.
DATA = WORDS | {"value", "default", "const", "enum", "x-pagination"}

Form = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_schema(value: Any) -> bool:
    return is_object(value) or _is_flag(value)


def _list_of(form: Form) -> Form:
    return lambda value: is_array(value) and all(form(item) for item in value)


def _map_of(form: Form) -> Form:
    return lambda value: is_object(value) and all(form(item) for item in value.values())


def _either(*forms: Form) -> Form:
    return lambda value: any(form(value) for form in forms)


_TEXTS = _list_of(_is_text)
_SCHEMAS = _map_of(_is_schema)

FORMS: Mapping[str, Form] = {
    **dict.fromkeys(("$ref", "operationId", "propertyName", "pattern", "format", "style", "in", "x-method"), _is_text),
    **dict.fromkeys(("deprecated", "explode", "uniqueItems", "nullable"), _is_flag),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _is_number),
    **dict.fromkeys(("minimum", "maximum", "multipleOf", "days"), _is_number),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), _either(_is_number, _is_flag)),
    **dict.fromkeys(("oneOf", "anyOf", "allOf"), _list_of(_is_schema)),
    **dict.fromkeys(("items", "schema", "additionalProperties"), _is_schema),
    **dict.fromkeys(("responses", "headers", "links", "paths", "webhooks", "schemas"), _map_of(is_object)),
    **dict.fromkeys(("content", "encoding", "securitySchemes", "codes", "families"), _map_of(is_object)),
    "info": is_object,
    "components": _map_of(is_object),
    "type": _either(_is_text, _TEXTS),
    "required": _either(_is_flag, _TEXTS),
    "enum": is_array,
    "properties": _SCHEMAS,
    "dependentRequired": _map_of(_TEXTS),
    "tags": _either(_TEXTS, _list_of(is_object)),
    "servers": _list_of(is_object),
    "security": _list_of(_map_of(_TEXTS)),
    "x-errors": _TEXTS,
    "x-test-numbers": _list_of(is_object),
    "outside": _list_of(is_object),
    "transitions": _list_of(is_object),
    "types": _either(_TEXTS, _map_of(is_object)),
    "currencies": _either(_is_text, _TEXTS),
}


def fault(document: dict[str, Any]) -> str | None:
    """Say why a document cannot be compared, or None when it can."""
    ahead: list[tuple[Any, str, bool]] = [(document, "", False)]
    while ahead:
        value, pointer, names = ahead.pop()
        if pointer.count("/") > DEEPEST:
            return f"is more than {DEEPEST} levels deep"
        if is_array(value):
            ahead += [(item, child(pointer, index), False) for index, item in enumerate(value)]
        elif is_object(value):
            found = None if names else _fault(document, value, pointer)
            if found is not None:
                return found
            ahead += [
                (item, child(pointer, key), not names and key in NAMES)
                for key, item in value.items()
                if names or key not in DATA
            ]
    return None


def _fault(document: dict[str, Any], value: dict[str, Any], pointer: str) -> str | None:
    for key, item in value.items():
        if key in FORMS and not FORMS[key](item):
            return f"has something else than a `{key}` at {child(pointer, key)}"
    reference = value.get("$ref", "#")
    if reference != "#" and (reference[:2] != "#/" or not is_object(lookup(document, reference[1:]))):
        return f"has a reference to {reference}, which is not in it"
    return None
