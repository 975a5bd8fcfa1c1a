"""A scenario as a Python program with the generated client."""

import ast
import json

from generator.emit.document import SCHEMAS, Document
from generator.emit.examples import literal, model_of
from generator.places import keys_of, lookup
from generator.site.snippets.place import BASE_URL, CONTROLS, KEY
from generator.site.snippets.steps import Call, Step, Taken
from generator.site.snippets.told import Path, Told

CLIENT = "komoju"


def python(document: Document, story: list[Step], seen: Told, aside: str) -> str:
    """Write the program, not yet formatted."""
    lines: list[str] = []
    for before, step in zip([None, *story], story, strict=False):
        if len(story) > 1:
            lines.append(f"# {step.summary}")
        call = _call(document, step.call, before)
        if step is not story[-1]:
            page = ".first_page()" if step.call.paging else ""
            lines += [f"{_variable(step.call)} = {call}{page}", *_narrowed(document, step), *_outside(step, aside)]
        elif step.call.paging:
            lines.append(f"for {step.call.noun} in {call}:  # follows the pages")
            lines.append(f"    {_print(step.call.noun, seen.paths)}")
        else:
            lines += [f"{step.call.noun} = {call}", *_told(step.call.noun, seen)]
    body = "".join(f"    {line}\n" for line in lines)
    program = f"with Komoju({json.dumps(KEY)}, base_url={json.dumps(BASE_URL)}) as {CLIENT}:\n{body}"
    return f"{_imports(document, program)}\n{program}"


def _call(document: Document, call: Call, before: Step | None) -> str:
    arguments = [_taken(value, before) for value in call.path_values.values()]
    fields = document.resolve(call.body_schema or {}).get("properties", {})
    for name, value in call.body.items():
        written = _taken(value, before) if isinstance(value, Taken) else literal(document, value, fields[name])
        arguments.append(f"{name}={written}")
    return f"{CLIENT}.{call.resource}.{call.name}({', '.join(arguments)})"


def _taken(value: Taken, before: Step | None) -> str:
    return _value(_variable(before.call), keys_of(value.pointer)) if before else ""


def _narrowed(document: Document, step: Step) -> list[str]:
    """Say which branch of a union the next step takes its value from: one that nobody knows may have none."""
    if step.handed is None or step.call.item not in document.unions:
        return []
    holder = step.handed.rpartition("/")[0]
    model = model_of(document, lookup(step.reply, holder), {"$ref": f"{SCHEMAS}{step.call.item}"})
    return [f"assert isinstance({_value(_variable(step.call), keys_of(holder))}, {model})"]


def _variable(call: Call) -> str:
    return call.resource if call.paging else call.noun


def _outside(step: Step, aside: str) -> list[str]:
    if step.then is None:
        return []
    url = CONTROLS[step.then].format(f"{{{step.call.noun}.id}}")
    return [f"# {aside}", f'httpx2.post(f"{url}").raise_for_status()']


def _told(variable: str, seen: Told) -> list[str]:
    lines = [_print(variable, seen.paths)]
    narrowed = seen.narrowed
    if narrowed:
        union = _value(variable, narrowed.union)
        lines += [f"if isinstance({union}, {narrowed.model}):", f"    {_print(union, narrowed.paths)}"]
    return lines


def _print(variable: str, paths: list[Path]) -> str:
    return f"print({', '.join(_value(variable, path) for path in paths)})"


def _value(variable: str, path: list[str] | Path) -> str:
    parts = (f"[{key}]" if str(key).lstrip("-").isdigit() else f".{key}" for key in path)
    return variable + "".join(parts)


def _imports(document: Document, program: str) -> str:
    """Import what the program names."""
    names = {node.id for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Name)}
    models = sorted(names & document.schemas.keys())
    lines = ["import httpx2"] if "httpx2" in names else []
    lines.append(f"from {CLIENT} import Komoju")
    if models:
        lines.append(f"from {CLIENT}.models import {', '.join(models)}")
    return "".join(f"{line}\n" for line in lines)
