"""What the tests of the documentation's facts read and call: the contract, and a sandbox in this process."""

from tests.sandbox.conftest import document, merchant, open_shop, runner, shared
from tests.spec.conftest import complaints, contract, operations, resolve, source

__all__ = [
    "complaints",
    "contract",
    "document",
    "merchant",
    "open_shop",
    "operations",
    "resolve",
    "runner",
    "shared",
    "source",
]
