# Generated from spec/ by `python -m generator`. Do not edit: change spec/ or generator/ and run it again.
"""Where this package comes from."""

VERSION = "0.1.0"
"""The version of this package and of the generator that wrote it."""
BASE_URL = "https://sandbox.komoju.com/api/v1"
"""The first server of the contract."""


class Contract:
    """The document that this package was generated from."""

    __slots__ = ("sha256", "version")
    __module__ = "komoju"

    def __init__(self, version: str, sha256: str) -> None:
        self.version: str = version
        """The version of the document."""
        self.sha256: str = sha256
        """The SHA-256 of `spec/dist/komoju-v1.json`."""

    def __repr__(self) -> str:
        return f"<KOMOJU contract {self.version}, sha256 {self.sha256[:12]}>"


CONTRACT = Contract("1.0.0", "93d6def4b42b10ef8f1110c3679e3fbb8d68c181de787166982002ff11313f1a")
"""The document that this package was generated from."""
