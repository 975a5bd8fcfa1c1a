"""Rules about the headers of calls."""

from generator.grammar import CALL_HEADER, CALL_HEADER_SCHEMA
from generator.lint.facts import Facts
from generator.lint.rule import Faults, rule
from generator.places import child

CHANGING = ("post", "patch")


@rule("call-header", "A header that no client knows how to fill is never sent.")
def call_header(facts: Facts) -> Faults:
    """Ask every header of a call for its role, and for a text with no more than limits and a pattern."""
    called = {p.get("name") for o in facts.operations for p in facts.parameters(o) if p.get("in") == "header"}
    for node in facts.of_kind("parameter"):
        if node.value.get("in") != "header" or node.value.get("name") not in called:
            continue
        schema = facts.resolve(node.value.get("schema"))
        if "x-role" not in node.value:
            yield node.pointer, f"the header {node.value['name']} has no x-role"
        if schema.get("type") != "string":
            yield child(node.pointer, "schema"), f"the header {node.value['name']} has to be a string"
        places = {child(node.pointer, key): key for key in node.value.keys() - CALL_HEADER}
        places |= {child(node.pointer, "schema", key): key for key in schema.keys() - CALL_HEADER_SCHEMA}
        for pointer, key in places.items():
            if not key.startswith("x-"):
                yield pointer, f"a header of a call has no `{key}` in this contract"


@rule(
    "idempotency-key",
    "A call that changes something and has no key cannot be sent again when its reply is lost.",
)
def idempotency_key(facts: Facts) -> Faults:
    """Ask every POST and PATCH for one header with an idempotency key, and the life cycle for its hours."""
    for operation in facts.operations:
        keys = facts.idempotency_keys(operation)
        if operation.method not in CHANGING:
            if keys:
                yield operation.pointer, f"{operation.name} can be sent again as it is, so it needs no idempotency key"
        elif len(keys) != 1 or keys[0].get("in") != "header":
            yield operation.pointer, f"{operation.name} needs one header with an idempotency key"
        elif keys[0].get("required") or "maxLength" not in facts.resolve(keys[0].get("schema")):
            yield operation.pointer, f"the idempotency key of {operation.name} has to be optional, with a maxLength"
    if "idempotency" not in facts.lifecycle:
        yield "/x-lifecycle", "lifecycle.yaml does not say for how many hours an idempotency key lives"
