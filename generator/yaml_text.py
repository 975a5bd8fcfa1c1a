"""Write JSON values as YAML that every reader of YAML 1.1 and 1.2 reads alike.

Written by hand so that the bytes do not depend on the version of a library: two spaces, no folding,
plain texts only where nobody can take them for something else.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from generator.places import is_array, is_object

_PLAIN = re.compile(r"[A-Za-z$/_][^\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\"\\]*\Z")
_WORD = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)\Z", re.IGNORECASE)
_BLOCK = re.compile(r"(?:[^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff])*\Z")
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def yaml_text(value: Any) -> str:
    """Write a value as a YAML document that ends with a newline."""
    return "\n".join(_lines(value, "")) + "\n"


def _lines(value: Any, indent: str) -> Iterator[str]:
    if is_object(value) and value:
        for key, item in value.items():
            yield from _entry(f"{indent}{_scalar(key)}:", item, indent)
    elif is_array(value) and value:
        for item in value:
            yield from _item(item, indent)
    else:
        yield indent + _leaf(value)


def _entry(head: str, item: Any, indent: str) -> Iterator[str]:
    if (is_object(item) or is_array(item)) and item:
        yield head
        yield from _lines(item, indent + "  ")
    elif isinstance(item, str) and _fits_block(item):
        yield from _block(head, item, indent + "  ")
    else:
        yield f"{head} {_leaf(item)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    """Write a member of an array; what belongs to it starts on the line of its dash."""
    if (is_object(item) or is_array(item)) and item:
        first, *rest = _lines(item, indent + "  ")
        yield f"{indent}- {first.removeprefix(indent + '  ')}"
        yield from rest
    else:
        yield from _entry(f"{indent}-", item, indent)


def _leaf(value: Any) -> str:
    if is_object(value) or is_array(value):
        return "{}" if is_object(value) else "[]"
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    return _scalar(value) if isinstance(value, str) else json.dumps(value)


def _scalar(text: str) -> str:
    clear = _PLAIN.match(text) and not _WORD.match(text) and text.strip() == text
    if clear and ": " not in text and " #" not in text and not text.endswith(":"):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    tidy = all(line == line.rstrip() for line in lines) and not text.startswith((" ", "\n"))
    return len(lines) > 1 and tidy and not text.endswith("\n\n") and bool(_BLOCK.match(text))


def _block(head: str, text: str, indent: str) -> Iterator[str]:
    body = text.removesuffix("\n")
    yield f"{head} |" if body != text else f"{head} |-"
    for line in body.split("\n"):
        yield indent + line if line else ""
