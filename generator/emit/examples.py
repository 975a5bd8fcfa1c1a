"""Write the scenarios of the document as Python calls, for the docstrings."""

import json
from typing import Any

from generator.emit.document import Document
from generator.places import is_array, is_object

CLIENT = "komoju"
SHORT = 50


def example_call(document: Document, resource: str, raw: dict[str, Any], path_values: list[str]) -> str | None:
    """Write the first scenario of an operation as a call; None when there is nothing to show."""
    arguments = [json.dumps(value) for value in path_values]
    if "requestBody" in raw:
        content = next(iter(raw["requestBody"]["content"].values()))
        scenario = _scenario(document, content.get("examples", {}))
        if scenario is None:
            return None
        properties = document.resolve(content["schema"])["properties"]
        arguments += [f"{name}={literal(document, value, properties[name])}" for name, value in scenario.items()]
    call = f"await {CLIENT}.{resource}.{raw['x-method']}"
    if sum(map(len, arguments)) < SHORT:
        return f"{call}({', '.join(arguments)})"
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return f"{call}(\n{lines})"


def _scenario(document: Document, examples: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Give the value of a scenario: one that pays at a shop where there is one, else the one with the most members."""
    values: list[dict[str, Any]] = [
        document.root["components"]["examples"][reference["$ref"].rpartition("/")[2]]["value"]
        for reference in examples.values()
    ]
    shop = next((value for value in values if "store" in str(value)), None)
    return shop or max(values, key=len, default=None)


def literal(document: Document, value: Any, schema: dict[str, Any]) -> str:
    """Write a value as Python: objects with a model as the model, the rest as it is."""
    if is_object(value):
        model = model_of(document, value, schema)
        if model is not None:
            properties = document.schemas[model]["properties"]
            arguments = [
                f"{name}={literal(document, item, properties[name])}"
                for name, item in value.items()
                if "const" not in document.resolve(properties[name])
            ]
            return f"{model}({', '.join(arguments)})"
    if is_array(value):
        return f"[{', '.join(literal(document, item, document.resolve(schema)['items']) for item in value)}]"
    if is_object(value):
        return f"{{{', '.join(f'{json.dumps(key)}: {literal(document, item, {})}' for key, item in value.items())}}}"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def model_of(document: Document, value: dict[str, Any], schema: dict[str, Any]) -> str | None:
    """Name the model of an object, by its reference, its tag, or the branch that is one."""
    name = document.referred(schema)
    if name in document.unions:
        return document.unions[name][value[document.tag_of(name)]]
    if name is not None and "properties" in document.schemas[name]:
        return name
    branches = document.resolve(schema).get("oneOf", [])
    return next((found for branch in branches if (found := model_of(document, value, branch))), None)
