"""Rules about the error catalogue, and what operations say about errors."""

from collections.abc import Iterator
from typing import Any

from generator.lint.facts import Facts, Operation
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of

CATALOG = "/x-error-catalog"
STILL_RUNNING = "409"
TOO_LARGE = "413"
ROOT_CLASSES = ("KomojuError",)


def class_name(code: str) -> str:
    """Name the exception class of a code: camel case and `Error` once."""
    name = "".join(word[:1].upper() + word[1:] for word in code.split("_"))
    return name if name.endswith("Error") else f"{name}Error"


@rule(
    "error-family",
    "The family is the class above, so without it an exception has no place in the tree.",
)
def error_family(facts: Facts) -> Faults:
    """Look the family of every code up."""
    families = object_of(object_of(facts.document.get("x-error-catalog")).get("families"))
    for code, entry in facts.codes.items():
        if object_of(entry).get("family") not in families:
            yield (
                child(CATALOG, "codes", code),
                f"there is no family `{object_of(entry).get('family')}`",
            )


@rule("error-class", "Two codes with one class name cannot be told apart in an except clause.")
def error_class(facts: Facts) -> Faults:
    """Ask every code and family for a class name of its own."""
    taken: dict[str, str] = dict.fromkeys(ROOT_CLASSES, "the root of all errors")
    for pointer, name, label in _classes(facts):
        if not name.isidentifier():
            yield pointer, f"{label} gives no class name"
        elif taken.setdefault(name, label) != label:
            yield pointer, f"{label} gives the class {name}, as does {taken[name]}"


def _classes(facts: Facts) -> Iterator[tuple[str, str, str]]:
    families = object_of(object_of(facts.document.get("x-error-catalog")).get("families"))
    for key, family in families.items():
        name = class_name(str(object_of(family).get("name", "")))
        yield child(CATALOG, "families", key), name, f"the family `{key}`"
    for code in facts.codes:
        yield child(CATALOG, "codes", code), class_name(code), f"the code `{code}`"


@rule("operation-errors", "An operation that hides its errors leaves its callers unprepared.")
def operation_errors(facts: Facts) -> Faults:
    """Ask every operation for `x-errors`, with codes of the catalogue."""
    for operation in facts.operations:
        codes = array_of(operation.value.get("x-errors"))
        if not codes:
            yield operation.pointer, f"{operation.name} has no x-errors"
        for index, code in enumerate(codes):
            pointer = child(operation.pointer, "x-errors", index)
            if code not in facts.codes:
                yield pointer, f"errors.yaml has no `{code}`"


@rule(
    "status-drift",
    "A status without a code, or a code without its status, means that one of both is wrong.",
)
def status_drift(facts: Facts) -> Faults:
    """Hold the declared statuses to those of `x-errors`, and to those outside the catalogue.

    These are 413 where there is a body, and 409 where there is an idempotency key.
    """
    for operation in facts.operations:
        implied = {
            str(object_of(facts.codes[code]).get("status"))
            for code in array_of(operation.value.get("x-errors"))
            if code in facts.codes
        }
        if "requestBody" in operation.value:
            implied.add(TOO_LARGE)
        if facts.idempotency_keys(operation):
            implied.add(STILL_RUNNING)
        responses = object_of(operation.value.get("responses"))
        declared = {status for status in responses if not status.startswith("2")}
        for status in sorted(declared - implied):
            pointer = child(operation.pointer, "responses", status)
            yield pointer, f"{operation.name}: no code of x-errors has the status {status}"
        for status in sorted(implied - declared):
            yield (
                operation.pointer,
                f"{operation.name}: a code has the status {status}, which is not declared",
            )


@rule("error-example", "Readers copy the codes of examples into their programs.")
def error_example(facts: Facts) -> Faults:
    """Look the code of every error example up, and compare its status."""
    outside = {
        (str(object_of(entry).get("status")), object_of(entry).get("code"))
        for entry in array_of(object_of(facts.document.get("x-error-catalog")).get("outside"))
    }
    for operation in facts.operations:
        for pointer, status, code in _examples(facts, operation):
            known = str(object_of(facts.codes.get(code)).get("status"))
            if code not in facts.codes:
                yield pointer, f"errors.yaml has no `{code}`"
            elif known != status and (status, code) not in outside:
                yield pointer, f"`{code}` has the status {known}, but stands under {status}"


def _examples(facts: Facts, operation: Operation) -> Iterator[tuple[str, str, Any]]:
    """Give the error examples of an operation: pointer, status, code."""
    for status, written in object_of(operation.value.get("responses")).items():
        reference = object_of(written).get("$ref")
        start = str(reference)[1:] if reference else child(operation.pointer, "responses", status)
        for name, media in object_of(facts.resolve(written).get("content")).items():
            for key, example in object_of(object_of(media).get("examples")).items():
                error = object_of(facts.resolve(example).get("value")).get("error")
                if error is not None:
                    pointer = child(start, "content", name, "examples", key)
                    yield pointer, status, str(object_of(error).get("code"))
