"""Derive the blocking twin of an asynchronous module, so that both come from one source."""

import re

_WORDS = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "__aiter__": "__iter__",
    "aclose": "close",
    "asyncio": "time",
}
_RULES = (
    (re.compile(r"\basync (def|with|for)\b"), r"\1"),
    (re.compile(r"\bawait "), ""),
    (re.compile(r"\bAwaitable\[(.+?\])\]"), r"\1"),
    (re.compile(r"^(\s+from collections\.abc import .*?), Awaitable\b", re.MULTILINE), r"\1"),
    (re.compile(r"\bAsync([A-Z]\w*)"), r"\1"),
    (re.compile(r"\b(_?)async_(?=\w)"), r"\1"),
    *((re.compile(rf"\b{word}\b"), twin) for word, twin in _WORDS.items()),
)


def blocking(source: str) -> str:
    """Rewrite the source of an asynchronous module."""
    for pattern, replacement in _RULES:
        source = pattern.sub(replacement, source)
    return source
