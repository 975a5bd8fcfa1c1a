"""Judge values by the schemas of a document, by Draft 2020-12 with formats."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from generator.places import child

URI = "urn:contract"
UNUSABLE = (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError)


class Judge:
    """Tells whether values fit schemas of one document, by Draft 2020-12, formats included."""

    def __init__(self, document: dict[str, Any]) -> None:
        resource = {key: value for key, value in document.items() if key != "jsonSchemaDialect"}
        self._registry = jsonschema_rs.Registry([(URI, resource)], draft=jsonschema_rs.Draft202012)
        self._known: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def validator(self, pointer: str) -> jsonschema_rs.Draft202012Validator:
        """Give the validator of the schema at a pointer.

        Raises ValidationError or ReferencingError for a schema that cannot be used.
        """
        if pointer not in self._known:
            schema = {"$ref": f"{URI}#{_fragment(pointer)}"}
            self._known[pointer] = jsonschema_rs.Draft202012Validator(
                schema, registry=self._registry, validate_formats=True
            )
        return self._known[pointer]

    def complaints(self, pointer: str, value: Any) -> Iterator[tuple[str, str]]:
        """Give where in the value something does not fit, as a pointer, and what.

        Nothing for a broken schema: `problem` tells about that.
        """
        try:
            validator = self.validator(pointer)
        except UNUSABLE:
            return
        for error in validator.iter_errors(value):
            yield child("", *error.instance_path), error.message

    def problem(self, pointer: str, schema: Any) -> str | None:
        """Say what is wrong with a schema; None when it can be used."""
        try:
            jsonschema_rs.meta.validate(schema)
            self.validator(pointer)
        except UNUSABLE as error:
            return f"not a valid schema: {error}".splitlines()[0]
        return None


def _fragment(pointer: str) -> str:
    return pointer.replace("%", "%25").replace("{", "%7B").replace("}", "%7D")
