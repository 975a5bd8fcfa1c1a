"""Rules about the words of the document: only known constructs, only registered extensions."""

import re
from difflib import get_close_matches

from generator.grammar import BESIDE_REF, GRAMMAR, REQUIRED
from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import child

FORMATS = ("date-time", "email", "uri")
HINTS = {
    "nullable": 'OpenAPI 3.1 writes `type: [string, "null"]`',
    "allOf": "write the properties out, so that the object can be closed",
    "anyOf": "write oneOf with branches that exclude each other",
    "example": "a schema has `examples`, a list",
    "operationRef": "name the operation by operationId",
}


@rule(
    "unknown-keyword",
    "Validators pass over a misspelt or unsupported keyword, so its rule is lost in silence.",
)
def unknown_keyword(facts: Facts) -> Faults:
    """Refuse every key that the grammar does not list."""
    for node in facts.nodes:
        known = GRAMMAR[node.kind]
        for key in node.value:
            if key in known or key == "$ref" or key.startswith("x-"):
                continue
            close = get_close_matches(key, known, 1)
            hint = HINTS.get(key) or (f"did you mean `{close[0]}`?" if close else "")
            message = f"a {node.kind} has no `{key}` in this contract"
            yield child(node.pointer, key), f"{message}; {hint}" if hint else message


@rule(
    "beside-ref",
    "Tools pass over what stands beside a `$ref`, so it would hold for some readers only.",
)
def beside_ref(facts: Facts) -> Faults:
    """Allow only words, and no rules, beside a reference."""
    for node in facts.nodes:
        if not node.is_reference:
            continue
        allowed = BESIDE_REF.get(node.kind, frozenset[str]())
        for key in node.value:
            if key != "$ref" and key not in allowed and not key.startswith("x-") and key in GRAMMAR[node.kind]:
                yield child(node.pointer, key), f"`{key}` cannot stand beside a $ref"


@rule("unknown-extension", "An extension that the register page does not explain is known to nobody.")
def unknown_extension(facts: Facts) -> Faults:
    """Look every `x-` key up in EXTENSIONS.md."""
    known = set(re.findall(r"^\|\s*`(x-[a-z-]+)`", facts.bundle.tree.register, re.MULTILINE))
    for node in facts.nodes:
        for key in node.value:
            if key.startswith("x-") and key not in known:
                yield child(node.pointer, key), f"`{key}` is missing from EXTENSIONS.md"


@rule("component-name", "Names become class and member names in every language.")
def component_name(facts: Facts) -> Faults:
    """Ask for PascalCase in schemas."""
    for name in facts.bundle.origins:
        if not re.match(r"[A-Z][A-Za-z0-9]*\Z", name):
            pointer = child("/components/schemas", name)
            yield pointer, f"the schema `{name}` is not named like `PaymentList`"


@rule("missing-key", "A part without what OpenAPI asks of it is dropped by readers, or stops them.")
def missing_key(facts: Facts) -> Faults:
    """Ask every node for the keys that it cannot do without."""
    for node in facts.nodes:
        for key in REQUIRED.get(node.kind, ()):
            if key not in node.value and not node.is_reference:
                yield node.pointer, f"this {node.kind} has no `{key}`"


@rule("unknown-format", "Validators pass over a format that they do not know.")
def unknown_format(facts: Facts) -> Faults:
    """Allow only formats that every validator in use checks."""
    for node in facts.of_kind("schema"):
        if "format" in node.value and node.value["format"] not in FORMATS:
            yield child(node.pointer, "format"), f"the format is not one of {', '.join(FORMATS)}"


@rule("document-version", "Tools choose how to read a document by its version.")
def document_version(facts: Facts) -> Faults:
    """Ask for OpenAPI 3.1 and a version of the contract that can be compared."""
    if not re.match(r"3\.1\.\d+\Z", str(facts.document.get("openapi"))):
        yield "/openapi", "the contract is written in OpenAPI 3.1"
    version = facts.document.get("info", {}).get("version")
    if not re.match(r"\d+\.\d+\.\d+\Z", str(version)):
        yield "/info/version", "the version of the contract has to be like 1.2.3"
