# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Plain Python that ships inside the client as `komoju._runtime`, unchanged."""
