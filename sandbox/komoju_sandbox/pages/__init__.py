"""What a browser sees of a sandbox: the payer's instructions, the developer's desk, the API reference.

Rendering is pure: plain data in, a page as text out (`instructions`, `desk`, `reference`). `routes` puts it behind
HTTP, `source` is all that it wants to know of a world, and `world_desk` answers that. Jinja2 is loaded when the
first page is asked for.
"""
