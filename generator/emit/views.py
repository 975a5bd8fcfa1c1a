"""What the templates see: plain values, with every name and type worked out."""

import re
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from keyword import iskeyword
from typing import Any

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.properties.model_property import ModelProperty
from openapi_python_client.parser.properties.protocol import PropertyProtocol

from generator.emit.document import Document
from generator.emit.kinds import Kind, constant_name, kind_of
from generator.emit.upstream import EmitError
from generator.runtime.model import Model

_SEALED = re.compile(r"SecretText\((?:shown=(\d+))?\)")
_MODELS = re.compile(r"ModelCodec|TaggedUnion")
_SENTENCE = re.compile(r"\A([^.]*\.)\s+(?=[A-Z`])")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a model or one parameter of a call."""

    name: str
    kind: Kind
    required: bool
    constant: bool
    doc: str

    @property
    def sealed(self) -> str | None:
        """Write how a sensitive argument is hidden; None for one that is not sensitive."""
        found = _SEALED.search(self.kind.codec)
        return f"seal({self.name}, {found[1] or 0})" if found else None

    @property
    def shielded(self) -> bool:
        """Tell whether the argument is a model, so that anything else given for it has to be hidden."""
        return bool(_MODELS.search(self.kind.codec)) or any(name.isupper() and "_" in name for name in self.kind.names)

    @property
    def summary(self) -> str:
        """Write the documentation as one paragraph, for a list of arguments. The model has the source of the fact."""
        return " ".join(part for part in self.doc.split("\n\n") if not part.startswith("Source: "))

    @property
    def parameter(self) -> str:
        """Write the field as a parameter."""
        return self.demanded if self.required else self.offered

    @property
    def demanded(self) -> str:
        """Write the field as a parameter that has to be given."""
        return f"{self.name}: {self.kind.takes}"

    @property
    def left_out(self) -> str:
        """Write the field as a parameter that cannot be given."""
        return f"{self.name}: Unset = UNSET"

    @property
    def offered(self) -> str:
        """Write the field as a parameter that may be left out."""
        nullable = self.kind.takes.endswith(" | None")
        takes = self.kind.takes.removesuffix(" | None") + " | Unset" + (" | None" if nullable else "")
        return f"{self.name}: {takes} = UNSET"

    @property
    def declaration(self) -> str:
        """Write the field as an attribute of a model."""
        holder = "Field" if self.required else "OptionalField"
        return f"{self.name}: {holder}[{self.kind.gives}] = {holder}({self.kind.codec})"


@dataclass(frozen=True, slots=True)
class ModelView:
    """One model: an object schema of the document, or the stand-in for tags that nobody has heard of."""

    name: str
    doc: str
    fields: list[FieldView]
    choice: list[str] = field(default_factory=list[str])
    """The fields of which exactly one is given."""
    needs: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    """The fields that are given beside others only, each with those."""

    @property
    def given(self) -> list[FieldView]:
        """List the fields that a caller gives, required ones first."""
        return in_signature([field for field in self.fields if not field.constant])

    @property
    def overloads(self) -> list[list[str]]:
        """Write the parameters of each way to make the model, where types can tell the ways apart."""
        return overloads_of(self.given, self.choice) if self.choice else overloads_beside(self.given, self.needs)


@dataclass(frozen=True, slots=True)
class UnionView:
    """A discriminated union: its models by tag, and the stand-in where the service may send more."""

    name: str
    doc: str
    tag: str
    models: dict[str, str]
    unknown: str | None

    @property
    def constant(self) -> str:
        """Name the codec."""
        return constant_name(self.name)

    @property
    def members(self) -> list[str]:
        """List the classes of the union, each once."""
        return list(dict.fromkeys([*self.models.values(), *([self.unknown] if self.unknown else [])]))


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A named list of allowed texts."""

    name: str
    doc: str
    values: list[str]


@dataclass(slots=True)
class ModuleView:
    """One module of `komoju.models`: what one file of the contract defines."""

    name: str
    choices: list[ChoiceView] = field(default_factory=list[ChoiceView])
    models: list[ModelView] = field(default_factory=list[ModelView])
    unions: list[UnionView] = field(default_factory=list[UnionView])

    @property
    def parts(self) -> list[ModelView | UnionView]:
        """List models and unions, each after those that it is made of, because its code names them."""
        parts: list[ModelView | UnionView] = [*self.models, *self.unions]
        waiting = {name: part for part in parts for name in _names_of(part)}
        needs = {
            part.name: {waiting[name].name for name in sorted(_needs_of(part) & waiting.keys())}
            for part in waiting.values()
        }
        try:
            return [waiting[name] for name in TopologicalSorter(needs).static_order()]
        except CycleError as error:
            message = f"models that contain each other cannot be emitted: {' -> '.join(error.args[1])}"
            raise EmitError(message) from error

    @property
    def defined(self) -> set[str]:
        """Name what the module defines, codecs of unions included."""
        return {*self.public, *(union.constant for union in self.unions)}

    @property
    def public(self) -> list[str]:
        """Name what users import."""
        choices, models = (choice.name for choice in self.choices), (model.name for model in self.models)
        return sorted([*choices, *models, *(union.name for union in self.unions)])

    @property
    def names(self) -> set[str]:
        """Name everything that the code of the module refers to."""
        fields = {name for model in self.models for field in model.fields for name in field.kind.names}
        return fields | {name for union in self.unions for name in union.members}


def module_views(document: Document, data: GeneratorData) -> list[ModuleView]:
    """Sort the schemas of the document into modules, in the order of the document."""
    models = {str(model.class_info.name): model for model in data.models}
    modules: dict[str, ModuleView] = {}
    for name, raw in document.schemas.items():
        module = modules.setdefault(document.module_of(name), ModuleView(document.module_of(name)))
        doc = documentation(raw)
        if name in document.unions:
            union = _union_view(document, name, doc)
            module.unions.append(union)
            if union.unknown:
                module.models.append(_unknown_view(document, models, union))
        elif "properties" in raw:
            received = name in document.received
            fields = field_views(document, properties_of(models[name]), raw, received=received)
            module.models.append(ModelView(name, doc, fields, document.choices_of(name), document.needs_of(name)))
        elif "enum" in raw:
            module.choices.append(ChoiceView(name, doc, raw["enum"]))
    return [module for module in modules.values() if module.public]


def _names_of(part: ModelView | UnionView) -> list[str]:
    """Name what a part defines."""
    return [part.name] if isinstance(part, ModelView) else [part.name, part.constant]


def _needs_of(part: ModelView | UnionView) -> set[str]:
    """Name what a part is made of."""
    if isinstance(part, UnionView):
        return set(part.members)
    return {name for field in part.fields for name in field.kind.names}


def in_signature(fields: list[FieldView]) -> list[FieldView]:
    """Sort fields as parameters: required ones first."""
    return sorted(fields, key=lambda field: not field.required)


def overloads_of(fields: list[FieldView], choice: list[str]) -> list[list[str]]:
    """Write the parameters of each overload: one field of the choice is demanded, and the others are left out."""
    found: list[list[str]] = []
    for chosen in choice:
        required = [field.demanded for field in fields if field.required or field.name == chosen]
        others = [field for field in fields if not field.required and field.name != chosen]
        found.append([*required, *(field.left_out if field.name in choice else field.parameter for field in others)])
    return found


def overloads_beside(fields: list[FieldView], needs: dict[str, list[str]]) -> list[list[str]]:
    """Write two overloads where all that need others need the same ones: with those demanded, and without any."""
    needed = next(iter(needs.values()), list[str]())
    if not needed or any(others != needed for others in needs.values()):
        return []
    demanded = [field.demanded for field in fields if field.required or field.name in needed]
    optional = [field.parameter for field in fields if not field.required and field.name not in needed]
    without = [field.left_out if field.name in needs else field.parameter for field in fields]
    return [[*demanded, *optional], without]


def properties_of(model: ModelProperty) -> list[PropertyProtocol]:
    """List the properties of a model as the library parsed them."""
    return [*(model.required_properties or []), *(model.optional_properties or [])]


def field_views(
    document: Document, properties: list[PropertyProtocol], raw: dict[str, Any], *, received: bool
) -> list[FieldView]:
    """Make the fields of an object, in the order of the document."""
    by_name = {prop.name.get_untrusted_value(): prop for prop in properties}
    return [
        field_view(document, by_name[name], schema, received=received) for name, schema in raw["properties"].items()
    ]


def field_view(document: Document, prop: PropertyProtocol, raw: dict[str, Any], *, received: bool) -> FieldView:
    """Make one field of a property and its schema."""
    resolved = document.resolve(raw)
    return FieldView(
        name=_python_name(prop),
        kind=kind_of(document, prop, raw, received=received),
        required=prop.required,
        constant="const" in resolved,
        doc=documentation(resolved),
    )


def _python_name(prop: PropertyProtocol) -> str:
    """Take the name of the API as it is. The library would call `type` `type_`, which no user looks for."""
    name = prop.name.get_untrusted_value()
    if not name.isidentifier() or iskeyword(name) or name.startswith("_") or hasattr(Model, name):
        message = f"{name}: not a name that a Python model can use as it stands"
        raise EmitError(message)
    return name


def documentation(schema: dict[str, Any]) -> str:
    """Write the docstring of a schema: what it is, what it may be, and where the fact comes from."""
    lines = [first_sentence_apart(schema["description"].strip())]
    if "enum" in schema:
        lines.append(f"Allowed values: {', '.join(map(str, schema['enum']))}.")
    if "default" in schema:
        lines.append(f"Default: {schema['default']}.")
    if "x-source" in schema:
        lines.append(f"Source: {schema['x-source']}")
    return "\n\n".join(lines)


def first_sentence_apart(text: str) -> str:
    """Make the first sentence a paragraph of its own, as the summary of a docstring."""
    return _SENTENCE.sub(r"\1\n\n", text, count=1)


def _union_view(document: Document, name: str, doc: str) -> UnionView:
    unknown = f"Unknown{name}" if name in document.received else None
    return UnionView(name, doc, document.tag_of(name), document.unions[name], unknown)


def _unknown_view(document: Document, models: dict[str, ModelProperty], union: UnionView) -> ModelView:
    """Make the stand-in: the tag, and what all branches of the union have in the same form."""
    tag = FieldView(
        union.tag,
        Kind("str", "str", "TEXT", frozenset({"TEXT"})),
        required=True,
        constant=False,
        doc="The tag, as it was sent.",
    )
    branches = [document.schemas[name] for name in dict.fromkeys(union.models.values())]
    first = next(iter(union.models.values()))
    shared = {
        name: schema
        for name, schema in branches[0]["properties"].items()
        if all(branch["properties"].get(name) == schema for branch in branches)
    }
    found = field_views(document, properties_of(models[first]), {"properties": shared}, received=True)
    others = [replace(field, required=False) for field in found if field.name != union.tag and not field.constant]
    doc = f"`{union.tag}` is one that this package does not know.\n\n`to_dict()` gives all of it."
    return ModelView(f"Unknown{union.name}", doc, [tag, *others])
