"""Rules about what comes before a scenario: `x-after` names one that can be played, and hands over what is needed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.lint.facts import Facts, Operation
from generator.lint.links import EXPRESSION
from generator.lint.rule import Faults, rule
from generator.places import array_of, child, object_of

AFTER = "x-after"
PATH_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Scene:
    """The reply of a scenario, with the pointer to where it is written."""

    operation: Operation
    name: str
    response: dict[str, Any]
    pointer: str
    value: dict[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """Name the scenario as `x-after` does."""
        return self.operation.name, self.name

    @property
    def after(self) -> str:
        """Point at what names the scenario before."""
        return child(self.pointer, AFTER)

    @property
    def before(self) -> tuple[str, str] | None:
        """Name the scenario that comes before."""
        after = self.value.get(AFTER)
        return (after["operation"], after["example"]) if after else None


def _scenes(facts: Facts) -> dict[tuple[str, str], Scene]:
    return {scene.key: scene for operation in facts.operations for scene in _of(facts, operation)}


def _of(facts: Facts, operation: Operation) -> Iterator[Scene]:
    for status, written in object_of(operation.value.get("responses")).items():
        if status.startswith("2"):
            response = facts.resolve(written)
            for media, content in object_of(response.get("content")).items():
                for name, example in object_of(object_of(content).get("examples")).items():
                    start = child(operation.pointer, "responses", status, "content", media, "examples", name)
                    pointer = str(object_of(example).get("$ref", f"#{start}")).removeprefix("#")
                    yield Scene(operation, name, response, pointer, facts.resolve(example))


@rule("after-example", "A scenario that follows one which is not there cannot be played.")
def after_example(facts: Facts) -> Faults:
    """Look up what every scenario follows, and see that it begins somewhere."""
    scenes = _scenes(facts)
    for scene in scenes.values():
        if scene.before and scene.before not in scenes:
            operation, name = scene.before
            yield scene.after, f"{operation} has no example `{name}` of a reply that succeeds"
        elif scene.key in (seen := _chain(scenes, scene)):
            steps = " after ".join(f"`{name}` of {operation}" for operation, name in [scene.key, *seen])
            yield scene.after, f"this scenario comes after itself: {steps}"


def _chain(scenes: dict[tuple[str, str], Scene], scene: Scene) -> list[tuple[str, str]]:
    """List what comes before a scenario, the nearest first, each once."""
    found: list[tuple[str, str]] = []
    while scene.before in scenes and scene.before not in found:
        scene = scenes[scene.before]
        found.append(scene.key)
    return found


@rule("after-link", "A scenario that acts on something has to be told on what, or nobody can copy it.")
def after_link(facts: Facts) -> Faults:
    """Ask for a link from the scenario before to every operation with a parameter in its path."""
    scenes = _scenes(facts)
    for scene in scenes.values():
        before = scenes.get(scene.before) if scene.before else None
        links = list(_links(facts, before, scene.operation.name)) if before else []
        needed = PATH_PARAMETER.findall(scene.operation.path)
        if needed and not scene.before:
            yield scene.pointer, f"say in `{AFTER}` which scenario gives the `{needed[0]}` of {scene.operation.name}"
        elif needed and before and not links:
            yield scene.after, f"no link leads from the reply of {before.operation.name} to {scene.operation.name}"
        elif any(len(_handed(link)) != 1 for link in links):
            yield scene.after, f"the link to {scene.operation.name} has to hand over one value"


def _links(facts: Facts, before: Scene, operation: str) -> Iterator[dict[str, Any]]:
    links = [facts.resolve(link) for link in object_of(before.response.get("links")).values()]
    return (link for link in links if link.get("operationId") == operation)


def _handed(link: dict[str, Any]) -> set[str]:
    """Give the different values of a reply that a link hands over."""
    values = [*object_of(link.get("parameters")).values(), *object_of(link.get("requestBody")).values()]
    return {value for value in values if isinstance(value, str) and EXPRESSION.match(value)}


@rule("after-cause", "A payment that nothing moves on stays where it is, and the next call is refused.")
def after_cause(facts: Facts) -> Faults:
    """Look every `then` up among the transitions of the life cycle that no operation makes."""
    scenes = _scenes(facts)
    rows = [object_of(row) for row in array_of(facts.lifecycle.get("transitions"))]
    for scene in scenes.values():
        then = object_of(scene.value.get(AFTER)).get("then")
        if then is None or scene.before not in scenes:
            continue
        payment = object_of(scenes[scene.before].value.get("value"))
        kind = object_of(payment.get("payment_details")).get("type")
        onward = [row for row in rows if (row.get("by"), row.get("from")) == (then, payment.get("status"))]
        if not any(kind in (None, *array_of(row.get("types"))) for row in onward):
            yield scene.after, f"`{then}` moves no {kind or 'such'} payment on that is {payment.get('status')}"


@rule("after-place", "What stands where nobody looks for it is lost.")
def after_place(facts: Facts) -> Faults:
    """Allow `x-after` on the replies of scenarios only."""
    known = {id(scene.value) for scene in _scenes(facts).values()}
    for node in facts.of_kind("example"):
        if AFTER in node.value and id(node.value) not in known:
            yield child(node.pointer, AFTER), f"`{AFTER}` stands on the reply of a scenario that succeeds"


@rule("lasting-value", "A value that the schema refuses cannot take the place of one that it takes.")
def lasting_value(facts: Facts) -> Faults:
    """Hold every `x-lasting` to the schema that it stands on."""
    for node in facts.of_kind("schema"):
        if "x-lasting" in node.value:
            for _, message in facts.judge.complaints(node.pointer, node.value["x-lasting"]):
                yield child(node.pointer, "x-lasting"), message
