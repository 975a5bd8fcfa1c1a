"""A scenario as a TypeScript program: openapi-fetch with the types that openapi-typescript makes of the document."""

import json
import re
from typing import Any

from generator.places import is_array, is_object, keys_of
from generator.site.snippets.place import BASE_URL, CONTROLS, KEY
from generator.site.snippets.steps import Call, Step, Taken
from generator.site.snippets.told import LAST, Path, Told

WIDTH = 88
INDENT = 4
"""How far what is printed may stand in."""
HEADER = f"""\
// Once: npx openapi-typescript komoju-v1.json --default-non-nullable=false -o komoju.ts
import createClient from "openapi-fetch";
import type {{ paths }} from "./komoju.js";

const komoju = createClient<paths>({{
  baseUrl: {json.dumps(BASE_URL)},
  headers: {{ Authorization: `Basic ${{btoa({json.dumps(f"{KEY}:")})}}` }},
}});
"""
_NAME = re.compile(r"[A-Za-z_]\w*\Z")


class Code(str):
    """An expression, written as it stands."""

    __slots__ = ()


def typescript(story: list[Step], seen: Told, aside: str) -> str:
    """Write the program."""
    lines: list[str] = []
    for before, step in zip([None, *story], story, strict=False):
        lines += ["", *([f"// {step.summary}"] if len(story) > 1 else [])]
        taken = _variable(before.call) if before else ""
        if step is not story[-1]:
            lines += _before(step, taken, aside)
        elif step.call.paging:
            lines += _pages(step.call, seen)
        else:
            lines += _lines(f"const {{ data: {step.call.noun}, error }} = await ", step.call, taken)
            lines += _told(step, seen)
    return HEADER + "".join(f"{line}\n" for line in lines)


def _before(step: Step, taken: str, aside: str) -> list[str]:
    variable = _variable(step.call)
    lines = _lines(f"const {variable} = await ", step.call, taken)
    lines.append(f"if ({variable}.error) throw new Error({variable}.error.error.message);")
    if step.then:
        url = CONTROLS[step.then].format(f"${{{variable}.data.id}}")
        lines += [f"// {aside}", f"await fetch(`{url}`, {{", '  method: "POST",', "});"]
    return lines


def _variable(call: Call) -> str:
    """Name the reply to an earlier call, such as `createdPayment`."""
    participle = f"{call.name}{'d' if call.name.endswith('e') else 'ed'}"
    noun = call.resource if call.paging else call.noun
    return f"{participle}{noun.capitalize()}"


def _told(step: Step, seen: Told) -> list[str]:
    noun = step.call.noun
    lines = ["if (error) throw new Error(error.error.message);", *_log(noun, seen.paths)]
    narrowed = seen.narrowed
    if narrowed:
        union = _value(noun, narrowed.union)
        tag = f"{union}{'?' if narrowed.nullable else ''}.{narrowed.tag}"
        shown = [f"  {line}" for line in _log(union, narrowed.paths)]
        lines += [f"if ({tag} === {json.dumps(narrowed.kind)}) {{", *shown, "}"]
    return lines


def _pages(call: Call, seen: Told) -> list[str]:
    """Follow the pages of a list."""
    names = call.paging or {}
    return [
        "for (let number = 1, last = 1; number <= last; number += 1) {",
        f"  const {{ data: page, error }} = await komoju.{call.method}({json.dumps(call.path)}, {{",
        f"    params: {{ query: {{ {names['page']}: number }} }},",
        "  });",
        "  if (error) throw new Error(error.error.message);",
        f"  for (const {call.noun} of page.{names['items']}) {{",
        *(f"    {line}" for line in _log(call.noun, seen.paths)),
        "  }",
        f"  last = page.{names['last']};",
        "}",
    ]


def _lines(start: str, call: Call, taken: str) -> list[str]:
    """Write a call of the client."""
    options: dict[str, Any] = {}
    if call.path_values:
        options["params"] = {"path": {name: _taken(value, taken) for name, value in call.path_values.items()}}
    if call.body:
        body = {name: _taken(value, taken) if isinstance(value, Taken) else value for name, value in call.body.items()}
        options["body"] = body
    first = f"{start}komoju.{call.method}({json.dumps(call.path)}"
    if not options:
        return [f"{first});"]
    return f"{first}, {_object(options, len(first) + len(', );'))});".split("\n")


def _taken(value: Taken, variable: str) -> Code:
    keys = keys_of(value.pointer)
    index = "!" if any(key.isdigit() for key in keys) else ""
    parts = (f"[{key}]{index}" if key.isdigit() else f".{key}" for key in keys)
    return Code(f"{variable}.data{''.join(parts)}")


def _log(variable: str, paths: list[Path]) -> list[str]:
    values = [_value(variable, path) for path in paths]
    inline = f"console.log({', '.join(values)});"
    if len(inline) <= WIDTH - INDENT:
        return [inline]
    return ["console.log(", *(f"  {value}," for value in values), ");"]


def _value(variable: str, path: Path) -> str:
    parts = [".at(-1)?" if key == LAST else f".{key}" for key in path]
    return variable + "".join(parts)


def _object(value: Any, used: int, indent: int = 0) -> str:
    """Write a value: in one line where it fits beside what is used of the line, else member by member."""
    inline = _inline(value)
    if used + len(inline) <= WIDTH or not (is_object(value) and value):
        return inline
    inner = indent + 2
    members = (
        f"{' ' * inner}{_key(name)}: {_object(member, inner + len(_key(name)) + len(': ,'), inner)},\n"
        for name, member in value.items()
    )
    return f"{{\n{''.join(members)}{' ' * indent}}}"


def _inline(value: Any) -> str:
    if isinstance(value, Code):
        return value
    if is_object(value):
        members = ", ".join(f"{_key(name)}: {_inline(member)}" for name, member in value.items())
        return f"{{ {members} }}" if members else "{}"
    if is_array(value):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _NAME.match(name) else json.dumps(name, ensure_ascii=False)
