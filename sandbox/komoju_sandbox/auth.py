"""HTTP Basic authentication: the user name is the key, the password is not looked at."""

from __future__ import annotations

import binascii
from base64 import b64decode

FULL_ACCESS = "secretKey"
TOKENS_ONLY = "publishableKey"
CHALLENGE = {"WWW-Authenticate": 'Basic realm="KOMOJU"'}


def credentials(authorization: str) -> tuple[bytes, bool]:
    """Read the user name out of the header, and whether a password stands beside it; empty when there is none."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return b"", False
    try:
        user_and_password = b64decode(encoded.strip(), validate=True)
    except (binascii.Error, ValueError):
        return b"", False
    user, _, password = user_and_password.partition(b":")
    return user, bool(password)
