"""The one place that knows openapi-python-client: its version, its configuration, and how it is driven.

Its templates and its library use are outside its versioned interface, so another version is refused. It reads no
`discriminator`: each discriminated union is handed to it as an empty object of the same name, which keeps the name of
the union wherever it is used, and the templates write the union in its place. Nor does it read branches beside
properties: they are left out, and the templates write one overload for each.
"""

import copy
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader, StrictUndefined
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError

from generator.emit.document import Document

SUPPORTED = "0.29.1"
TEMPLATES = Path(__file__).parent.parent / "templates"


class EmitError(Exception):
    """The client cannot be emitted. The message says what to do."""


def check_version() -> None:
    """Refuse every version of openapi-python-client but the one that the templates were written for."""
    found = version("openapi-python-client")
    if found != SUPPORTED:
        message = (
            f"openapi-python-client {found} is installed, but the templates are written for {SUPPORTED}. "
            f"Run `make setup`, or port generator/templates and raise SUPPORTED in generator/emit/upstream.py"
        )
        raise EmitError(message)


def parse(document: Document) -> GeneratorData:
    """Read the document with openapi-python-client. Whatever it warns of is an error here."""
    data = GeneratorData.from_dict(_without_unions(document), config=_config(Path()))
    if isinstance(data, GeneratorError):
        raise EmitError(f"openapi-python-client cannot read the document: {data.header} {data.detail}")
    problems = [
        *data.errors,
        *(error for group in data.endpoint_collections_by_tag.values() for error in group.parse_errors),
    ]
    if problems:
        lines = "\n".join(f"  {error.header} {error.detail}" for error in problems)
        raise EmitError(f"openapi-python-client leaves parts of the document out:\n{lines}")
    return data


def project(data: GeneratorData, package: Path) -> Project:
    """Make a project whose templates are ours alone, and in which an unknown name is an error."""
    made = Project(openapi=data, config=_config(package), custom_template_path=TEMPLATES)
    made.env.loader = ChoiceLoader([FileSystemLoader(str(TEMPLATES)), DictLoader({})])
    made.env.undefined = StrictUndefined
    return made


def _config(package: Path) -> Config:
    return Config.from_sources(
        ConfigFile(package_name_override="komoju", literal_enums=True),
        MetaType.NONE,
        document_source=Path("komoju-v1.json"),
        file_encoding="utf-8",
        overwrite=True,
        output_path=package,
    )


def _without_unions(document: Document) -> dict[str, Any]:
    found = copy.deepcopy(document.root)
    found.pop("webhooks", None)
    schemas = found["components"]["schemas"]
    for name in document.unions:
        schemas[name] = {"type": "object", "description": schemas[name]["description"]}
    for schema in schemas.values():
        if "properties" in schema:
            schema.pop("oneOf", None)
    return found
