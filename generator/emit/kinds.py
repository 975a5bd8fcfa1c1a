"""Which Python type and which codec a property gets, read from the property objects of openapi-python-client."""

from dataclasses import dataclass
from typing import Any

from openapi_python_client.parser.properties.boolean import BooleanProperty
from openapi_python_client.parser.properties.const import ConstProperty
from openapi_python_client.parser.properties.datetime import DateTimeProperty
from openapi_python_client.parser.properties.float import FloatProperty
from openapi_python_client.parser.properties.int import IntProperty
from openapi_python_client.parser.properties.list_property import ListProperty
from openapi_python_client.parser.properties.literal_enum_property import LiteralEnumProperty
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.none import NoneProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol
from openapi_python_client.parser.properties.string import StringProperty
from openapi_python_client.parser.properties.union import UnionProperty

from generator.emit.document import Document
from generator.emit.upstream import EmitError
from generator.places import is_object

_SCALARS: dict[type[PropertyProtocol], tuple[str, str]] = {
    StringProperty: ("str", "TEXT"),
    IntProperty: ("int", "INTEGER"),
    FloatProperty: ("float", "NUMBER"),
    BooleanProperty: ("bool", "BOOLEAN"),
}
# How many of the last characters of a sensitive value may be seen.
_SHOWN = {"number": 4, "secret": 0, "personal": 0}


@dataclass(frozen=True, slots=True)
class Kind:
    """A property as Python sees it: what reading it gives, what a call takes for it, and its codec.

    `names` are the runtime, model and standard names that the three expressions need.
    """

    gives: str
    takes: str
    codec: str
    names: frozenset[str]


def kind_of(document: Document, prop: PropertyProtocol, raw: dict[str, Any], *, received: bool) -> Kind:
    """Find the kind of a property: `raw` is its schema, and `received` tells that it comes from the service."""
    name = document.referred(raw)
    raw = document.resolve(raw)
    if isinstance(prop, UnionProperty):
        return _union(document, prop, raw, received=received)
    if isinstance(prop, ListProperty):
        inner = kind_of(document, prop.inner_property, raw["items"], received=received)
        return Kind(
            f"tuple[{inner.gives}, ...]",
            f"Sequence[{inner.takes}]",
            f"Items({inner.codec})",
            inner.names | {"Items", "Sequence"},
        )
    if isinstance(prop, ModelProperty):
        return _object(document, prop, name, raw)
    if isinstance(prop, LiteralEnumProperty):
        return _choice(name, raw["enum"], received=received)
    if isinstance(prop, ConstProperty):
        value = repr(raw["const"])
        return Kind(
            f"Literal[{value}]",
            f"Literal[{value}]",
            f"Constant[Literal[{value}]]({value})",
            frozenset({"Literal", "Constant"}),
        )
    if isinstance(prop, DateTimeProperty):
        return Kind("datetime", "datetime", "TIMESTAMP", frozenset({"datetime", "TIMESTAMP"}))
    if isinstance(prop, StringProperty) and "x-sensitive" in raw:
        shown = _SHOWN[raw["x-sensitive"]]
        codec = f"SecretText(shown={shown})" if shown else "SecretText()"
        return Kind("Secret", "str | Secret", codec, frozenset({"Secret", "SecretText"}))
    if type(prop) in _SCALARS:
        annotation, codec = _SCALARS[type(prop)]
        return Kind(annotation, annotation, codec, frozenset({codec}))
    where, found = prop.name.get_untrusted_value(), type(prop).__name__
    message = f"{where}: there is no codec for a {found} yet; add it to generator/emit/kinds.py"
    raise EmitError(message)


def _union(document: Document, prop: UnionProperty, raw: dict[str, Any], *, received: bool) -> Kind:
    branches = [
        kind_of(document, inner, schema, received=received)
        for inner, schema in zip(prop.inner_properties, _branches(raw, prop), strict=True)
        if not isinstance(inner, NoneProperty)
    ]
    kind = branches[0]
    for other in branches[1:]:
        kind = Kind(
            f"{kind.gives} | {other.gives}",
            f"{kind.takes} | {other.takes}",
            f"Either({kind.codec}, {other.codec})",
            kind.names | other.names | {"Either"},
        )
    if len(branches) == len(prop.inner_properties):
        return kind
    return Kind(f"{kind.gives} | None", f"{kind.takes} | None", f"Nullable({kind.codec})", kind.names | {"Nullable"})


def _branches(raw: dict[str, Any], prop: UnionProperty) -> list[dict[str, Any]]:
    """Give the schema of each branch, in the order in which the library keeps them."""
    if isinstance(raw.get("type"), list):
        return [{**raw, "type": kind} for kind in raw["type"]]
    found: list[dict[str, Any]] = raw["oneOf"]
    if len(found) != len(prop.inner_properties):
        message = f"{prop.name.get_untrusted_value()}: branches of the same Python type cannot be told apart"
        raise EmitError(message)
    return found


def _object(document: Document, prop: ModelProperty, name: str | None, raw: dict[str, Any]) -> Kind:
    if name in document.unions:
        constant = constant_name(name)
        return Kind(name, name, constant, frozenset({name, constant}))
    if "properties" in raw and name is not None:
        return Kind(name, name, f"ModelCodec({name})", frozenset({name, "ModelCodec"}))
    extra = raw.get("additionalProperties")
    if is_object(extra) and extra.get("type") == "string":
        return Kind("Mapping[str, str]", "Mapping[str, str]", "TextMap()", frozenset({"Mapping", "TextMap"}))
    if extra is True:
        return Kind(
            "Mapping[str, Any]", "Mapping[str, Any]", "JsonObject()", frozenset({"Mapping", "Any", "JsonObject"})
        )
    message = f"{prop.class_info.name}: an object with properties needs a component of its own"
    raise EmitError(message)


def _choice(name: str | None, values: list[str], *, received: bool) -> Kind:
    """Give a closed choice for what is sent; what arrives may be a value that nobody has heard of."""
    choice = name or f"Literal[{', '.join(map(repr, values))}]"
    annotation = f"{choice} | str" if received else choice
    return Kind(annotation, annotation, "CHOICE", frozenset({name or "Literal", "CHOICE"}))


def constant_name(union: str) -> str:
    """Name the codec of a union: `PaymentDetails` -> `PAYMENT_DETAILS`."""
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in union).strip("_").upper()
