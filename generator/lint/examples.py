"""Rules about scenarios: a request example and the response example of the same name."""

from typing import Any

from generator.lint.facts import Facts, Operation
from generator.lint.rule import Faults, rule
from generator.places import child, object_of


def _names(node: dict[str, Any]) -> dict[str, str]:
    """Give the names of the examples in all contents of a node, each with a pointer below it."""
    return {
        name: child("", "content", media, "examples", name)
        for media, content in object_of(node.get("content")).items()
        for name in object_of(object_of(content).get("examples"))
    }


def _replies(facts: Facts, operation: Operation) -> set[str]:
    responses = object_of(operation.value.get("responses"))
    successes = (facts.resolve(node) for status, node in responses.items() if status.startswith("2"))
    return {name for node in successes for name in _names(node)}


@rule(
    "scenario-pair",
    "A request without its reply shows half of a conversation, and no test can play it.",
)
def scenario_pair(facts: Facts) -> Faults:
    """Ask for a reply to every request example, and the other way round."""
    for operation in facts.operations:
        if "requestBody" not in operation.value:
            continue
        body = child(operation.pointer, "requestBody")
        requests = _names(facts.resolve(operation.value["requestBody"]))
        replies = _replies(facts, operation)
        for name, below in requests.items():
            if name not in replies:
                yield body + below, f"the scenario `{name}` of {operation.name} has no response"
        for name in sorted(replies - requests.keys()):
            yield body, f"the scenario `{name}` of {operation.name} has no request"


@rule("scenario-content", "A scenario that one content type lacks is never played in it.")
def scenario_content(facts: Facts) -> Faults:
    """Ask for the same scenarios in every content type of a request."""
    for operation in facts.operations:
        content = object_of(facts.resolve(operation.value.get("requestBody")).get("content"))
        examples = {media: object_of(object_of(node).get("examples")) for media, node in content.items()}
        everything = {name for names in examples.values() for name in names}
        for media, names in examples.items():
            for name in sorted(everything - names.keys()):
                pointer = child(operation.pointer, "requestBody", "content", media)
                yield pointer, f"the scenario `{name}` of {operation.name} is missing here"
