"""Step 5: the built documents as bytes, the same on every machine."""

import json
from typing import Any

from generator.yaml_text import yaml_text

HEADER = """\
# Generated from the files of spec/ by `python -m generator`.
# Do not edit: change those files and run it again.
"""


def dist_files(document: dict[str, Any], lowered: dict[str, Any]) -> dict[str, bytes]:
    """Give the files of `spec/dist/` by name: the document twice, and its OpenAPI 3.0 twin."""
    return {
        "komoju-v1.yaml": (HEADER + yaml_text(document)).encode(),
        "komoju-v1.json": _json(document),
        "komoju-v1-3.0.json": _json(lowered),
    }


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
