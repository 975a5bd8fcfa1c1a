"""Step 5: emit the Python client. Everything that ships is rendered from a template or copied from `runtime/`."""

from generator.emit.client import emit_client

__all__ = ["emit_client"]
