"""What an editor shows: every public name says what it is, with its units, allowed values and errors."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from komoju import errors

from tests.values import ROOT, document

PACKAGE = ROOT / "generated_client" / "komoju"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODELS = sorted((PACKAGE / "models").glob("*.py"))
OPERATIONS = [
    operation for item in document()["paths"].values() for method, operation in item.items() if method != "parameters"
]
HELD = [
    *("_client.py", "_async_client.py", "_resources.py", "_async_resources.py"),
    *("_runtime/replies.py", "_runtime/errors.py", "errors.py"),
]
SECTION = re.compile(r"^([A-Z][a-z]+):$", re.MULTILINE)
ENTRY = re.compile(r"^    (\w+)(?:: |$)", re.MULTILINE)
Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def public(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Give the public classes, functions, methods and properties of a module, with their names.

    An overload is none of its own: what it says stands once, below all of them.
    """
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_") and not is_overload(child):
            yield prefix + child.name, child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{prefix}{child.name}.")


def is_overload(node: Definition) -> bool:
    return any(isinstance(decorator, ast.Name) and decorator.id == "overload" for decorator in node.decorator_list)


def documented(body: list[ast.stmt]) -> dict[str, str]:
    """Give the docstring below each assignment to a public name or attribute; an empty one when there is none."""
    found: dict[str, str] = {}
    for statement, following in zip_longest(body, body[1:]):
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        text = following.value if isinstance(following, ast.Expr) else None
        doc = text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else ""
        for target in targets:
            name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "_")
            if not name.startswith("_"):
                found[name] = inspect.cleandoc(doc)
    return found


def statements(node: ast.ClassDef) -> Iterator[ast.stmt]:
    """Give what the methods of a class set on `self`, and the docstrings below."""
    for method in node.body:
        for statement in method.body if isinstance(method, ast.FunctionDef) else []:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else getattr(statement, "target", None)
            if isinstance(statement, ast.Expr) or isinstance(target, ast.Attribute):
                yield statement


def words(text: str) -> str:
    """Write a text on one line, so that line breaks make no difference."""
    return " ".join(text.split())


def described(schema: dict[str, Any]) -> tuple[str, list[Any]]:
    """Give the description of a property or parameter, and the values that it may have where they are counted."""
    whole = {**_resolved(schema), **schema}
    return words(whole["description"]), whole.get("enum", whole.get("schema", {}).get("enum", []))


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    _, section, name = schema["$ref"].rsplit("/", 2)
    found: dict[str, Any] = document()["components"][section][name]
    return {**found, "enum": found.get("enum", _resolved(found.get("schema", {})).get("enum", []))}


def sections(doc: str) -> dict[str, dict[str, str]]:
    """Take the sections of a docstring apart: their entries by name, each on one line."""
    parts = SECTION.split(doc)[1:]
    texts = zip(parts[::2], parts[1::2], strict=True)
    return {title: _entries(text) for title, text in texts}


def _entries(text: str) -> dict[str, str]:
    parts = ENTRY.split(text)[1:]
    return {name: words(said) for name, said in zip(parts[::2], parts[1::2], strict=True)}


def docstring_of(operation: dict[str, Any], prefix: str) -> str:
    """Find the docstring of the method for an operation."""
    module = PACKAGE / f"_{prefix.lower()}{'_' if prefix else ''}resources.py"
    name = f"{prefix}{operation['tags'][0].capitalize()}.{operation['x-method']}"
    return ast.get_docstring(dict(public(tree(module)))[name]) or ""


def parameters_of(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the query parameters and the fields of the body, by name."""
    query = [_resolved(parameter) for parameter in operation.get("parameters", [])]
    found = {parameter["name"]: parameter for parameter in query if parameter["in"] == "query"}
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        found |= _resolved(schema)["properties"]
    return found


def path_parameters_of(operation: dict[str, Any]) -> list[str]:
    """Name what stands in the path."""
    given = [_resolved(parameter) for parameter in operation.get("parameters", [])]
    return [parameter["name"] for parameter in given if parameter["in"] == "path"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_public_class_function_method_and_property_says_what_it_is(path: Path) -> None:
    """What the methods of a codec promise stands once, on their base class."""
    silent = {name for name, node in public(tree(path)) if not ast.get_docstring(node)}
    codec = dict(public(tree(PACKAGE / "_runtime" / "codecs.py")))
    inherited = {name for name in silent if f"Codec.{name.rpartition('.')[2]}" in codec}

    assert ast.get_docstring(tree(path))
    assert silent - (inherited if path.name in {"codecs.py", "model.py"} else set()) == set()


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_every_field_and_every_list_of_values_says_what_it_is(path: Path) -> None:
    for name, node in public(tree(path)):
        if isinstance(node, ast.ClassDef):
            fields = documented(node.body)
            assert fields, name
            assert [field for field, doc in fields.items() if not doc] == [], name
    aliases = {name: doc for name, doc in documented(tree(path).body).items() if not name.isupper()}
    assert [name for name, doc in aliases.items() if not doc] == []


def test_every_field_says_what_the_document_says() -> None:
    """The description, and the allowed values where they are counted."""
    schemas = document()["components"]["schemas"]
    classes = {name: node for path in MODELS for name, node in public(tree(path)) if isinstance(node, ast.ClassDef)}
    compared = 0
    for name, node in classes.items():
        if name.startswith("Unknown"):
            continue
        docs = documented(node.body)
        assert list(docs) == list(schemas[name]["properties"]), name
        for field, schema in schemas[name]["properties"].items():
            description, allowed = described(schema)
            assert description in words(docs[field]), f"{name}.{field}"
            if allowed:
                assert f"Allowed values: {', '.join(allowed)}." in words(docs[field]), f"{name}.{field}"
            compared += 1
    assert compared > 150


@pytest.mark.parametrize("prefix", ["", "Async"], ids=["blocking", "async"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["operationId"])
def test_every_parameter_of_a_call_says_its_unit_and_its_values(operation: dict[str, Any], prefix: str) -> None:
    doc = docstring_of(operation, prefix)
    arguments = sections(doc)["Args"]

    assert words(operation["description"]) in words(doc)
    for name, schema in parameters_of(operation).items():
        description, allowed = described(schema)
        assert description in arguments[name], name
        if allowed:
            assert f"Allowed values: {', '.join(allowed)}." in arguments[name], name
        if name in {"amount", "tax"}:
            assert "smallest unit of the currency" in arguments[name], name
    for name in ("timeout", "max_retries", "extra_headers"):
        assert arguments[name]
    for name in path_parameters_of(operation):
        assert arguments[name]


@pytest.mark.parametrize("prefix", ["", "Async"], ids=["blocking", "async"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["operationId"])
def test_every_call_lists_the_errors_that_the_document_gives_it(operation: dict[str, Any], prefix: str) -> None:
    listed = sections(docstring_of(operation, prefix))["Raises"]

    said = {errors.BY_CODE[code].__name__ for code in operation["x-errors"]}
    own = {"ConnectionFailedError", "DecodeError", "OutcomeUnknownError", "PaginationError"}
    assert said <= listed.keys() <= said | own
    assert all(listed.values())


@pytest.mark.parametrize("name", HELD)
def test_every_attribute_of_what_a_user_holds_says_what_it_is(name: str) -> None:
    """`komoju.payments`, for example: in a docstring of its own, or by its name in that of its class."""
    for owner, node in public(tree(PACKAGE / name)):
        if isinstance(node, ast.ClassDef):
            summary = re.findall(r"`(\w+)`", ast.get_docstring(node) or "")
            attributes = documented([*statements(node)])
            assert {attribute for attribute, doc in attributes.items() if not doc} <= {*summary}, owner
