"""What the templates see of operations and errors."""

from dataclasses import dataclass
from typing import Any

from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.openapi import Endpoint

from generator.emit.document import Document
from generator.emit.examples import example_call
from generator.emit.kinds import constant_name
from generator.emit.upstream import EmitError
from generator.emit.views import (
    FieldView,
    documentation,
    field_view,
    field_views,
    in_signature,
    overloads_of,
    properties_of,
)


@dataclass(frozen=True, slots=True)
class PagingView:
    """How the pages of a list are asked for and found: parameter and member names."""

    page: str
    per_page: str
    items: str
    last: str
    total: str
    item: str
    find: str | None


@dataclass(frozen=True, slots=True)
class ErrorView:
    """One error code as an exception class."""

    code: str
    name: str
    family: str
    status: int
    retry: str
    outcome: str
    meaning: str
    advice: str
    shopper: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """One method of a resource."""

    id: str
    name: str
    http_method: str
    path: str
    summary: str
    doc: str
    path_fields: list[FieldView]
    query_fields: list[FieldView]
    body: str | None
    body_fields: list[FieldView]
    choice: list[str]
    returns: str
    reader: str
    paging: PagingView | None
    errors: list[ErrorView]
    key: dict[str, Any] | None
    example: str | None

    @property
    def reads(self) -> bool:
        """Tell whether the operation only reads."""
        return self.http_method == "GET"

    @property
    def key_header(self) -> str | None:
        """Name the header that carries an idempotency key."""
        return self.key["name"] if self.key else None

    @property
    def key_length(self) -> int:
        """Tell how long such a key may be."""
        return self.key["schema"]["maxLength"] if self.key else 0

    @property
    def key_doc(self) -> str:
        """Say what such a key does."""
        return self.key["description"] if self.key else ""

    @property
    def constant(self) -> str:
        """Name the constant that describes the operation."""
        return "".join(f"_{letter}" if letter.isupper() else letter for letter in self.id).upper()

    @property
    def query(self) -> str:
        """Name the model of the query."""
        return f"{self.id[0].upper()}{self.id[1:]}Query"

    @property
    def keywords(self) -> list[FieldView]:
        """List the keyword parameters, required ones first."""
        return in_signature([field for field in (*self.query_fields, *self.body_fields) if not field.constant])

    @property
    def overloads(self) -> list[list[str]]:
        """Write the keyword parameters of each way to make the call; one list for each field of the choice."""
        return overloads_of(self.keywords, self.choice)

    @property
    def chosen(self) -> str:
        """Write the fields of the choice as arguments, of which exactly one is passed on."""
        return f"**one_of({', '.join(f'{name}={name}' for name in self.choice)})"

    @property
    def names(self) -> set[str]:
        """Name what the signature and the body refer to."""
        fields = (*self.path_fields, *self.query_fields, *self.body_fields)
        items = [self.paging.item] if self.paging else []
        own = {self.returns, self.reader, *([self.body] if self.body else []), *items}
        return own | {name for field in fields for name in field.kind.names}


@dataclass(frozen=True, slots=True)
class ResourceView:
    """The methods under one tag."""

    name: str
    doc: str
    operations: list[OperationView]

    @property
    def class_name(self) -> str:
        """Name the class."""
        return self.name.title().replace("_", "")


def error_class(code: str) -> str:
    """Name the class of an error code: `card_declined` -> `CardDeclinedError`."""
    return "".join(part.title() for part in code.split("_")).removesuffix("Error") + "Error"


def error_views(document: Document) -> tuple[dict[str, str], list[ErrorView]]:
    """Give the families (class name -> meaning) and the codes of the error catalogue."""
    catalogue = document.root["x-error-catalog"]
    families = {f"{family['name']}Error": family["meaning"] for family in catalogue["families"].values()}
    views = [
        ErrorView(
            code=code,
            name=error_class(code),
            family=f"{catalogue['families'][row['family']]['name']}Error",
            status=row["status"],
            retry=row["retry"],
            outcome=row["outcome"],
            meaning=row["meaning"],
            advice=row["advice"],
            shopper=row["shopper"],
        )
        for code, row in catalogue["codes"].items()
    ]
    return families, views


def resource_views(document: Document, data: GeneratorData) -> list[ResourceView]:
    """Make the resources, in the order of the document's tags."""
    endpoints = {
        (endpoint.path.get_untrusted_value(), endpoint.method): endpoint
        for group in data.endpoint_collections_by_tag.values()
        for endpoint in group.endpoints
    }
    resources = {tag["name"]: ResourceView(tag["name"], tag["description"], []) for tag in document.root["tags"]}
    for path, method, raw in document.operations():
        view = _operation(document, data, endpoints[path, method], raw)
        resources[raw["tags"][0]].operations.append(view)
    return list(resources.values())


def _operation(document: Document, data: GeneratorData, endpoint: Endpoint, raw: dict[str, Any]) -> OperationView:
    path = endpoint.path.get_untrusted_value()
    parameters = _parameters(document, path, raw)
    body = _body_of(document, raw)
    choice = document.choices_of(body) if body else []
    models = {str(model.class_info.name): model for model in data.models}
    return OperationView(
        id=raw["operationId"],
        name=raw["x-method"],
        http_method=endpoint.method.upper(),
        path=path,
        doc=documentation({"description": _said(raw, choice), **_source(raw)}),
        path_fields=[
            field_view(document, prop, parameters[prop.name.get_untrusted_value()], received=False)
            for prop in endpoint.path_parameters
        ],
        query_fields=_query_fields(document, endpoint, parameters),
        body=body,
        body_fields=field_views(document, properties_of(models[body]), document.schemas[body], received=False)
        if body
        else [],
        choice=choice,
        returns=_returns(document, raw),
        reader=_reader(document, raw),
        paging=_paging(document, raw),
        errors=[view for view in error_views(document)[1] if view.code in raw["x-errors"]],
        key=_key_of(document, path, raw),
        example=example_call(document, raw["tags"][0], raw, _path_examples(document, path, raw)),
        summary=f"{raw['summary'].rstrip('.')}.",
    )


def _said(raw: dict[str, Any], choice: list[str]) -> str:
    chosen = f" Give exactly one of {' and '.join(f'`{name}`' for name in choice)}." if choice else ""
    return f"{raw['summary'].rstrip('.')}.\n\n{raw['description']}{chosen}"


def _source(raw: dict[str, Any]) -> dict[str, Any]:
    return {"x-source": raw["x-source"]}


def _query_fields(document: Document, endpoint: Endpoint, parameters: dict[str, dict[str, Any]]) -> list[FieldView]:
    by_name = {prop.name.get_untrusted_value(): prop for prop in endpoint.query_parameters}
    return [
        field_view(document, by_name[name], schema, received=False)
        for name, schema in parameters.items()
        if name in by_name
    ]


def _parameters(document: Document, path: str, raw: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the schema of each parameter by name, with the description of the parameter."""
    found: dict[str, dict[str, Any]] = {}
    for parameter in _given(document, path, raw):
        described: dict[str, Any] = {key: parameter[key] for key in ("description", "x-source") if key in parameter}
        found[parameter["name"]] = {**parameter["schema"], **described}
    return found


def _given(document: Document, path: str, raw: dict[str, Any]) -> list[dict[str, Any]]:
    """List the parameters of a path and of its operation, with references followed."""
    components = document.root["components"].get("parameters", {})
    given = [*document.root["paths"][path].get("parameters", []), *raw.get("parameters", [])]
    return [components[item["$ref"].rpartition("/")[2]] if "$ref" in item else item for item in given]


def _path_examples(document: Document, path: str, raw: dict[str, Any]) -> list[str]:
    return [item["example"] for item in _given(document, path, raw) if item["in"] == "path"]


def _key_of(document: Document, path: str, raw: dict[str, Any]) -> dict[str, Any] | None:
    """Give the header parameter that carries an idempotency key, where the operation has one."""
    keys = [item for item in _given(document, path, raw) if item.get("x-role") == "idempotency-key"]
    return keys[0] if keys else None


def _body_of(document: Document, raw: dict[str, Any]) -> str | None:
    if "requestBody" not in raw:
        return None
    names = {document.referred(content["schema"]) for content in raw["requestBody"]["content"].values()}
    if len(names) != 1 or None in names:
        message = f"{raw['operationId']}: all content types of a body share one component"
        raise EmitError(message)
    return names.pop()


def _returns(document: Document, raw: dict[str, Any]) -> str:
    """Name the model of the reply; all successful statuses share one."""
    names = {
        document.referred(reply["content"]["application/json"]["schema"])
        for status, reply in raw["responses"].items()
        if status.startswith("2")
    }
    name = names.pop()
    if names or name is None:
        message = f"{raw['operationId']}: all successful replies share one component"
        raise EmitError(message)
    return name


def _reader(document: Document, raw: dict[str, Any]) -> str:
    """Name what reads the reply: its model, or the codec of its union."""
    name = _returns(document, raw)
    return constant_name(name) if name in document.unions else name


def _paging(document: Document, raw: dict[str, Any]) -> PagingView | None:
    names = raw.get("x-pagination")
    if names is None:
        return None
    items = document.schemas[_returns(document, raw)]["properties"][names["items"]]["items"]
    item = document.referred(items)
    if item is None:
        message = f"{raw['operationId']}: the items of a list need a component of their own"
        raise EmitError(message)
    members = {key: names[key] for key in ("page", "per_page", "items", "last", "total")}
    return PagingView(**members, item=item, find=names.get("find"))
