"""Where the document lies that this package was generated from."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "spec", _PACKAGE.parents[1] / "spec" / "dist")
"""In an installed package, and in a checkout."""


def spec_path(name: Literal["komoju-v1.json", "komoju-v1.yaml", "komoju-v1-3.0.json"] = "komoju-v1.json", /) -> Path:
    """Give the path of the OpenAPI document, for generators, validators and mocks of other languages.

    Each is one file without references to others. `komoju.__contract__` tells its version and its SHA-256.

    Args:
        name: `komoju-v1.json` or `komoju-v1.yaml`, which are OpenAPI 3.1 and say the same, or `komoju-v1-3.0.json` for
            tools that stop at OpenAPI 3.0.

    Raises:
        FileNotFoundError: There is no document of that name.

    """
    found = next((place / name for place in _PLACES if (place / name).is_file()), None)
    if found is None:
        message = f"this package holds no document named {name}"
        raise FileNotFoundError(message)
    return found
