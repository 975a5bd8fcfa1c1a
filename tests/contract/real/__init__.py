"""The part of the suite that is safe against the vendor's sandbox. It tells where that differs from what we have here.

`python -m tests.contract.real` runs it, against the server that `KOMOJU_BASE_URL` and `KOMOJU_SECRET_KEY` name.
"""

from tests.contract.real.run import main

__all__ = ["main"]
