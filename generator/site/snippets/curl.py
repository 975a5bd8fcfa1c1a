"""A scenario as commands for a shell: forms as in the documentation, JSON where forms end.

What one command needs of the reply to another is read with `python3`, which is where the client is.
"""

import json
import re
import shlex
from typing import Any
from urllib.parse import parse_qsl, quote

from generator.places import is_object, keys_of
from generator.site.snippets.place import BASE_URL, CONTROLS, KEY
from generator.site.snippets.steps import Call, Step, Taken

BREAK = " \\\n  "
VARIABLE = "\0"
"""Stands for the variable until the text around it is quoted; nothing that is sent holds it."""
PARAMETER = re.compile(r"\{\w+\}")


def curl(story: list[Step], aside: str) -> str:
    """Write the commands."""
    lines: list[str] = []
    for before, step in zip([None, *story], story, strict=False):
        taken = _variable(before) if before else ""
        if len(story) > 1:
            lines.append(f"# {step.summary}")
        if step is story[-1]:
            lines.append(_command(step.call, taken))
        else:
            lines += _kept(step, _command(step.call, taken, "-sS"))
        if step.then:
            url = CONTROLS[step.then].format(VARIABLE)
            lines += [f"# {aside}", f"curl -sS -o /dev/null -X POST {_quoted(url, _variable(step))}"]
    return "".join(f"{line}\n" for line in lines)


def _kept(step: Step, command: str) -> list[str]:
    """Keep what the next command needs of the reply."""
    if step.handed is None:
        return [f"{command}{BREAK}-o /dev/null"]
    keys = "".join(f"[{key if key.isdigit() else json.dumps(key)}]" for key in keys_of(step.handed))
    inner = command.replace("\n", "\n  ")
    reader = f"python3 -c 'import json, sys; print(json.load(sys.stdin){keys})'"
    return [f"{_variable(step)}=$(\n  {inner} |\n    {reader}\n)"]


def _variable(step: Step) -> str:
    return f"{step.call.noun}_{keys_of(step.handed)[-1]}" if step.handed else ""


def _command(call: Call, variable: str, *options: str) -> str:
    url = BASE_URL + PARAMETER.sub(VARIABLE, call.path)
    method = [] if call.method == "GET" else ["-X", call.method]
    start = " ".join(["curl", *options, *method, _quoted(url, variable)])
    data = [f"{option} {_quoted(text, variable)}" for option, text in _data(call.body)]
    return BREAK.join([start, f"-u {KEY}:", *data]) if data else f"{start} -u {KEY}:"


def _quoted(text: str, variable: str) -> str:
    """Quote a text for a shell, with the value of the variable in its place."""
    if VARIABLE not in text:
        return shlex.quote(text)
    rest = text.replace(VARIABLE, "")
    if shlex.quote(rest) == rest:
        return f'"{text.replace(VARIABLE, f"${variable}")}"'
    return f'"${variable}"'.join(shlex.quote(part) for part in text.split(VARIABLE))


def _data(body: dict[str, Any]) -> list[tuple[str, str]]:
    """Write a body as options: as a form where brackets can carry it, as JSON otherwise."""
    if not body:
        return []
    pairs = [pair for name, value in body.items() for pair in _pairs(name, value)]
    if any(not isinstance(value, str) for _, value in pairs):
        return [
            ("-H", "Content-Type: application/json"),
            ("--data-raw", _json(body)),
        ]
    return [_field(name, str(value)) for name, value in pairs]


def _json(body: dict[str, Any]) -> str:
    """Write a body as JSON; a text in it that no JSON holds as it stands marks the place of the variable."""
    return json.dumps(body, ensure_ascii=False, default=lambda _: VARIABLE).replace(
        json.dumps(VARIABLE)[1:-1], VARIABLE
    )


def _pairs(name: str, value: Any) -> list[tuple[str, Any]]:
    """Flatten a member into fields. What a form cannot carry stays as it is."""
    if is_object(value) and value:
        return [(f"{name}[{inner}]", _text(member)) for inner, member in value.items()]
    return [(name, _text(value))]


def _text(value: Any) -> Any:
    if isinstance(value, Taken):
        return VARIABLE
    return json.dumps(value) if isinstance(value, bool | int | float) else value


def _field(name: str, value: str) -> tuple[str, str]:
    """Write a field as it stands, where a form means the same by it; else let curl encode its value."""
    plain = f"{name}={value}"
    if plain[0] != "@" and plain.split() == [plain] and parse_qsl(plain, keep_blank_values=True) == [(name, value)]:
        return "-d", plain
    return "--data-urlencode", f"{quote(name, safe='[]')}={value}"
