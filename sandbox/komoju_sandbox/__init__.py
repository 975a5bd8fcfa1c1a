"""A local stand-in for the KOMOJU sandbox: the documented service, in one process, without a network.

`komoju-sandbox` runs it; `komoju_sandbox.testing.RunningSandbox` runs it inside a test;
`komoju_sandbox.app.create_app` is the bare ASGI application.
"""

from __future__ import annotations
