"""Work out the import lines of an emitted module from the names that it uses."""

_STANDARD = {
    "Any": "typing",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "datetime": "datetime",
}
_RUNTIME = {
    "BOOLEAN": "codecs",
    "CHOICE": "codecs",
    "Constant": "codecs",
    "Either": "codecs",
    "INTEGER": "codecs",
    "Items": "codecs",
    "JsonObject": "codecs",
    "ModelCodec": "model",
    "NUMBER": "codecs",
    "Nullable": "codecs",
    "Secret": "secrets",
    "SecretText": "codecs",
    "TEXT": "codecs",
    "TIMESTAMP": "codecs",
    "TextMap": "codecs",
}


def imports_of(names: set[str], homes: dict[str, str], *, models: str, runtime: str) -> list[str]:
    """Write an import line for each name.

    `homes` names the module of each model; `models` and `runtime` are what stands before such a module and before the
    runtime package.
    """
    return [_line(name, homes, models, runtime) for name in sorted(names)]


def _line(name: str, homes: dict[str, str], models: str, runtime: str) -> str:
    if name in homes:
        return f"from {models}{homes[name]} import {name}"
    if name in _RUNTIME:
        return f"from {runtime}_runtime.{_RUNTIME[name]} import {name}"
    return f"from {_STANDARD[name]} import {name}"
