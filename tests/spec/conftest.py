"""What the tests of the contract read: the source, the built document, and the documented calls."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml

ROOT = Path(__file__).parents[2]
URI = "urn:contract"


def _load(name: str) -> Any:
    return yaml.safe_load((ROOT / "spec" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def source() -> Callable[[str], Any]:
    """Read one file of the hand-written source by its name."""
    return _load


@pytest.fixture(scope="session")
def documented() -> list[dict[str, Any]]:
    """Read the calls and replies of the documentation, as they were extracted from it."""
    calls: list[dict[str, Any]] = json.loads((ROOT / "tests" / "documented.json").read_text(encoding="utf-8"))
    return calls


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """Read the built document."""
    document: dict[str, Any] = json.loads((ROOT / "spec" / "dist" / "komoju-v1.json").read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="session")
def resolve(contract: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Follow the references of an object of the built document."""

    def follow(value: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in value:
            target: Any = contract
            for key in value["$ref"].removeprefix("#/").split("/"):
                target = target[key.replace("~1", "/").replace("~0", "~")]
            value = target
        return value

    return follow


@pytest.fixture(scope="session")
def operations(contract: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the operations of the paths by their ids."""
    return {operation["operationId"]: operation for item in contract["paths"].values() for operation in item.values()}


@pytest.fixture(scope="session")
def complaints(contract: dict[str, Any]) -> Callable[[dict[str, Any], Any], list[str]]:
    """Hold a value to a schema of the built document, formats included."""
    return _judge(contract, formats=True)


@pytest.fixture(scope="session")
def complaints_without_formats(contract: dict[str, Any]) -> Callable[[dict[str, Any], Any], list[str]]:
    """Hold a value to a schema as readers do that take formats for remarks, which JSON Schema lets them."""
    return _judge(contract, formats=False)


def _judge(contract: dict[str, Any], *, formats: bool) -> Callable[[dict[str, Any], Any], list[str]]:
    document = {key: value for key, value in contract.items() if key != "jsonSchemaDialect"}
    registry = jsonschema_rs.Registry([(URI, document)], draft=jsonschema_rs.Draft202012)

    def judge(schema: dict[str, Any], value: Any) -> list[str]:
        absolute = {"$ref": URI + schema["$ref"]} if "$ref" in schema else schema
        validator = jsonschema_rs.Draft202012Validator(absolute, registry=registry, validate_formats=formats)
        return [error.message for error in validator.iter_errors(value)]

    return judge
