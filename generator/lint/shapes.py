"""Rules about the form of values. They come first: the other rules rely on it."""

from collections.abc import Callable

import jsonschema_rs

from generator.grammar import GRAMMAR, Slot
from generator.lint.facts import Facts
from generator.lint.forms import FORMS, OVERLAY
from generator.lint.rule import Faults, rule
from generator.overlay import overlays
from generator.places import array_of, child, is_array, is_object

SCALARS = (str, int, float, bool, type(None))


def _all(value: object, kind: type | tuple[type, ...]) -> bool:
    return is_array(value) and all(isinstance(item, kind) for item in value)


def _texts(value: object) -> bool:
    return _all(value, str) and value != []


def _keys(value: object) -> bool:
    return all(scopes == [] for item in array_of(value) for scopes in item.values())


LEAVES: dict[str, tuple[str, Callable[[object], bool]]] = {
    "text": ("a text", lambda value: isinstance(value, str)),
    "flag": ("true or false", lambda value: isinstance(value, bool)),
    "number": ("a number", lambda value: type(value) in (int, float)),
    "list": ("a list", is_array),
    "texts": ("a list of texts", lambda value: _all(value, str)),
    "scalars": ("a list of texts, numbers or null", lambda value: _all(value, SCALARS)),
    "keys": ("a list like `- secretKey: []`", lambda value: _all(value, dict) and _keys(value)),
    "object": ("an object", is_object),
    "names": ("an object of lists of texts", lambda value: is_object(value) and all(map(_texts, value.values()))),
    "value": ("any value", lambda _: True),
}
CONTAINERS = {"one": "object", "list": "list", "map": "object"}


@rule("wrong-shape", "What has the wrong form is passed over by most tools, with what stands in it.")
def wrong_shape(facts: Facts) -> Faults:
    """Hold every value to the form that the grammar gives its key."""
    for node in facts.nodes:
        for key, slot in GRAMMAR[node.kind].items():
            if key in node.value:
                yield from _misfits(slot, child(node.pointer, key), key, node.value[key])


def _misfits(slot: Slot, pointer: str, key: str, value: object) -> Faults:
    """Give what does not fit a slot: the value itself, or members of it."""
    form, fits = LEAVES[slot.kind if slot.shape == "leaf" else CONTAINERS[slot.shape]]
    if key == "additionalProperties" and isinstance(value, bool):
        return
    if not fits(value):
        yield pointer, f"`{key}` has to be {form}"
    elif slot.shape in ("list", "map"):
        items = value.items() if is_object(value) else enumerate(array_of(value))
        for name, item in items:
            if not is_object(item) and not str(name).startswith("x-"):
                yield child(pointer, name), f"`{name}` of `{key}` has to be an object"


@rule("extension-form", "An extension of another form than its readers expect is lost on them.")
def extension_form(facts: Facts) -> Faults:
    """Hold every extension, the tables among them, to the form that its readers expect."""
    judges = {key: jsonschema_rs.Draft202012Validator(form) for key, form in FORMS.items()}
    for node in facts.nodes:
        for key in node.value.keys() & judges.keys():
            for error in judges[key].iter_errors(node.value[key]):
                yield child(node.pointer, key, *error.instance_path), error.message


@rule("overlay-form", "An overlay of another form is applied by some tools, and passed over or refused by others.")
def overlay_form(facts: Facts) -> Faults:
    """Hold every overlay to OpenAPI Overlay 1.0.0, with what is needed to translate and no more."""
    judge = jsonschema_rs.Draft202012Validator(OVERLAY)
    tree = facts.bundle.tree
    for overlay in overlays(tree).values():
        for error in judge.iter_errors(overlay.value):
            yield tree.place(overlay.name, child("", *error.instance_path)), error.message


FIRST = (wrong_shape, extension_form, overlay_form)
