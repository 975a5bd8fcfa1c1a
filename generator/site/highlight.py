"""Colours for code: which characters are a word of the language, a text, a number, a remark."""

import json
import re
from typing import Any

from markupsafe import Markup, escape

_TEXT = r"""\"(?:\\.|[^"\\\n])*\"|'(?:\\.|[^'\\\n])*'"""
_NUMBER = r"\b\d+(?:\.\d+)?\b"
_PYTHON = (
    "and as assert async await class def elif else except False for from if import in is None not or pass raise return "
    "True try while with yield"
)
_TYPESCRIPT = (
    "as async await const else export false for from function if import in let new null of return throw true try type "
    "typeof undefined"
)
_SHELL = "do done else esac export fi for if in set then while"
RULES = {
    "curl": (
        ("remark", r"(?:^|(?<=\s))#[^\n]*"),
        ("text", _TEXT),
        ("word", _SHELL),
        ("name", r"\bcurl\b|(?<=\s)--?[a-zA-Z][\w-]*"),
    ),
    "python": (
        ("remark", r"#[^\n]*"),
        ("text", rf'f?"""[\s\S]*?"""|f?(?:{_TEXT})'),
        ("word", _PYTHON),
        ("number", _NUMBER),
    ),
    "typescript": (
        ("remark", r"//[^\n]*"),
        ("text", rf"`(?:\\.|[^`\\])*`|{_TEXT}"),
        ("word", _TYPESCRIPT),
        ("number", _NUMBER),
    ),
    "json": (
        ("name", r'"(?:\\.|[^"\\\n])*"(?=\s*:)'),
        ("text", r'"(?:\\.|[^"\\\n])*"'),
        ("number", rf"-?{_NUMBER}"),
        ("word", "true false null"),
    ),
}
"""What each language has, in the order in which it is looked for."""


def coloured(code: str, language: str) -> Markup:
    """Write code as HTML. Its characters stay as they are."""
    found = re.compile("|".join(f"(?P<{kind}>{_pattern(kind, said)})" for kind, said in RULES[language]), re.MULTILINE)
    written, end = Markup(), 0
    for match in found.finditer(code):
        written += escape(code[end : match.start()])
        written += Markup('<span class="{}">{}</span>').format(f"c-{match.lastgroup}", match[0])
        end = match.end()
    return written + escape(code[end:])


def coloured_json(value: Any) -> Markup:
    """Write a JSON value as HTML."""
    return coloured(json.dumps(value, ensure_ascii=False, indent=2), "json")


def _pattern(kind: str, said: str) -> str:
    return rf"\b(?:{said.replace(' ', '|')})\b" if kind == "word" else said
