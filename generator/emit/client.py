"""Render the templates, copy the runtime, derive the blocking twins, and format: the whole package."""

import hashlib
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment

from generator import __version__
from generator.bundle import Bundle
from generator.dist import dist_files
from generator.emit.blocking import blocking
from generator.emit.calls import error_views, resource_views
from generator.emit.document import Document
from generator.emit.imports import imports_of
from generator.emit.tidy import WIDTH, tidy
from generator.emit.upstream import check_version, parse, project
from generator.emit.views import first_sentence_apart, module_views
from generator.emit.webhooks import later_statuses, webhooks_view

RUNTIME = Path(__file__).parent.parent / "runtime"
PACKAGE = "komoju"
HEADER = "# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.\n"
TWINS = "async_"


def emit_client(bundle: Bundle, directory: Path) -> None:
    """Write the finished package into `directory`. Raise `EmitError` when it cannot be emitted."""
    check_version()
    document = Document(bundle)
    package = directory / PACKAGE
    for name, source in _sources(document, package):
        target = package / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(HEADER + source, encoding="utf-8", newline="\n")
    (package / "py.typed").write_text("", encoding="utf-8")
    tidy(package)


def _sources(document: Document, package: Path) -> Iterator[tuple[str, str]]:
    """Give each module of the package: its name and its source."""
    for name, source in (*_rendered(document, package), *_copied()):
        yield name, source
        folder, _, file = name.rpartition("/")
        if file.startswith((TWINS, f"_{TWINS}")):
            twin = file.replace(TWINS, "", 1)
            yield (f"{folder}/{twin}" if folder else twin), blocking(source)


def _copied() -> Iterator[tuple[str, str]]:
    for path in sorted(RUNTIME.glob("*.py")):
        yield f"_runtime/{path.name}", path.read_text(encoding="utf-8")


def _rendered(document: Document, package: Path) -> Iterator[tuple[str, str]]:
    data = parse(document)
    env = project(data, package).env
    _teach(env)
    modules = module_views(document, data)
    resources = resource_views(document, data)
    families, errors = error_views(document)
    homes = {name: module.name for module in modules for name in module.defined}

    def render(template: str, **values: object) -> str:
        return env.get_template(f"{template}.jinja").render(values)

    for module in modules:
        lines = imports_of(module.names - module.defined, homes, models=".", runtime="..")
        yield f"models/{module.name}.py", render("models_module.py", module=module, imports=lines)
    yield "models/__init__.py", render("models_init.py", modules=modules)
    yield "errors.py", render("errors.py", families=families, errors=errors)
    names = {name for resource in resources for operation in resource.operations for name in operation.names}
    names |= {operation.body for resource in resources for operation in resource.operations if operation.body}
    lines = imports_of(names, homes, models=".models.", runtime=".")
    yield "_async_resources.py", render("async_resources.py", resources=resources, imports=lines)
    yield (
        "_async_client.py",
        render("async_client.py", resources=resources, base_url=document.root["servers"][0]["url"]),
    )
    yield "_operations.py", render("operations.py", resources=resources)
    webhooks = webhooks_view(document)
    names = {"Payment", "PaymentStatus", webhooks.union, webhooks.reader, f"Unknown{webhooks.union}", *webhooks.models}
    lines = imports_of(names, homes, models=".models.", runtime=".")
    yield "webhooks.py", render("webhooks.py", webhooks=webhooks, imports=lines)
    yield (
        "_lifecycle.py",
        render("lifecycle.py", later=later_statuses(document), noted=document.root["x-lifecycle"]["notes"]["event"]),
    )
    yield "_stamp.py", render("stamp.py", **_stamp(document))
    yield "__init__.py", render("package_init.py", resources=resources)


def _stamp(document: Document) -> dict[str, str]:
    built = dist_files(document.root, {})["komoju-v1.json"]
    return {
        "version": __version__,
        "spec_version": document.root["info"]["version"],
        "spec_sha256": hashlib.sha256(built).hexdigest(),
        "base_url": document.root["servers"][0]["url"],
    }


def _teach(env: Environment) -> None:
    """Give the templates what they need to write docstrings and literals."""
    filters: dict[str, Any] = {
        "doc": _wrapped,
        "docstring": _docstring,
        "first_sentence": first_sentence_apart,
        "literal": repr,
    }
    env.filters.update(filters)


def _docstring(text: str, indent: int) -> str:
    wrapped = _wrapped(text, indent)
    return f'"""{wrapped}\n{" " * indent}"""' if "\n" in wrapped else f'"""{wrapped}"""'


def _wrapped(text: str, indent: int) -> str:
    """Wrap a text for a docstring that stands `indent` columns in, and make it harmless there."""
    safe = text.replace("\\", "\\\\").replace('"""', "'''")
    paragraphs = [
        textwrap.fill(" ".join(part.split()), WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        for part in safe.split("\n\n")
    ]
    return textwrap.indent("\n\n".join(paragraphs), " " * indent).strip()
