"""The command `komoju-sandbox`, which also exists where the packages that it needs were not installed."""

from __future__ import annotations

import sys

NEEDED = {"jinja2", "jsonschema_rs", "starlette", "uvicorn"}


def main() -> int:
    """Start the command; without the packages of the extra, say how to get them."""
    try:
        from komoju_sandbox.cli import main as serve
    except ModuleNotFoundError as error:
        if error.name not in NEEDED:
            raise
        sys.stderr.write("komoju-sandbox: its packages are missing. Install them: pip install 'komoju[sandbox]'\n")
        return 2
    return serve()
